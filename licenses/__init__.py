"""The licence: its paper, its seal, its proof, its register.

A licence here is one PDF file that stands on its own: a page drawn from a template per type (`paper`), the round red
seal of the department with a PAdES signature, timestamp and revocation data (`seal`), and the same facts as text for
programs, attached and in XMP, under the signature. `proof` judges any file; `register` issues licences and knows their
state. Imports go one way: register → proof, seal → paper.

Begin with `paper.metadata`, then `paper.face.draw`, `seal.sealing.seal`, `proof.verification`.
"""
