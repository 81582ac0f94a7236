"""The life of licence types and rights: what becomes of a definition that is handed in, and which rights can stand.

* A type is defined in versions: draft, in force from a day, superseded by the next on that one's day, abolished from a
  day. What is in force is never written over; another definition is the next version, from its day or from today on.
* A draft may be written over, and becomes the version that it drafts.
* So may a version whose day is yet to come: nothing was issued by it. Another definition, or the same with another day,
  takes its place, and a draft takes it back.
* Abolished is for good: such a type gets no further version, and its licences stay what they are.
* Rights of one authority to one type have periods that do not overlap; a period is known by its first day. One that
  overlaps with a single other and ends when it ends is that other with its first day corrected, unless a licence was
  issued on a day that would fall out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.refusal_codes import Code
from graph.subjects.licensing.rights import coming
from graph.words.licensing import Entitlement, LicenseType


class Step(Enum):
    """What writing a definition does."""

    NOTHING = auto()
    TYPE = auto()
    """The type is written as it is from now on."""
    DRAFT = auto()
    """A version is drafted; the type stays as it is."""
    BACK = auto()
    """A version whose day is yet to come is a draft again; the type is as it was before."""
    END = auto()
    """The type is abolished from a day on, and stays as it was defined."""


@dataclass(frozen=True, slots=True)
class Defined:
    """What becomes of one definition."""

    step: Step
    kind: LicenseType
    """With its version, and the days of its life."""
    known: bool
    """Whether there was such a type before."""
    before: LicenseType | None = None
    """As what the type stands again, where its coming version is taken back."""


def defined(kind: LicenseType, versions: Sequence[LicenseType], on: date) -> Defined:
    """Say what becomes of a definition.

    Args:
        kind: As it was handed in.
        versions: What there is of the type, the first one first.
        on: The day of the act.

    Raises:
        Conflict: `TYPE_LIFE`; its days cannot be, or the type is abolished.
    """
    if not versions:
        return Defined(Step.TYPE, replace(kind, version=1, begun=kind.since), known=False)
    newest = versions[-1]
    if newest.until is not None and newest.until <= on and not _same(kind, newest):
        raise _cannot(f"该类型自{newest.until}起已废止", f"the type has been abolished since {newest.until}", "until")
    standing = next((each for each in reversed(versions) if not _open(each, on)), None)
    if newest.draft:
        return _after_draft(kind, versions, standing, on)
    if _same(kind, newest) and not kind.draft and kind.since in (None, newest.since):
        return _ended(kind, newest)
    if _open(newest, on):
        return _instead(kind, newest, versions[-2] if len(versions) > 1 else None, standing)
    if kind.draft:
        return Defined(Step.DRAFT, _next(kind, newest), known=True)
    since = kind.since or on
    _refuse_earlier(since, standing)
    return Defined(Step.TYPE, replace(_next(kind, newest), since=since), known=True)


def as_unsaid(newest: LicenseType) -> LicenseType:
    """What a definition says of which nothing is said: as the newest version, but for days of what is in force.

    Those stay by themselves (`defined`): the next version begins on its own day.
    """
    return newest if newest.draft else replace(newest, since=None, until=None)


def _open(version: LicenseType, on: date) -> bool:
    return version.draft or coming(version, on)


def _after_draft(kind: LicenseType, versions: Sequence[LicenseType], standing: LicenseType | None, on: date) -> Defined:
    draft, before = versions[-1], versions[-2] if len(versions) > 1 else None
    made = replace(kind, version=draft.version, until=kind.until or draft.until)
    if kind.draft:
        same = _same(kind, draft) and kind.since == draft.since
        step = Step.TYPE if before is None else Step.DRAFT
        return Defined(Step.NOTHING if same else step, replace(made, begun=draft.begun), known=True)
    if before is None:
        return Defined(Step.TYPE, replace(made, begun=kind.since), known=True)
    since = kind.since or on
    _refuse_earlier(since, standing)
    return Defined(Step.TYPE, replace(made, since=since, begun=_begun(since, before, standing)), known=True)


def _instead(
    kind: LicenseType, newest: LicenseType, before: LicenseType | None, standing: LicenseType | None
) -> Defined:
    """What takes the place of a version whose day is yet to come."""
    made = replace(kind, version=newest.version, until=kind.until or newest.until)
    if kind.draft:
        if before is None:
            return Defined(Step.TYPE, replace(made, begun=kind.since), known=True)
        return Defined(Step.BACK, replace(made, begun=newest.begun), known=True, before=before)
    since = kind.since or newest.since
    if since is None or (made.until is not None and made.until <= since):
        raise _cannot("废止日期应晚于生效日期", f"the version is in force from {since}", "until")
    _refuse_earlier(since, standing)
    return Defined(Step.TYPE, replace(made, since=since, begun=_begun(since, before, standing)), known=True)


def _begun(since: date, before: LicenseType | None, standing: LicenseType | None) -> date | None:
    """First day of a type of which a version gets a day: its own, where none is in force by then."""
    if before is None or (standing is None and before.begun is not None and since < before.begun):
        return since
    return before.begun


def _refuse_earlier(since: date, standing: LicenseType | None) -> None:
    """Refuse a version that would be in force before the one that is: that one's days stay what they were.

    Raises:
        Conflict: `TYPE_LIFE`.
    """
    if standing is not None and standing.since is not None and since < standing.since:
        raise _cannot(
            f"生效日期不得早于现行版本的{standing.since}", f"the version in force is so from {standing.since}", "since"
        )


def _ended(kind: LicenseType, newest: LicenseType) -> Defined:
    if kind.until is None or kind.until == newest.until:
        return Defined(Step.NOTHING, newest, known=True)
    if newest.until is not None and newest.until < kind.until:
        raise _cannot(f"该类型自{newest.until}起已废止", f"the type is abolished from {newest.until} on", "until")
    if newest.since is not None and kind.until <= newest.since:
        raise _cannot("废止日期应晚于生效日期", f"the version is in force from {newest.since}", "until")
    return Defined(Step.END, replace(newest, until=kind.until), known=True)


def _next(kind: LicenseType, newest: LicenseType) -> LicenseType:
    return replace(kind, version=newest.version + 1, begun=newest.begun, until=kind.until or newest.until)


def _same(kind: LicenseType, other: LicenseType) -> bool:
    """Whether two versions define the same."""
    return _content(kind) == _content(other)


def _content(kind: LicenseType) -> LicenseType:
    return replace(kind, version=1, since=None, until=None, begun=None, draft=False)


def _cannot(zh: str, en: str, field: str) -> Conflict:
    return Conflict(Text(zh, en), code=Code.TYPE_LIFE, rules=("GB-36902",), path=(field,))


def corrections(rights: Sequence[Entitlement], there: Iterable[Entitlement]) -> Mapping[int, Entitlement]:
    """Which right that stands each of a batch is with another first day, by its position from 0."""
    stand = list(there)
    known, batch = set(map(_period, stand)), set(map(_period, rights))
    found: dict[int, Entitlement] = {}
    for position, one in enumerate(rights):
        others = [each for each in stand if _period(one) not in known and _overlap(one, each)]
        if len(others) == 1 and others[0].valid_until == one.valid_until and _period(others[0]) not in batch:
            found[position] = others[0]
    return found


def overlaps(rights: Sequence[Entitlement], there: Iterable[Entitlement]) -> Iterator[Refusal]:
    """Rights of a batch that overlap with others of it, or with what stands; paths count the batch from 1."""
    stand = list(there)
    gone = {*map(_period, rights), *map(_period, corrections(rights, stand).values())}
    stay = [one for one in stand if _period(one) not in gone]
    for position, one in enumerate(rights, start=1):
        others = (*stay, *rights[: position - 1])
        other = next((each for each in others if _overlap(one, each)), None)
        if other is not None:
            inside = other in rights[: position - 1]
            place = str(rights.index(other) + 1) if inside else ""
            open_end = other.valid_until is None
            zh = f"{other.valid_from}起，无止日" if open_end else f"{other.valid_from}至{other.valid_until}"
            en = (
                f"from {other.valid_from}, without an end" if open_end else f"{other.valid_from} to {other.valid_until}"
            )
            yield Malformed(
                Text(
                    f"与该机关对同一类型的另一授权期间（{zh}）重叠；请核对起、止，只更正起始日期的请保持止日不变",
                    f"overlaps with another right of this authority to this type, {en}; check beginning and end; "
                    "to correct the first day, leave the end as it is",
                ),
                code=Code.ENTITLEMENT_OVERLAPS,
                rules=("GB-36902",),
                path=("entitlements", str(position), "valid_from"),
                value=one.valid_from.isoformat(),
                beside=("entitlements", place, "valid_from") if inside else (),
            )


def falls_out(right: Entitlement, before: Entitlement, identifier: str, issued_on: date, position: int) -> Conflict:
    """The refusal of a first day by which a right would no longer hold on a day on which a licence was issued.

    Args:
        right: As it is to be.
        before: As it stands.
        identifier: Of the licence.
        issued_on: Its day of issue.
        position: Of the right in its batch, from 1.
    """
    return Conflict(
        Text(
            f"起由{before.valid_from}改为{right.valid_from}后，{issued_on}颁发的证照（{identifier}）将没有授权；请核对起",
            f"with {right.valid_from} in place of {before.valid_from} the licence {identifier}, issued on {issued_on}, "
            "would be without a right; check the first day",
        ),
        code=Code.OUTSIDE_LIFE,
        rules=("GB-36902",),
        path=("entitlements", str(position), "valid_from"),
        value=right.valid_from.isoformat(),
        limit=issued_on.isoformat(),
    )


def _period(one: Entitlement) -> tuple[str, str, date]:
    return one.type_code, one.issuer, one.valid_from


def _overlap(one: Entitlement, other: Entitlement) -> bool:
    if (one.type_code, one.issuer) != (other.type_code, other.issuer):
        return False
    first, second = sorted((one, other), key=lambda each: each.valid_from)
    return first.valid_until is None or second.valid_from < first.valid_until
