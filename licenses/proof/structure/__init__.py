"""How a file is built: can what a reader shows only be what was sealed?

Begin with `gate`. `opening` reads a file within limits; what follows the seal is read byte by byte (`syntax`,
`revisions`), and may only extend the file (`extension`, `edits`).
"""
