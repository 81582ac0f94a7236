"""What the world may ask: GraphQL and HTTP, and the `zhengtu` command.

The only room that knows strawberry and starlette. `app.py` builds the application, `schema.py` the GraphQL schema,
`guard.py` says how much one request may ask for, `auth.py` who asks; `cli.py` puts the rooms together. What an answer
means is decided in `graph` and `licenses`, not here.
"""
