"""The catalogue: its words, its law, its memory.

Floors by kind, rooms by subject. What every subject needs is a floor of its own, from the ground up: `refusal_codes`,
`errors`, `codes` (identifiers of the field), `words` (frozen values), `law` (what every subject asks; it decides
without doing), `schema` (what the graph holds), `store` (the machine, which knows no noun), `office` (how every use
case works), `cases` (what every workflow needs). What is done with them stands under `subjects`, a room each: `rules`
decides, `memory` alone speaks Cypher, `sheet` reads a user's table, `desk` carries out the use cases: read, let the law
decide, write and journal in one transaction.

Begin with `words`, then `law/policies.py`, then `subjects/objections`, a workflow from end to end.
"""
