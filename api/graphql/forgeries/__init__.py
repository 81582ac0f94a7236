"""Suspected forgeries: reported with their file, decided, reported to the credit authority."""
