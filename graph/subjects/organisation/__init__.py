"""Departments, territories, posts, successions and the policies that bind them."""
