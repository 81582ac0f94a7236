"""What is kept so that a register can be lost and found again: backups, and the check of what there is.

Not here: the statements that read a whole graph (`graph.store.whole`), and the commands (`api.command`). Begin with
`making`, `restoring` and `checking`.
"""
