from django.conf import settings

# ruleid: no-default-permission
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "PAGE_SIZE": 50,
}
# ruleid: no-default-permission-allow-any
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}
# ruleid: no-default-permission-allow-any
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": (), "PAGE_SIZE": 50}
# ok: no-default-permission
# ok: no-default-permission-allow-any
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"], "PAGE_SIZE": 50}
# ok: no-default-permission
REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "PAGE_SIZE": 50}
# ok: no-default-permission
REST_FRAMEWORK_EXTENSIONS = {"PAGE_SIZE": 50}


def configured() -> dict:
    # ok: no-default-permission
    REST_FRAMEWORK = {"PAGE_SIZE": 50}
    return REST_FRAMEWORK
