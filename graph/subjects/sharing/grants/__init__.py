"""Grants: how they are written. The requests that they settle stand beside (`subjects.sharing`)."""
