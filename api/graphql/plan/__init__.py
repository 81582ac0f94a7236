"""Planned, breadth-first execution: a document that reads is compiled once, and then answered level by level.

graphql-core asks object by object, field by field, and awaits each; a page of a hundred entries is thousands of such
steps. Here a selection is a `Part`: one function that makes the answers of many objects at once, and what has to be
fetched for all of them before. The registration (`lens`) says what a field is; nothing is resolved by hand.

Begin with `plans`, which the endpoint asks; then `compiling`, which makes parts of selections, `display`, how their
answers look as expressions, `fetching`, which is all that waits for something, and `parts`, which runs them. What is
not planned (mutations, verification, introspection) is graphql-core's, and so is every request in which anything
irregular comes up: its errors and its null propagation are right by definition.
"""
