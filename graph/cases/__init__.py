"""Cases: whatever has a state that people move by a table of the law. One machine runs every workflow.

`machine` decides (values in, value out), `memory` writes on condition that nobody was faster, `desk` puts them
together under an idempotency key, `notices` tells whoever has to know. The rows stand in `graph.law.cities`, the words
of a workflow in `graph.law.workflows`; what a workflow alone knows (facts, what is written beside) in its own subject.
Begin with `machine.move`.
"""
