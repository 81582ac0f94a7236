"""Work on what anybody may have made, in processes that can be ended.

Begin with `pool`. `process` is one of them, seen from here, `program` what runs in it; `examining` is the work, and
`examiners` gives it out. `shares` says who gets how much where
many ask.
"""
