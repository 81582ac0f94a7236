"""The licence: its paper, its seal, its life and its proof.

A licence here is one PDF file that stands on its own: a page drawn from a template per type (`face`), the round red
seal of the department (`stamp`), a PAdES signature with timestamp and revocation data (`sealing`), and the same facts
as text for programs, attached and in XMP, under the signature (`metadata`, `xmp`). Who may sign and who tells the time
are two small ports (`sealer`, `timestamping`); `authority` fills them for a demonstration and says so in every name.

Begin with `metadata`, then `face.draw` and `sealing.seal`. Not here: who may issue what (graph.law), the register
(graph.store), the counter that the public asks (api).
"""
