"""Use cases of the catalogue: read → the law decides → write and journal in one transaction.

Begin at `acting.py` (who acts, and when), then `entries.py`. `review.py` is what a check finds before anything is
written, `once.py` what makes a repeated request harmless, `sheets/` reads users' tables, `importing.py` puts the two
together. What is only read does not come by here: see `graph.store`.
"""
