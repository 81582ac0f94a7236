"""The review before release (发布审查): what a text has a department review itself, point by point.

* Each point says what was found; what was found is said in words, and judged by people.
* Where these words name a sharing type, an opening or an answer, and the entry has another one, that is told: to who
  registers it and to who publishes it. Which of the two is meant, nobody but they can say.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from graph.errors import Malformed, Text, quoted
from graph.law.policy import Policy
from graph.refusal_codes import Code
from graph.words.entries import EntryDraft, OpeningType, SharingType
from graph.words.entry_cases import Reviewed
from graph.words.nothing import says_nothing

_T = TypeVar("_T", SharingType, OpeningType)


def points_of(row: Policy) -> tuple[str, ...]:
    """The points that a text has reviewed; none where it has no review before release."""
    return row.release_review.value if row.release_review else ()


def reviewed_before_release(row: Policy, reviewed: Sequence[Reviewed]) -> None:
    """Refuse an entry of which a point is not reviewed, or one is that the text does not know.

    Words that say nothing (—, /, 无) are no finding.

    Args:
        row: The policy of the case.
        reviewed: What was reviewed.

    Raises:
        Malformed: `RELEASE_REVIEW`.
    """
    cell = row.release_review
    points = points_of(row)
    said = {each.point for each in reviewed if _found(each.words.strip())}
    missing = [point for point in points if point not in said]
    unknown = sorted({each.point for each in reviewed} - set(points))
    if missing or unknown:
        wanted = "、".join(points) or "无"
        raise Malformed(
            Text(
                f"发布审查应逐项说明：{wanted}",
                f"the review before release says of each point what was found: {len(points)} points",
            ),
            code=Code.RELEASE_REVIEW,
            rules=cell.rules if cell else (),
            path=("releaseReview",),
            value="、".join(missing or unknown),
            limit=wanted,
        )


def _found(words: str) -> bool:
    return bool(words) and not says_nothing(words)


def told_otherwise(draft: EntryDraft, reviewed: Sequence[Reviewed]) -> Iterator[tuple[int, Text]]:
    """The points of a review, counted from 1, that name something else than the entry has, with what is said of it.

    Args:
        draft: The entry.
        reviewed: What was reviewed.
    """
    for position, each in enumerate(reviewed, start=1):
        said = _against(draft, each)
        if said is not None:
            yield (
                position,
                Text(
                    f"发布审查“{each.point}”写明“{quoted(each.words, 60)}”，而条目为{said.zh}；请核对两者",
                    f"the review of {each.point} says {quoted(each.words, 60)}, and the entry {said.en}; check the two",
                ),
            )


def _against(draft: EntryDraft, each: Reviewed) -> Text | None:
    """What the entry says of which the review names something else."""
    sharing = {draft.sharing, *(item.sharing for item in draft.items if item.sharing)}
    shared = _named(each.words, _SHARING)
    if shared and not shared & sharing:
        return Text(f"{draft.sharing.zh}共享", f"is shared as {draft.sharing.name}")
    opening = {draft.opening, *(item.opening for item in draft.items if item.opening)}
    opened = _named(each.words, _OPENING)
    if opened and not opened & opening:
        return Text(f"{draft.opening.zh}开放", f"is open as {draft.opening.name}")
    if _SECRET.search(each.words):
        return Text("不涉及国家秘密的资源", "is of no secret")
    asked = _answer(each.words) if "安全协议" in each.point else None
    if asked is not None and asked is not draft.agreement_asked:
        return Text(
            "要求签订安全协议" if draft.agreement_asked else "不要求签订安全协议",
            "asks for an agreement" if draft.agreement_asked else "asks for no agreement",
        )
    return None


def _named(words: str, terms: Sequence[tuple[re.Pattern[str], _T]]) -> set[_T]:
    return {each for pattern, each in terms if pattern.search(words)}


_NOT: Final = "(?:不予|不得|不宜|不应|不能|不可|不同意|禁止)"
_SHARING: Final = (
    (re.compile("无条件共享"), SharingType.UNCONDITIONAL),
    (re.compile("有条件共享"), SharingType.CONDITIONAL),
    (re.compile(f"{_NOT}(?:无条件|有条件)?共享"), SharingType.REFUSED),
)
"""How words name a sharing type."""
_OPENING: Final = (
    (re.compile("无条件(?:向社会)?开放"), OpeningType.UNCONDITIONAL),
    (re.compile("有条件(?:向社会)?开放"), OpeningType.CONDITIONAL),
    (re.compile(f"{_NOT}(?:向社会)?开放"), OpeningType.REFUSED),
)
_SECRET: Final = re.compile(
    r"(?:^|[，,。；;：:])[^不未无非没否，,。；;：:]*(?:涉密|(?:涉及|属于|属)国家秘密)(?=[，,。；;：:]|$)"
)
"""That something is secret, where no word of the same clause denies it."""
_YES, _NO = re.compile("需|须|要|应|是"), re.compile("不|无|否|免")


def _answer(words: str) -> bool | None:
    """Whether words say yes or no; None where they say neither at their beginning."""
    text = words.strip()
    if _NO.match(text):
        return False
    return True if _YES.match(text) else None
