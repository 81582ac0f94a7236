"""The side of the exchange platform: what it asks and tells, and what follows from its records."""
