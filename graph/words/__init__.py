"""The words of the system as frozen values and closed lists; no behaviour beyond what a value knows of itself.

One module a subject; `closed_list.py` is what a closed list of the field is, `periods.py` when something holds,
`china_time.py` what time it is.
"""
