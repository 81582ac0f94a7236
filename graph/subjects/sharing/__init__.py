"""Sharing requests and grants: the way of a request as the provider's row has it, and the history that is loaded."""
