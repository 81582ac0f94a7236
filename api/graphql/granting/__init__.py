"""Grants of licences to whoever uses them."""
