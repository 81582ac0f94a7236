"""Work lists (待办): what waits for somebody, of every kind of case that waits. Begin at `desk.py`."""
