"""What is done with the catalogue, a room a subject.

Inside a room the kinds are file names: `rules` decides and knows no store, `memory` alone speaks Cypher, `sheet` reads
a user's table, `desk` carries out the use cases. Rooms know those below them in this order: importing, licensing,
sharing, lineage, entries, sources, objections, organisation, people, installation.

What leaves a memory is a typed value. A positional row leaves it only as the declared row of a `Shape`, inside the
store's `Batch`, `Page` or `Rows`, and only a lens reads it.
"""
