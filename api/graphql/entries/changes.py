"""What a version of an entry says otherwise than another, for whoever sees both."""

from api.graphql.lens.values import attribute, shows
from graph.subjects.entries import contents


@shows(contents.Change, "What an entry says otherwise than in the version that it is compared with (变更内容).")
class EntryChange:
    """What an entry says otherwise than in the version that it is compared with."""

    path: str = attribute("The field, `formatType`, of an item `items.姓名.dataType`, or an item, `items.姓名` (字段).")
    before: str | None = attribute("What it said; null = nothing (变更前).")
    after: str | None = attribute("What it is to say; null = nothing (变更后).")
    label: str = attribute("What that is called in the table of entries; whether an item is new or gone (变更事项).")
    before_text: str | None = attribute(
        "What it said, in Chinese words, of a code what it stands for as well; null = nothing (变更前内容)."
    )
    after_text: str | None = attribute("What it is to say, in the same words; null = nothing (变更后内容).")
