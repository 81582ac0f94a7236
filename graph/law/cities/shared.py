"""What several texts say in the same words, because they were written after the same national model."""

from collections.abc import Mapping

from graph.law.acts import Act
from graph.law.provisions import EntryAct, EntryStep, Stage, StageAct
from graph.words.entries import Mode
from graph.words.organisation import PostKind
from graph.words.sources import BasisKind, Funding

STATE_GROUNDS = frozenset({BasisKind.LAW, BasisKind.ADMINISTRATIVE_REGULATION, BasisKind.CENTRAL_POLICY})
PUBLIC_MONEY = frozenset({Funding.CITY, Funding.COUNTY})

FRONT_END_MODES = (
    ("系统对接", Mode.INTERFACE),
    ("联机查询", Mode.INTERFACE),
    ("前置机共享", Mode.DATABASE),
    ("部门批量下载", Mode.FILE),
)

OF_THE_PRODUCT: Mapping[Act, tuple[str, ...]] = {Act.MANAGE_ORGANISATION: (), Act.IMPORT: ()}
"""Acts that no text gives to anybody: the system itself needs them."""


def registered_by_provider(*rules: str) -> EntryStep:
    """The provider's cataloguer registers the entry."""
    return EntryStep(EntryAct.REGISTER, PostKind.CATALOGUER, True, "提供部门", rules)


def answer(days: int | None, *rules: str, extension: int | None = None) -> Stage:
    """The provider answers within so many working days."""
    return Stage(StageAct.ANSWER, PostKind.PROVIDER_OFFICER, "提供部门", rules, days, extension)


def negotiate(*rules: str) -> Stage:
    """User and provider negotiate."""
    return Stage(StageAct.NEGOTIATE, PostKind.APPLICANT, "使用部门与提供部门", rules)


def coordinate(body: str, *rules: str, outside: bool = False, only_if: str = "") -> Stage:
    """Some authority coordinates."""
    return Stage(StageAct.COORDINATE, PostKind.AUTHORITY_OFFICER, body, rules, outside=outside, only_if=only_if)
