"""Grants of licences to whoever uses them (用证授权): who may use which type, for what. Begin at `desk.py`."""
