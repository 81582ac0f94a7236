"""The catalogue: its words, its law, its memory.

`codes` and `errors` are the ground floor; `model` holds the values, `law` decides without doing, `store` is alone in
speaking Cypher, `desk` carries out the use cases: read, let the law decide, write and journal in one transaction.
Begin with `model`, then `law/policies.py`, then `store/shapes.py`.
"""
