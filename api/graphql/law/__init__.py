"""The articles."""
