"""Users' tables: bytes of a CSV or Excel file → rows → cells → values, every fault with its row, column and value.

Begin at `files.py` (bytes to rows), then `cells.py` (what stands in a row), `forms.py` (which columns a table has) and
`typed.py` (a row to a value, by the declared schema); the forms themselves stand in the `sheet` modules of the
subjects. Pure functions; nothing is looked up in the graph here.
"""
