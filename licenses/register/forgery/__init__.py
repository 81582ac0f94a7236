"""Suspected forgeries, as far as they are files: evidence kept, reports sealed. Begin at `suspecting`.

What is decided stands in `graph.subjects.forgeries`.
"""
