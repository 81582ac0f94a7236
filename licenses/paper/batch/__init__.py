"""Pages of licences by the hundred: drawn by the page composer in one document, then taken apart into files.

Every page comes from the same templates as a single one (`licenses.paper.face`), so there is no second layout to keep
in step. What all of a batch have in common is made once (`frame`): colours, ornament, catalog. What is left for a file
is its own page (`volume`), its letters cut out of the batch's font (`letters_cut`), its structure (`structure`), its
code (`codes`) and its data (`files`). A face that has no room on one page is drawn singly.

Begin with `press`.
"""
