"""Batches of licences as they are told (制证批次: WHL-9): how far each is, and which of its rows were left behind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final

import strawberry

from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.codes import ErrorCode
from api.graphql.lens.registration import told
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import Pair, attribute, pairs, shows
from graph.subjects.licensing import batching
from graph.words import license_batches as words
from graph.words.license_drafts import DraftEvent, DraftState

MOST: Final = 100
"""Batches, or rows, of a page."""

First = Annotated[int, strawberry.argument(description="How many at most, up to 100.")]
After = Annotated[int, strawberry.argument(description="Behind which row (行号).")]


@shows(words.RowRefusal, "Why a row was left behind: nothing of what it says (未办理的行).")
class BatchRowRefusal:
    """Why a row was left behind."""

    row: int = attribute("Its number, as a spreadsheet shows it (行号).")
    code: ErrorCode = attribute("Stable name, for programs.", through=ErrorCode.__getitem__)
    path: str = attribute("Where in its data, `holders.1.code` (所在位置).")
    rules: list[Rule] = attribute("Articles that are the reason, in their own words (依据条文).", through=cited)


@shows(words.BatchRun, "A step of a batch that is being taken, or was last (批量办理).")
class LicenseBatchRun:
    """A step of a batch."""

    event: DraftEvent = attribute("What is done (办理).")
    subject: str = attribute("Who does it, as his token names him (经办人).")
    began: DateTime = attribute("When it began (开始时间).", through=datetime.isoformat)
    heard_of: DateTime = attribute("When it was heard of last (最近动态时间).", "beat", through=datetime.isoformat)
    total: int = attribute("Licences that it began with (总数).")
    done: int = attribute("How many took the step (已办).")
    refused: int = attribute("How many were left behind (未办).")
    rate: float | None = attribute("Licences a second; null until that can be said (每秒份数).", "rate")
    remaining_seconds: float | None = attribute(
        "For how long it goes on at this rate; null where nothing can be said (剩余秒数).", "remaining",
        through=lambda left: None if left is None else left.total_seconds(),
    )  # fmt: skip
    going: bool = attribute("Whether it is under way (办理中).")
    stopping: bool = attribute("Whether it was asked to stop (正在停下).")


@shows(Pair, "How many licences of a batch stand in a state (各状态份数).")
class BatchCount:
    """How many licences of a batch stand in a state."""

    state: DraftState = attribute("The state (状态).", "key")
    count: int = attribute("How many (份数).", "value")


@shows(words.RefusedPage, "Rows of a batch that were left behind, in the order of its sheet (未办理的行).")
class BatchRowPage:
    """Rows of a batch that were left behind."""

    rows: list[BatchRowRefusal] = attribute("A page of them; read on behind the last one's row.")
    is_partial: bool = attribute("Whether more follow (未完).")


@shows(
    words.LicenseBatch,
    "Licences of one type and issuer whose data came in one sheet (制证批次: WHL-9). Seen by the department that "
    "issues them and by those who supervise it; it tells nothing of their holders.",
)
class LicenseBatch:
    """A batch."""

    batch: str = attribute("Its number, by which it is named everywhere (批次编号).", "id")
    type: str = attribute("Type code of its licences (证照类型代码).", "type_code")
    issuer: str = attribute("USCC of the department that issues them (颁发机构代码).")
    entry: str | None = attribute("Catalogue entry whose data they are, by its code (目录条目代码).")
    rows: int = attribute("Rows of the sheet (行数).")
    received_at: DateTime = attribute("When it came (接收时间).", through=datetime.isoformat)
    received_by: str = attribute("Who handed it in, as his token names him (报送人).")
    not_taken: int = attribute("Rows that were not taken (未接收的行数).", "refused", through=len)
    counts: list[BatchCount] | None = attribute(
        "How many of its licences stand where; null in a list of batches (各状态份数).", "states",
        through=lambda states: None if states is None else pairs(states),
    )  # fmt: skip
    run: LicenseBatchRun | None = attribute("The step that is being taken, or was last (批量办理).")

    @told("refused", published=BatchRowPage)
    def rows_not_taken(
        info: strawberry.Info,  # noqa: N805 - what is read
        refused: Sequence[words.RowRefusal],
        first: First = 50,
        after: After = 0,
    ) -> words.RefusedPage:
        """Rows of the sheet that did not become licences, behind a row (未接收的行)."""
        return words.RefusedPage.of([each for each in refused if each.row > after], _bounded(first))

    @told("id", published=BatchRowPage)
    async def rows_left(
        info: strawberry.Info,  # noqa: N805
        identity: str,
        first: First = 50,
        after: After = 0,
    ) -> words.RefusedPage:
        """Licences that the last step has left where they stood, behind a row (未办理的行)."""
        most = _bounded(first)
        found = await batching.refused_rows(info.context.view, identity, max(after, 0), most + 1)
        return words.RefusedPage.of(found, most)


@shows(words.BatchPage, "Batches of a department, newest first (制证批次列表).")
class LicenseBatchPage:
    """Batches of a department."""

    batches: list[LicenseBatch] = attribute("A page of them.")
    end_cursor: str | None = attribute("Pass it as `after`; null where nothing follows.")
    is_partial: bool = attribute("Whether more follow (未完).", "end_cursor", through=lambda cursor: cursor is not None)


def _bounded(first: int) -> int:
    return min(max(first, 1), MOST)
