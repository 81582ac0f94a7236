"""Who administers a bureau's store."""
