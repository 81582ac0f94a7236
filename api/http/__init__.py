"""HTTP: what comes in, how it is answered, and nothing of what it means. A module an endpoint.

`graphql.py` is the GraphQL endpoint, with `operations.py` that reads what it is asked and `executing.py` that has it
executed; `verify.py` takes files for verification, `license_page.py` shows a licence's page, `editor.py` the query
editor, `monitoring.py` answers monitoring. `middleware.py` stands around all of them; `errors.py` is how a failure
looks from outside. Begin with `graphql.py`.
"""
