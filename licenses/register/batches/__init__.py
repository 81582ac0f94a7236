"""Licences by the thousand (批量制证: WHL-9): from a sheet, or from the data of a catalogue entry.

A file's bytes become orders in `sheet.py`, those of an entry in `entry_data.py`: `columns.py` says which columns a
type's sheet has, `ordered_rows.py` reads a row, `photos.py` and `pictures.py` have the photos that come beside it or
lie in its cells.
"""
