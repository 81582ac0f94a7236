"""What administrators bring: the kinds of batch as mutations. Begin at `kinds.py`, the table of what is published."""
