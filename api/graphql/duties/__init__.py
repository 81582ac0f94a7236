"""What departments owe without being asked (义务): lists, what comes back, and what people do of it."""
