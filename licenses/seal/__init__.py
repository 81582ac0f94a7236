"""The seal: a PAdES signature at level B-LT, and who may make one.

It makes a licence equal to one of paper (WHL-4, JI-26).

Begin with `sealing`. Who signs and who tells the time are two small ports (`sealer`, `timestamping`); `seals` fills
them with a bureau's own keys, `authority` for a demonstration, which says so in every name.
"""
