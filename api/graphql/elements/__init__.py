"""Data elements."""
