"""Requests and grants that administrators bring as tables: what was done with them elsewhere, or here.

Begin at `requests.py` and `grants.py`; what both are judged by is read in `setting.py`.
"""
