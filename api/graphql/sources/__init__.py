"""Libraries, systems, legal bases and consumers."""
