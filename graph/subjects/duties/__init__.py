"""What departments owe without being asked (义务): opened by what happens, met by what is done, listed by due date.

`rules` decides by the tables of the law, `memory` reads and writes, `opening` and `meeting` are for those who make
that something is owed or done – a legal basis that changes, a version that is published –, `desk` has the acts of
people. Begin with `rules.arises`.
"""
