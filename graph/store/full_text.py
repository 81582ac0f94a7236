"""A search in the language of a full-text index (Lucene's), and what its words are told apart by in a statement.

What was typed stands in it as letters and figures in quotation marks, or before an asterisk: nothing of it is syntax.
"""

from __future__ import annotations

from graph.words.asking import Form, Search, Term, Way


def lucene(form: Form) -> str:
    """The text by which the index is asked for a form."""
    joined = " OR " if form.any else " AND "
    return joined.join(f"({' OR '.join(map(_way, wanted.ways))})" for wanted in form.wanted)


def needles(search: Search, form: Form) -> dict[str, object]:
    """The parameters by which a statement ranks what a form has found."""
    words = [list(wanted.words) for wanted in form.wanted]
    return {"whole": search.whole, "sought": words + [[part] for wanted in form.wanted for part in wanted.parts]}


def _way(way: Way) -> str:
    return f"({' AND '.join(map(_term, way))})"


def _term(term: Term) -> str:
    return f"{term.text}*" if term.begins else f'"{term.text}"'
