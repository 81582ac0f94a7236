"""Objections, and the remark that stands on doubted data."""
