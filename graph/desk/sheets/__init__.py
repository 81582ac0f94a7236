"""Users' tables: bytes of a CSV or Excel file → rows → model values, every fault with its row, column and value.

Begin at `files.py` (bytes to rows), `cells.py` (a row's cells to values), then the forms: `entries.py`,
`organisation.py`, `sources.py`, `types.py`. Pure functions; nothing is looked up in the graph here.
"""
