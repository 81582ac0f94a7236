"""What is done with the catalogue, a room a subject.

Inside a room the kinds are file names: `rules` decides and knows no store, `memory` alone speaks Cypher, `sheet` reads
a user's table, `desk` carries out the use cases. Rooms know those below them in this order: importing, licensing,
sharing, lineage, entries, sources, objections, organisation, people, installation.
"""
