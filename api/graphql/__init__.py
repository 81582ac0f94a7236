"""The published graph: lenses on what is stored and on what the domain answers; only pages hold data of their own.

A room a subject: `lens` shows rows and values, `listing` says how rows are listed, `queries` and `mutations` are the
roots. `lens/` is what they share, `guard/` how much one request may ask for, `schema.py` puts the parts together.

Begin with `entries/lens.py`. Descriptions are part of the product: they stand in `schema.graphql` with the Chinese
term.
"""
