import uvicorn
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import settings

app = FastAPI()
# ruleid: all-proxies-trusted
app.add_middleware(ProxyHeadersMiddleware, trusted_hosts="*")
# ruleid: all-proxies-trusted
app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=["*"])
# ruleid: all-proxies-trusted
wrapped = ProxyHeadersMiddleware(app, trusted_hosts="*")
# ruleid: all-proxies-trusted
forwarded_allow_ips = "*"

# ok: all-proxies-trusted
app.add_middleware(ProxyHeadersMiddleware, trusted_hosts="10.0.0.1")
# ok: all-proxies-trusted
app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies)
# ok: all-proxies-trusted
wrapped = ProxyFix(app, x_for=1)


def main() -> None:
    # ruleid: all-proxies-trusted
    uvicorn.run("app:app", host="0.0.0.0", proxy_headers=True, forwarded_allow_ips="*")
    # ok: all-proxies-trusted
    uvicorn.run("app:app", host="0.0.0.0", proxy_headers=True, forwarded_allow_ips="10.0.0.1")
    # ok: all-proxies-trusted
    uvicorn.run("app:app", host="127.0.0.1")
    # ok: all-proxies-trusted
    uvicorn.run("app:app", host="0.0.0.0", reload=True, forwarded_allow_ips="*")
