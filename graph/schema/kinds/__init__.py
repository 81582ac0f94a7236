"""The columns of every kind of node, one module a subject; `graph.schema.nodes` says who sees them."""
