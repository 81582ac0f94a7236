"""Licence types, licences, holders; orders and verification."""
