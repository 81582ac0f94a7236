"""Users' tables: bytes of a CSV or Excel file → sheets → rows → cells → values, every fault with its cell and its cure.

In: `files.py` and `laying.py` (bytes to sheets of lines; `programs.py` and `encodings.py` know files that are none),
`finding.py` (sheet, header, which rows are data; `passing.py` and `crossed.py` say which are not, and what is told),
`cells.py` (what stands in a row), `mentions.py` (what a row does not fill), `forms.py` (which columns a table has) and
`typed.py` (a row to a value, by the declared schema); the forms themselves stand in the `sheet` modules of the
subjects. Out: `template.py` (a workbook to fill in), `filled.py` (what there is, as a table) and `marked.py` (the file
again, with what came of it). Pure functions; nothing is looked up in the graph here, which `graph.office.naming` does
for names.
"""
