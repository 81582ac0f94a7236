"""What the graph holds, declared once: kinds of node with their columns and who sees them, indexes, migrations.

Begin with `nodes.py`. Declarations only; `graph.store` carries them out.
"""
