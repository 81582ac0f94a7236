"""One search over all kinds of the catalogue: what a search finds of each stands in its subject's list."""
