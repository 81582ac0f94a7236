"""HTTP: what comes in, how it is answered, and nothing of what it means.

`graphql.py` is the GraphQL endpoint, `counter.py` takes files for verification, `pages.py` shows a licence's page and
the query editor, `operations.py` answers monitoring. `door.py` stands around all of them; `visit.py` is what it knows
of a request, `errors.py` how a failure looks from outside. Begin with `graphql.py`.
"""
