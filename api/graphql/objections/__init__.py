"""Objections, and the notice that stands on doubted data."""
