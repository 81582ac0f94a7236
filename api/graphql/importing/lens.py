"""What came of a batch: what was done with each value, and what is worth knowing."""

from collections.abc import Callable, Sequence
from typing import Final

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.codes import ErrorCode
from api.graphql.lens.terms import publish
from api.graphql.lens.values import attribute, shows
from graph.office.review import Hint
from graph.subjects.importing import desk
from graph.subjects.importing.batches import Outcome

SHOWN: Final = 1_000
"""Lines and hints that are told of a table; the counts are of all."""

publish(Outcome, "What a batch does to one of its values (处理结果).", name="IntakeOutcome")


@shows(desk.Line, "What a batch does to one of its values (逐项结果).")
class IntakeLine:
    """What a batch does to one of its values."""

    position: int = attribute("Its place in the input, from 0; of a file its first row (位置或行号).", "row")
    code: str = attribute("Its code, or both ends of what it joins (代码).")
    name: str = attribute("What people call it (名称).")
    outcome: Outcome = attribute("What becomes of it (处理结果).")


@shows(Hint, "Something that does not stop the writing, but that the department should know (提示).")
class IntakeHint:
    """Something that does not stop the writing."""

    code: ErrorCode = attribute("Stable name, for programs.", through=ErrorCode.__getitem__)
    message: Text = attribute("For people.")
    rules: list[Rule] = attribute("Articles that are the reason, in their own words (依据条文).", through=cited)
    path: list[str] | None = attribute("Where in the input, as of an error.", through=lambda path: path or None)
    value: str = attribute("The value as given.")


def _how_many(outcome: Outcome) -> Callable[[Sequence[desk.Line]], int]:
    return lambda lines: sum(line.outcome is outcome for line in lines)


def _first(found: Sequence[object]) -> Sequence[object]:
    return found[:SHOWN]


@shows(desk.Imported, "What came of a batch (录入结果).")
class Intake:
    """What came of a batch."""

    written: bool = attribute("Whether it was written; a dry run writes nothing (已写入).")
    new: int = attribute("How many are new (新增数).", "lines", through=_how_many(Outcome.NEW))
    changed: int = attribute("How many change (变更数).", "lines", through=_how_many(Outcome.CHANGED))
    unchanged: int = attribute("How many stay as they are (不变数).", "lines", through=_how_many(Outcome.UNCHANGED))
    lines: list[IntakeLine] = attribute(
        f"What becomes of each value, in their order; of the first {SHOWN:,} (逐项结果).", through=_first
    )
    hints: list[IntakeHint] = attribute(
        f"What is worth knowing, {SHOWN:,} at most (提示).", "review", through=lambda review: _first(review.hints)
    )
