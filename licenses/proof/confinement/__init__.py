"""Work on what anybody may have made, in processes that can be ended.

Begin with `pool`. `process` is one of them, seen from here, `program` what runs in it; `examining` and `drawing` are
the work, which `doing` knows by its `errands`, and `examiners` gives it out. `shares` says who gets how much where many
ask.
"""
