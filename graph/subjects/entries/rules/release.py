"""The review before release (发布审查): what a text has a department review itself, point by point."""

from collections.abc import Sequence

from graph.errors import Malformed, Text
from graph.law.policy import Policy
from graph.refusal_codes import Code
from graph.words.entry_cases import Reviewed
from graph.words.nothing import says_nothing


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
