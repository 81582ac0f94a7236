"""What is published: one lens per kind of node, with its edges; connections, lineage, verdicts and refusals as structs.

Begin with `resource.py`. Descriptions are part of the product: they stand in `schema.graphql` with the Chinese term.
"""
