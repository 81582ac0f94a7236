"""What the law says to every subject, as pure rules: no database, no clock, no framework.

Takes values, returns values.

Begin with `policy` and `policies` (what differs between the cities, a row of data each, in `cities/`) and `articles`
(the words that every rule id stands for; the texts are in `texts/`). An amendment is written as `policy.Cell` and
`wordings` say, a value with its first day. Then `terms` (due, overdue, age) on `workdays` and `rest_days`, `findings`;
`posts`, `acts`, `access` for people. What one subject alone decides stands in its `rules`.
"""
