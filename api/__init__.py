"""What the world may ask: GraphQL and HTTP, and the `zhengtu` command.

The only room that knows strawberry and starlette. From the ground up: `process` (settings, logs), `identity` (who
asks), `graphql` (what is published, a room a subject), `http` (an endpoint a module), `service` (puts one running
service together), `command`. What an answer means is decided in `graph` and `licenses`, not here.
"""
