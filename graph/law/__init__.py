"""What the law says, as pure rules: no database, no clock, no framework. Takes values, returns values.

Begin with `policy` and `policies` (what differs between the cities, a row of data each, in `cities/`) and `articles`
(the words that every rule id stands for; the texts are in `texts/`). Then one noun a module: `workdays`, `sharing`,
`objections`, `findings`; `lints`, `entries`, `items`, `entry_sets` for the catalogue; `posts`, `acts`, `access` for
people. Whoever reads and writes is one floor up, in `graph/desk`.
"""
