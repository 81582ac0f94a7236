"""To whom a notice is shown, as predicates over `{v}`: it was sent to him, he may open its case, and it is told once.

* Of a department's notices those of data are not for who has to do with licences alone, nor those of licences for who
  sees none.
* A case that there is no longer, or of which nothing is kept before it is done, hides no notice.
* Of two that tell the same event alike to two departments of one reader he is shown one; that it is his turn comes
  before that a request goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from graph.schema.shapes import Shape

SENT: LiteralString = (
    "($scope.system OR {v}.departmentId IN $scope.notices "
    "OR ($scope.subject <> '' AND {v}.recipient = $scope.subject) "
    "OR ($scope.holder <> '' AND {v}.holderHash = $scope.holder))"
)
"""It was sent to him, or to a department in which he holds a post."""
_OF_HIS_KIND: LiteralString = (
    "({v}.departmentId IS NULL OR ({v}.about IN ['LicenseDraft', 'ForgeryCase', 'License'] "
    "AND {v}.departmentId IN $scope.licenses) "
    "OR ({v}.about <> 'LicenseDraft' AND {v}.about <> 'ForgeryCase' AND {v}.about <> 'License' "
    "AND ({v}.departmentId IN $scope.data_notices "
    "OR ({v}.about = 'Objection' AND EXISTS { MATCH (:Objection {id: {v}.aboutId, onKind: 'License'}) }))))"
)
_ALIKE: LiteralString = (
    "((other.kind = {v}.kind AND (CASE WHEN ({v}.departmentId IS NULL) = (other.departmentId IS NULL) "
    "THEN other.id < {v}.id ELSE other.departmentId IS NOT NULL END)) "
    "OR ({v}.kind = 'REQUEST_MOVED' AND other.kind = 'REQUEST_WAITING'))"
)


def besides(cases: Sequence[Shape]) -> LiteralString:
    """What has to hold of a notice besides that it was sent to somebody.

    Args:
        cases: The kinds of case of which somebody is told who may not open every one of them.
    """
    opens: LiteralString = " AND ".join([_opens(each) for each in cases])
    first: LiteralString = (
        # Who is in one department is told nothing twice by it.
        "(({v}.departmentId IS NOT NULL AND size($scope.notices) < 2) "
        f"OR NOT EXISTS {{ MATCH (other:Notice {{eventKey: {{v}}.eventKey}}) WHERE {_ALIKE} "
        f"AND {SENT.replace('{v}', 'other')} AND {_OF_HIS_KIND.replace('{v}', 'other')} }})"
    )
    return f"($scope.system OR ({_OF_HIS_KIND} AND {opens} AND {first}))"


def _opens(case: Shape) -> LiteralString:
    """That he may open the case, where it is of a kind and there is one."""
    there: LiteralString = f"MATCH (told:{case.label} {{id: {{v}}.aboutId}})"
    # Said without a negation: what is not known of a case shows nobody anything.
    seen: LiteralString = f"EXISTS {{ {there} WHERE {case.sees('told')} }}"
    return f"({{v}}.about <> '{case.label}' OR NOT EXISTS {{ {there} }} OR {seen})"
