"""Catalogue entries and their information items: the heart of what front-end teams ask."""
