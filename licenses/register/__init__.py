"""The life of a licence: ordered, made, issued, changed, archived; and what the register answers.

Begin with `issuing`.
"""
