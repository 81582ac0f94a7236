"""Grants: what is done with one from the day on which it is given (`desk`), and how it is kept (`memory`).

The requests that they settle stand beside (`subjects.sharing`).
"""
