"""The machine under the catalogue: one async driver, one Cypher text for two servers.

It knows no noun of the field.

`engine.py` alone imports the driver; `arcade.py` runs the default server as a child process; `dialect.py` holds what
differs. `listing.py` and `edges.py` make readers out of a declared kind of node; `writing.py`, `revisions.py`,
`journal.py` and `idempotency.py` are what every writer needs. What is counted in memory stands on a `roll.py`, which
`roll_call.py` brings up to date. Every read statement returns one record. Statements about something stand in the
`memory` of its subject.
"""
