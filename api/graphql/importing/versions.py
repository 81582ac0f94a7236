"""What is said of versions that are brought: why they are made, who approved them, what was reviewed before release."""

from dataclasses import fields
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.graphql.lens.payloads import Repeatable
from api.graphql.lens.scalars import Date
from graph.cases.documents import paper
from graph.errors import Malformed, Text
from graph.office.actor import Actor
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.reading import day
from graph.subjects.importing.batches import Bringing
from graph.words.entry_cases import Reviewed
from graph.words.imports import Kind


@strawberry.input(description="What was reviewed before release, of one point (发布审查).")
class ReviewedPointInput:
    """What was reviewed before release, of one point."""

    point: str = strawberry.field(description="The point, in the words of the text (审查事项).")
    words: str = strawberry.field(description="What was found (审查意见).")

    @property
    def said(self) -> Reviewed:
        """As it is kept."""
        return Reviewed(self.point.strip(), self.words.strip())


@strawberry.input
class Versioned(Repeatable):
    """What is said of all entries of a batch."""

    cause: str = strawberry.field(
        default="批量导入", description="Which change of law or duty, or what else, is the cause (变更原因: WH-6)."
    )
    publish: bool = strawberry.field(
        default=True,
        description="Publish what a document has approved; without one new entries are drafts of their departments "
        "(发布).",
    )
    document_number: str = strawberry.field(
        default="",
        description="Number of the document by which they were approved outside the system; administrators take over "
        "a catalogue by it (批准文件文号).",
    )
    document_date: Date | None = strawberry.field(default=None, description="Its date (批准文件日期).")
    release_review: list[ReviewedPointInput] = strawberry.field(
        default_factory=list,
        description="The review before release, point by point, as the city's text asks of whoever registers, and of "
        "what a document has approved: it approves, and does not say what was reviewed (发布审查).",
    )

    def asked(self) -> tuple[Any, ...]:
        """What is asked besides the entries, as an idempotency key knows it."""
        lines = [each.said.line for each in self.release_review]
        return (self.cause, self.publish, self.document_number, str(self.document_date), lines)

    def refuse_versions(self, kind: Kind) -> None:
        """Let nothing be said of versions with a table of what has none.

        Args:
            kind: What the table holds.

        Raises:
            SeveralReasons: `ANOTHER_KIND`, of each field that says something of versions.
            Malformed: The only one.
        """
        unsaid, others = Versioned(), {each.name for each in fields(Repeatable)}
        names = [each.name for each in fields(Versioned) if each.name not in others]
        said = [name for name in names if getattr(self, name) != getattr(unsaid, name)]
        if kind is not Kind.ENTRIES:
            Review(tuple(_of_entries_only(name, kind) for name in said)).refuse()

    def bringing(self, backend: Any, actor: Actor) -> Bringing:
        """Who brings them, and as what.

        Raises:
            Malformed: `FIELD_MISSING`, `DATE` or `CITIZEN_ID_PUBLISHED`, of the document.
        """
        named = paper(self.document_number, day(self.document_date), actor.today)
        reviewed = tuple(each.said for each in self.release_review)
        return Bringing(backend.store, backend.personal, actor, self.cause, self.publish, named, reviewed)


def _of_entries_only(name: str, kind: Kind) -> Malformed:
    asked, entries = kind.words, Kind.ENTRIES.words
    return Malformed(
        Text(
            f"{to_camel_case(name)}只用于{entries.zh}，不用于{asked.zh}，请删去",
            f"{to_camel_case(name)} goes with {entries.en}, not with {asked.en}: leave it out",
        ),
        code=Code.ANOTHER_KIND,
        path=(to_camel_case(name),),
        value=kind.value,
        limit=Kind.ENTRIES.value,
    )
