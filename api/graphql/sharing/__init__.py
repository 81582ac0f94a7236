"""Sharing requests and grants."""
