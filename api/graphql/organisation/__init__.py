"""Departments, their territory and their people."""
