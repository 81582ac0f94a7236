"""What a version of an entry says otherwise than the one before, for whoever sees both."""

from api.graphql.lens.values import attribute, shows
from graph.store.edges import Row
from graph.subjects.entries import contents


@shows(contents.Change, "What an entry says otherwise than in the version before (变更内容).")
class EntryChange:
    """What an entry says otherwise than in the version before."""

    path: str = attribute("The field, `formatType`, of an item `items.姓名.dataType`, or an item, `items.姓名` (字段).")
    before: str | None = attribute("What it said; null = nothing (变更前).")
    after: str | None = attribute("What it is to say; null = nothing (变更后).")
    label: str = attribute("What that is called in the table of entries; whether an item is new or gone (变更事项).")
    before_text: str | None = attribute("What it said, in Chinese words; null = nothing (变更前内容).")
    after_text: str | None = attribute("What it is to say, in Chinese words; null = nothing (变更后内容).")


def told_of_changes(found: Row | None) -> list[contents.Change]:
    """The changes of a version, from what it says, what the one before said, and in which libraries it was.

    Which entries are related is told by the contents alone, as far as they may be seen.
    """
    after, before, stood_in = found or (None, None, None)
    return [each for each in contents.changes(before or "", after or "", stood_in) if each.path != _RELATED]


_RELATED = "related"
