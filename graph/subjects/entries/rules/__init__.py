"""What is wrong with an entry, or odd about it: every lint is a row with its sentence and its article.

Begin with `lints.py` (the table), then `entry.py`; `items.py` judges information items, `batch.py` entries beside each
other, `elsewhere.py` one beside those that are published.
"""
