"""What a store is: a demonstration or a bureau's, once and for good; how far it is loaded, and who administers it."""
