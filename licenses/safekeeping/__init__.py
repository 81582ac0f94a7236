"""What is kept so that a register can be lost and found again: backups, and the check of what there is.

WHL-20 asks for copies elsewhere, a plan, and recovery.

Not here: the statements that read a whole graph (`graph.store.whole`), and the commands (`api.command`). Begin with
`making`, `restoring` and `checking`.
"""
