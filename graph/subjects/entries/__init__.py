"""Catalogue entries: judged, registered, published, put into libraries. Begin with `rules`, then `desk`."""
