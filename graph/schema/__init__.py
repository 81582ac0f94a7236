"""What the graph holds, declared once: kinds of node, their columns and relations, who sees them, indexes, migrations.

Begin with `nodes.py`, then `kinds/` and `relations.py`. Declarations only; `graph.store` carries them out.
"""
