"""What a register keeps of a file that it knows: its written form, and how it is believed again.

Begin with `meeting`. `form` writes what a file says of itself, `papers` what its seal brings, `grounds` what was found
about that; `learning` says what there is to keep, `recalling` what is made of it. All three are plain values in a
numbered form; who keeps them, and locks them so that nobody else can have written them, is the register
(`licenses.register.keeping`). Nothing here reads a PDF.
"""
