"""The rows of the table, one city a module; each is data only. `graph.law.policies` looks them up."""
