"""What a search says beside its page: where it is met, and what might be asked for instead."""

from api.graphql.lens.terms import publish
from api.graphql.lens.values import attribute, shows
from graph.words import marking

publish(marking.Place, "Where of an entry a search is met (命中位置).")
publish(marking.SuggestionKind, "Why something is suggested (建议类型).")


@shows(marking.Mark, "A range of a text, in characters.")
class Mark:
    """A range of a text."""

    start: int = attribute("Its first character, from 0.")
    end: int = attribute("The character behind its last.")


@shows(marking.Highlight, "Where an entry meets a search (高亮).")
class Highlight:
    """Where an entry meets a search."""

    code: str = attribute("Code of the entry, one of this page (资源代码).")
    place: marking.Place = attribute("Where it is met.")
    text: str = attribute("What stands there; of a long text what is around.")
    marks: list[Mark] = attribute("What of the text meets the search; it may be marked up, and is no markup itself.")


@shows(marking.Suggestion, "What might be asked for instead (检索建议).")
class Suggestion:
    """What might be asked for instead."""

    text: str = attribute("To be searched for.")
    kind: marking.SuggestionKind = attribute("Why it is suggested.")
