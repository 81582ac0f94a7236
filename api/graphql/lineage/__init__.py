"""Lineage, impact, relations and paths: flat nodes and edges."""
