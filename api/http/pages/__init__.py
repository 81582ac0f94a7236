"""Pages for people: what a browser shows of this system, drawn here and complete in itself.

`words` is everything they say, `shapes` every sign they show, `markup` how an element is written so that nothing in it
acts, `frame` what every page has around it. `home` is where a visitor comes in, `asking` the forms of verification and
`answer` the verdict, `face_code` that on a face, `state` how the state of a licence is told. `files/` holds style and
scripts, served as they are. A page works without scripts: they only save a way.
"""
