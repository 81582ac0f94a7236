"""What is made from what, and what hangs on it: written, walked, bounded."""
