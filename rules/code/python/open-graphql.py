import strawberry
from ariadne.asgi import GraphQL
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from graphene_django.views import GraphQLView
from starlette_graphene3 import GraphQLApp, make_graphiql_handler
from strawberry.fastapi import GraphQLRouter

from app.schema import schema
from app.settings import settings

# ruleid: open-graphql
router = GraphQLRouter(schema, graphiql=True)
# ruleid: open-graphql
router = GraphQLRouter(schema, graphql_ide="apollo-sandbox")
# ruleid: open-graphql
app = GraphQL(schema, debug=True)
# ruleid: open-graphql
app = GraphQLApp(schema=schema, on_get=make_graphiql_handler())

urlpatterns = [
    # ruleid: open-graphql
    path("graphql", csrf_exempt(GraphQLView.as_view(graphiql=True))),
    # ruleid: open-graphql
    path("graphql/batch", GraphQLView.as_view(schema=schema, batch=True)),
    # ok: open-graphql
    path("graphql/v2", GraphQLView.as_view(graphiql=settings.debug)),
    # ok: open-graphql
    path("graphql/v3", GraphQLView.as_view(schema=schema)),
]

# ok: open-graphql
router = GraphQLRouter(schema, graphql_ide=None)
# ok: open-graphql
router = GraphQLRouter(schema, graphiql=settings.debug)
# ok: open-graphql
app = GraphQL(schema, debug=False)

if settings.debug:
    # ok: open-graphql
    urlpatterns.append(path("console", GraphQLView.as_view(graphiql=True)))


@strawberry.type
class Query:
    name: str
