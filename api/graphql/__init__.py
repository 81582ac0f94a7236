"""The published graph: one lens per kind of node, with its edges; connections, lineage, verdicts, refusals as structs.

A room a subject: `lens` shows stored rows, `listing` says how they are listed, `queries` and `mutations` are the roots.
`lens/` is what they share, `guard/` how much one request may ask for, `schema.py` puts the parts together.

Begin with `entries/lens.py`. Descriptions are part of the product: they stand in `schema.graphql` with the Chinese
term.
"""
