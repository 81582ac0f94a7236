"""Attestations (凭证): numbered statements of what the register has answered, sealed with a key for these.

Begin with `issuing`, which numbers, seals and enters a `statement` of any kind; `making` draws and seals it. `receipts`
is the first kind (核验回执): what it says of a verdict, and how that looks; `written` is what an asker writes on one
himself. What an attestation says of itself, and its sheet, are `licenses.paper`'s; that one is known again is
`licenses.proof.attesting`'s.
"""
