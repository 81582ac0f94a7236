"""The proof: what a file says, whether to believe it, and the verdict in thirteen questions.

Begin with `verification`. `structure` is how a file is built, `reading` what it says of itself, `trust` whose seal it
is, `judging` the questions, `verdict` the answer, `reasons` its sentences; faces and identifiers without a file are
`inquiring`. Files exactly as they are issued here are recognised by `issued`, in a fifteenth of the time; all else that
looks into a file runs in `confinement`. What a register knows comes through the port `register`; a file that it knows
is not read again (`known_files`), in no process (`kept`).
"""
