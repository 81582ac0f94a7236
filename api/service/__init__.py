"""One running service put together: storage, keys, workshop, application.

Begin with `opening`; `serving` runs it to its end.
"""
