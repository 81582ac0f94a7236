"""The memory of the catalogue: one async driver, one Cypher text for two servers.

`engine.py` alone imports the driver; `arcade.py` runs the default server as a child process; `dialect.py` holds what
differs. `shapes.py` names the columns of every kind of node, the subject modules (`catalogue.py`, `lineage.py` …)
hold constant statements and batch readers. Every read statement returns one record. Nothing outside this folder
speaks Cypher.
"""
