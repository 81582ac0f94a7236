"""One search over all kinds."""
