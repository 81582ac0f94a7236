"""The proof: what a file says, whether to believe it, and the verdict in thirteen questions.

Begin with `verification`. `gate` is the structural gate, `reading` what a file says of itself, `trust` whose seal it
is, `judging` the questions, `verdict` the answer, `reasons` its sentences. What a register knows comes through the port
`register`; `recorded` says what it answers to. `inquiring` judges what was typed without a file: an identifier, and a
face, by `face_check` and `face_values`. Files come from anybody, so one is read where that can be ended: `examining` is
what is done there, `confinement` the place, `limits` what a file may cost.
"""
