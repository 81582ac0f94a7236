"""How every use case works: who acts, what a check finds, what makes a repeated request harmless, users' tables.

Begin at `actor.py` (who acts, and when). `review.py` is what a check finds before anything is written, `references.py`
what a batch points to, `batch.py` writes what was judged, `idempotency.py` makes a repeated request harmless, `sheets/`
reads tables. What is done with them stands in the desks of `graph.subjects`.
"""
