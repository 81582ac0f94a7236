"""Notices of cases (通知): the inbox, and what was read of it."""
