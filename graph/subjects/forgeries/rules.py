"""Suspected forgeries (疑似伪造): what is theirs alone.

* Only a file that verifying has not found genuine is suspected; what verifying says is a condition of the table.
* The department that decides is the one that the file passes itself off as coming from: by its seal, else by its face.
  Whoever met it names one only where the file does not say it, or leaves a choice.
* Who may what, and by which article, say the rows of the policies (`workflows.FORGERY`).
* Nothing reaches a credit file by itself: a report is an act of a person, from a confirmed case only.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from graph.codes.citizen import parse_citizen_id
from graph.codes.uscc import parse_uscc
from graph.errors import Conflict, LimitExceeded, Malformed, Text
from graph.law.policy import Policy
from graph.law.terms import Sentence, no_number
from graph.law.workflows import FORGERY
from graph.refusal_codes import Code
from graph.words.china_time import china_day
from graph.words.licensing import HOLDER_CODE_TYPES, Holder

MOST_WAITING = 100
"""Files that one person has met and that wait for a decision; each is kept whole."""
LONGEST_NAME = 100
"""Characters of a presenter's name or number."""


def imitated(claims: Sequence[str], known: Collection[str], named: str | None) -> str:
    """The department that a file imitates.

    Args:
        claims: USCCs of whom the file passes itself off as coming from: that of its seal, then that of its face.
        known: Those of all that are on record.
        named: USCC of the department that whoever met it names.

    Raises:
        Malformed: `DEPARTMENT_REQUIRED` or `UNKNOWN_DEPARTMENT`.
        Conflict: `DEPARTMENT_DIFFERS`.
    """
    claimed = [each for each in claims if each in known]
    if named is None:
        if claimed:
            return claimed[0]
        raise Malformed(
            Text(
                "文件没有指明由哪个部门颁发，请指明被伪造的部门",
                "the file names no department that is on record; name the one that is imitated",
            ),
            code=Code.DEPARTMENT_REQUIRED,
            path=("department",),
        )
    if named not in known:
        raise Malformed(
            Text("没有这个部门", "no such department"),
            code=Code.UNKNOWN_DEPARTMENT,
            path=("department",),
            value=named[:64],
        )
    if claimed and named not in claimed:
        raise Conflict(
            Text(
                f"文件所仿冒的是{'、'.join(claimed)}，与所指部门不符",
                f"the file imitates {', '.join(claimed)}, not the department that is named",
            ),
            code=Code.DEPARTMENT_DIFFERS,
            path=("department",),
            value=named,
            limit=", ".join(claimed),
        )
    return named


def refuse_too_many(waiting: int) -> None:
    """Refuse one more file of somebody of whom so many wait already.

    Raises:
        LimitExceeded: `TOO_MANY_FORGERIES`.
    """
    if waiting >= MOST_WAITING:
        raise LimitExceeded(
            Text(f"您举报的文件已有{waiting}件待认定", f"{waiting} files that you have reported wait for a decision"),
            code=Code.TOO_MANY_FORGERIES,
            path=("file",),
            value=str(waiting),
            limit=f"{MOST_WAITING} files",
        )


def presenter(name: str, code: str, code_type: str) -> Holder:
    """Who presented a file (出示人): a name, and a code of its kind where one is known.

    Raises:
        Malformed: No name, one that is too long, no such kind of code, or a code that cannot be one.
    """
    known = Holder.known_by(name.strip(), code.strip(), code_type)
    if not 0 < len(known.name) <= LONGEST_NAME or len(known.code) > LONGEST_NAME:
        raise Malformed(
            Text(f"出示人须有姓名或名称，不超过{LONGEST_NAME}个字符", f"a presenter has a name of 1 to {LONGEST_NAME}"),
            code=Code.PRESENTER_NAME,
            path=("presentedBy", "name"),
            limit=f"{LONGEST_NAME} characters",
        )
    if code_type not in HOLDER_CODE_TYPES:
        raise Malformed(
            Text("没有这种代码类型", "no such code type"),
            code=Code.UNKNOWN_CODE_TYPE,
            rules=("GB-36903",),
            path=("presentedBy", "codeType"),
            value=code_type[:64],
        )
    if known.code and code_type == "111":
        parse_citizen_id(known.code, ("presentedBy", "code"))
    if known.code and code_type == "001":
        parse_uscc(known.code, ("presentedBy", "code"))
    return known


def sentence_without_due(policy: Policy | None, entered_at: datetime) -> Sentence:
    """What is said of an open case whose text has no number.

    Args:
        policy: The row that the case keeps; None where that is none any more.
        entered_at: When it entered its state.
    """
    cell = policy.table(FORGERY) if policy else None
    return no_number(cell.rules if cell else (), china_day(entered_at))
