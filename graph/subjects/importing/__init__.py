"""What administrators bring, as a file or by a mutation: read, compared with what stands, written as one or refused.

Begin at `table.py`: a kind is one row of it, which says how a batch is read, judged and compared; `batches.py` says
what such a row is. The rows stand by noun in the modules `of_…`. `desk.py` has the use cases.
"""
