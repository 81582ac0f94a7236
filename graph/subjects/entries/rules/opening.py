"""What an entry says of being open to society: whether, on which condition, and how it is had."""

import re
from collections.abc import Iterator

from graph.law.citations import Matter, of_matter
from graph.law.policy import Policy
from graph.subjects.entries.rules.lints import EntryFinding, Lint, finding
from graph.words.entries import EntryDraft, OpeningMode, OpeningType, SharingType

_PERSONAL_NAME = re.compile(r"(身份证|公民身份号码|证件号码|手机号|家庭住址|家庭地址|银行卡号|银行账号|病历)")


def lint_opening(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    """What is wrong with its opening type, its condition and its mode."""
    yield from _opening(draft, policy)
    yield from _mode(draft, policy)


def _opening(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    """Judge the entry, and every item that says something of its own about sharing or opening."""
    cell = policy.opening
    if cell is None:
        yield from _open_though_refused(draft)
        return
    own = [item for item in draft.items if item.sharing or item.opening]
    for place, sharing, opening in (
        (("opening",), draft.sharing, draft.opening),
        *(
            (("items", str(item.seq), "opening"), item.sharing or draft.sharing, item.opening or draft.opening)
            for item in own
        ),
    ):
        if opening not in cell.value.types:
            right = "、".join(kind.zh for kind in cell.value.types)
            yield finding(Lint.OPENING_UNKNOWN_HERE, *place, value=opening.zh, right=right, rules=cell.rules)
        elif (
            cell.value.only_unconditionally_shared
            and opening is not OpeningType.REFUSED
            and sharing is not SharingType.UNCONDITIONAL
        ):
            yield finding(
                Lint.OPEN_THOUGH_NOT_SHARED, *place, value="有条件共享和不予共享", right="not shared unconditionally",
                rules=cell.rules,
            )  # fmt: skip
    if draft.opening is OpeningType.CONDITIONAL and not draft.opening_condition.strip():
        yield finding(Lint.OPENING_WITHOUT_CONDITION, "opening_condition", rules=cell.rules)
    for item in draft.items:
        if (item.opening or draft.opening) is OpeningType.UNCONDITIONAL and _PERSONAL_NAME.search(item.name):
            yield finding(Lint.OPEN_PERSONAL, "items", str(item.seq), "opening", value=item.name, rules=cell.rules)


def _mode(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    """One that is open – itself or an item of it – says how; cited is the text where it asks for it, else the guide."""
    rules = of_matter(policy, Matter.OPENING_MODE)
    said = (draft.opening, *(item.opening for item in draft.items if item.opening))
    opened = any(each is not OpeningType.REFUSED for each in said)
    if not opened and draft.opening_mode is not None:
        yield finding(Lint.OPENING_MODE_NEEDLESS, "opening_mode", value=draft.opening_mode.zh, rules=rules)
    elif opened and draft.opening_mode is None:
        right = "、".join(each.zh for each in OpeningMode)
        yield finding(Lint.OPENING_MODE_MISSING, "opening_mode", right=right, rules=rules)


def _open_though_refused(draft: EntryDraft) -> Iterator[EntryFinding]:
    """Where no text says it, the product does: what no department may have is not open to everybody."""
    for place, sharing, opening in (
        (("opening",), draft.sharing, draft.opening),
        *(
            (("items", str(item.seq), "opening"), item.sharing or draft.sharing, item.opening)
            for item in draft.items
            if item.opening
        ),
    ):
        if sharing is SharingType.REFUSED and opening is not OpeningType.REFUSED:
            yield finding(Lint.OPEN_THOUGH_NOT_SHARED, *place, value="不予共享", right="not shared at all")
