"""Users' tables: bytes of a CSV or Excel file → rows → cells → values, every fault with its row, column and value.

Begin at `files.py` (bytes to rows), then `cells.py` (a row's cells to values); the forms are the `sheet` modules of the
subjects. Pure functions; nothing is looked up in the graph here.
"""
