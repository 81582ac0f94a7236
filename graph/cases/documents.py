"""The document by which something was decided outside the system: known by its number and its date.

* It is no later than the day on which it is recorded.
* Its number is said to everybody who sees the case, and holds no citizen identity number.
"""

from datetime import date

from graph.cases.wording import noted
from graph.errors import Malformed, Text
from graph.office.published import refuse_citizen_id
from graph.refusal_codes import Code


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
