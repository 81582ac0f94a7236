"""Who asks, as far as the token and the graph say."""
