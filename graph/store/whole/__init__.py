"""The whole graph, read out and written in: every kind and relation that is declared, whichever the server.

Not here: what is kept of it outside the store (`licenses.safekeeping`). Begin with `parts`.
"""
