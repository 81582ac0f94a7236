"""The document by which something was decided outside the system: known by its number and its date.

* It is no later than the day on which it is recorded, and where it decides a case no earlier than that was opened;
  where it is about a grant, no earlier than that was given.
* Its number is said to everybody who sees the case, and holds no citizen identity number.
"""

from datetime import date
from typing import Final

from graph.cases.wording import noted
from graph.errors import Malformed, Text
from graph.office.published import refuse_citizen_id
from graph.refusal_codes import Code
from graph.words.entry_cases import Paper


def document_number(number: str, on: date | None, today: date) -> str:
    """The number of a document as it is kept; empty where none is given.

    Args:
        number: As it was given.
        on: The document's date; None where none is given.
        today: The day.

    Raises:
        Malformed: `DATE` or `CITIZEN_ID_PUBLISHED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    kept = noted(number, "documentNumber")
    refuse_citizen_id(kept, "documentNumber")
    if on is not None and on > today:
        raise Malformed(
            Text("文件日期不得晚于今日", "a document is not of a later day than today"),
            code=Code.DATE,
            path=("documentDate",),
            value=on.isoformat(),
            limit=today.isoformat(),
        )
    return kept


def paper(number: str, on: date | None, today: date) -> Paper | None:
    """The document by which something was approved; None where none is named.

    Args:
        number: As it was given.
        on: Its date.
        today: The day.

    Raises:
        Malformed: `FIELD_MISSING`, where one of both is given; and as `document_number`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    kept = document_number(number, on, today)
    if not kept and on is None:
        return None
    if not kept or on is None:
        raise Malformed(
            Text("批准文件应同时注明文号和日期", "a document is named by its number and its date"),
            code=Code.FIELD_MISSING,
            path=("documentNumber" if on else "documentDate",),
            value=kept or str(on),
        )
    return Paper(kept, on)


NOT_BEFORE_REQUEST: Final = Text(
    "文件日期不得早于申请提出之日", "a document that decides a request is not older than the request"
)
NOT_BEFORE_GRANT: Final = Text(
    "文件日期不得早于授权之日", "a document about what was granted is not older than the grant"
)


def refuse_older(on: date | None, opened: date, said: Text = NOT_BEFORE_REQUEST) -> None:
    """Refuse a document that is older than what it is about.

    Args:
        on: Its date; None where none is given.
        opened: The day on which the case was opened, or what it is about was given.
        said: What the refusal says.

    Raises:
        Malformed: `DATE`.
    """
    if on is not None and on < opened:
        raise Malformed(
            said,
            code=Code.DATE,
            path=("documentDate",),
            value=on.isoformat(),
            limit=opened.isoformat(),
        )


def names_document(words: str, number: str) -> bool:
    """Whether words name a document by its number, however that is spaced."""
    bare = "".join(number.split())
    return bool(bare) and bare in "".join(words.split())
