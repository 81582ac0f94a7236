"""Agreement of the register with a business system's list (WHL-10): every difference, with row, field and both values.

Begin with `comparing`; `listed` is the form of the list, `agreeing` reads the register beside it.
"""
