"""The `zhengtu` command: the only place that may import every room.

A verb is a module: `init`, `serve`, `seed`, `importing`, `verify`, `token`, `schema`; `usage` and `ending` are how all
of them help, refuse and end. Begin with `zhengtu`.
"""
