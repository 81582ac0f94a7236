"""Who asks: bearer tokens and the facts of one request.

Begin with `authenticator`; what somebody may do is `graph.law.access`.
"""
