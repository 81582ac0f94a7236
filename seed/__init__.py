"""The demonstration: a city's data as tables, and synthetic people and licences made by rule.

Begin at `tables/` (what is in the city), `people.py` (who can hold a licence), `plan.py` (who holds which).
Nothing here speaks to the store or the web; what is loaded goes through the use cases of `graph.desk` and `licenses`.
"""
