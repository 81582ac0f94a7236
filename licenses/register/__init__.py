"""The life of a licence: ordered, made, issued, changed, archived; and what the register answers.

One page form with its seal, recognised everywhere (WHL-7).

Begin with `issuing`.
"""
