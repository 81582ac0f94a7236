"""How much one request may ask for: limits, the measure of a query, what is admitted. Begin with `admission`."""
