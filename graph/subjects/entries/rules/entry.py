"""Lint of catalogue entries: what is wrong with one, and with all of a department's together.

* `lint_entry` asks the guide and the city's row; what differs between cities is read off the row, never decided here.
* `entry_sets.lint_entries` sees what only a set shows: duplicates, one item name everywhere, one cycle for all.
* Warnings never refuse; `entries.review` turns the findings that do into refusals.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.codes.entry import check_entry_code
from graph.codes.uscc import check_uscc
from graph.law.citations import Matter, of_matter
from graph.law.direct import had_by
from graph.law.policy import Policy
from graph.subjects.entries.rules.items import lint_items
from graph.subjects.entries.rules.lints import EntryFinding, Lint, Severity, finding
from graph.subjects.entries.rules.opening import lint_opening
from graph.words.alike import NUMBERED, name_key
from graph.words.elements import DataElement
from graph.words.entries import FORMAT_TYPES, EntryDraft, FormatCategory, Mode, ModeCategory, SharingType
from graph.words.periods import holds_on
from graph.words.sources import BasisKind, InformationSystem, LegalBasis, Library, LibraryKind

_SYSTEM_NAME = re.compile(r"(系统|平台|网站|门户|小程序|APP|客户端)$", re.IGNORECASE)
_FILE_FORMATS = frozenset(
    {FormatCategory.DOCUMENT, FormatCategory.SPREADSHEET, FormatCategory.IMAGE, FormatCategory.STREAM}
)
_CLASS_OF = {LibraryKind.BASE: 1, LibraryKind.THEMATIC: 2, LibraryKind.DEPARTMENT: 3}
_LICENSES = "电子证照"
_LICENSE_GROUP = "05"


@dataclass(frozen=True, slots=True)
class EntrySurroundings:
    """What an entry is measured by: the row that binds its provider, and the things its codes point to."""

    policy: Policy
    on: date
    bases: Mapping[str, LegalBasis] = field(default_factory=dict)
    libraries: Mapping[str, Library] = field(default_factory=dict)
    systems: Mapping[str, InformationSystem] = field(default_factory=dict)
    elements: Mapping[str, DataElement] = field(default_factory=dict)
    elsewhere: str | None = None
    """Code of the entry by which another department shares the same already; None = none, or it was not asked."""


def lint_entry(draft: EntryDraft, around: EntrySurroundings) -> tuple[EntryFinding, ...]:
    """What is wrong with one entry, the refusing findings first."""
    found = (
        *_identity(draft),
        *_class(draft, around),
        *_format(draft),
        *_mode(draft, around.policy),
        *_interface(draft, around.policy),
        *_sharing(draft, around),
        *lint_opening(draft, around.policy),
        *_exclusive(draft, around.policy),
        *_agent(draft, around.policy),
        *lint_items(draft, around.policy, around.libraries, around.elements),
    )
    return tuple(sorted(found, key=lambda fault: fault.severity is Severity.WARN))


def _identity(draft: EntryDraft) -> Iterator[EntryFinding]:
    name = draft.name.strip()
    if not name:
        yield finding(Lint.NAME_EMPTY, "name")
    elif _SYSTEM_NAME.search(name):
        yield finding(Lint.NAME_IS_SYSTEM, "name", value=name)
    elif NUMBERED.search(name):
        yield finding(Lint.NAME_NUMBERED, "name", value=name)
    code = check_entry_code(draft.code)
    if not code.acceptable:
        yield finding(Lint.CODE_FORM, "code", value=draft.code)
    elif not code.right:
        yield finding(Lint.CODE_STRUCTURE, "code", value=draft.code, right="307001340200/000001")
    yield from _provider(draft.provider)
    summary = draft.summary.strip()
    if not summary:
        yield finding(Lint.SUMMARY_EMPTY, "summary")
    elif name and name_key(summary) == name_key(name):
        yield finding(Lint.SUMMARY_REPEATS_NAME, "summary", value=summary)


def _provider(provider: str) -> Iterator[EntryFinding]:
    if not provider.strip():
        yield finding(Lint.PROVIDER_EMPTY, "provider")
        return
    report = check_uscc(provider)
    for fault in report.findings:
        if fault.tolerable:
            yield finding(Lint.PROVIDER_CHECK_DIGIT, "provider", value=provider, right=fault.expected or "")
        else:
            yield finding(Lint.PROVIDER_CODE, "provider", value=provider, right=fault.message.zh)


def _class(draft: EntryDraft, around: EntrySurroundings) -> Iterator[EntryFinding]:
    report = check_entry_code(draft.code)
    parts = report.value.parts if report.value else None
    if parts is None:
        return
    licenses_here = around.policy.library_kind(_LICENSES)
    if parts.class_digit == 1 and parts.group == _LICENSE_GROUP and licenses_here is not LibraryKind.BASE:
        right = str(_CLASS_OF[licenses_here or LibraryKind.DEPARTMENT])
        yield finding(Lint.CODE_AGAINST_CLASS, "code", value="1", right=right, rules=around.policy.base_libraries.rules)
        return
    kinds = {around.libraries[code].kind for code in draft.libraries if code in around.libraries}
    allowed = {_CLASS_OF[kind] for kind in kinds} | {_CLASS_OF[LibraryKind.DEPARTMENT]}
    if parts.class_digit not in allowed:
        right = "、".join(str(digit) for digit in sorted(allowed))
        yield finding(Lint.CODE_AGAINST_CLASS, "code", value=str(parts.class_digit), right=right)


def _format(draft: EntryDraft) -> Iterator[EntryFinding]:
    types, named = FORMAT_TYPES[draft.format_category], draft.format_type.strip()
    if named or not draft.format_other.strip():
        if types and named.lower() not in {name.lower() for name in types}:
            yield finding(Lint.FORMAT_MISMATCH, "format_type", value=draft.format_type, right="、".join(types))
        elif not named:
            yield finding(Lint.FORMAT_UNDESCRIBED, "format_other")
    if draft.mode_category is not ModeCategory.PLATFORM:
        if draft.mode is not None:
            yield finding(Lint.MODE_OFF_PLATFORM, "mode", value=draft.mode_category.zh)
        if draft.format_category is FormatCategory.DATABASE:
            yield finding(Lint.DATABASE_FORMAT_MODE, "mode_category", value=draft.mode_category.zh)
        return
    if draft.mode is None:
        yield finding(Lint.MODE_MISSING, "mode")
    elif draft.format_category in _FILE_FORMATS and draft.mode is not Mode.FILE:
        yield finding(Lint.FILE_FORMAT_MODE, "mode", value=draft.mode.zh)
    elif draft.format_category is FormatCategory.DATABASE and draft.mode is Mode.FILE:
        yield finding(Lint.DATABASE_FORMAT_MODE, "mode", value=draft.mode.zh)


def _mode(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    modes = policy.modes
    preferred = modes.value.with_system if draft.systems else modes.value.without_system
    if preferred is None:
        return
    right = "、".join(words for words, mode in modes.value.words if mode is preferred)
    if draft.mode_category is not ModeCategory.PLATFORM:
        rules, value = (*modes.rules, *of_matter(policy, Matter.OVER_PLATFORM)), draft.mode_category.zh
        yield finding(Lint.MODE_NOT_PREFERRED, "mode_category", value=value, right=right, rules=rules)
    elif draft.mode is not None and draft.mode is not preferred:
        yield finding(Lint.MODE_NOT_PREFERRED, "mode", value=draft.mode.zh, right=right, rules=modes.rules)


def _interface(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    rules = of_matter(policy, Matter.INTERFACE_SPECIFICATION)
    if rules and draft.mode is Mode.INTERFACE and not draft.interface_specification.strip():
        yield finding(Lint.INTERFACE_UNDESCRIBED, "interface_specification", rules=rules)


def _sharing(draft: EntryDraft, around: EntrySurroundings) -> Iterator[EntryFinding]:
    also = around.policy.also_unconditional
    if also is not None and draft.sharing is not SharingType.UNCONDITIONAL:
        for subject in also.value.subjects:
            if subject in draft.name or (draft.affair is not None and draft.affair.zh == subject):
                yield finding(Lint.SUBJECT_NOT_UNCONDITIONAL, "sharing", value=subject, rules=also.rules)
    if also is not None and draft.affair is not None and draft.affair.zh in also.value.subjects and not draft.concerned:
        yield finding(Lint.NOBODY_CONCERNED, "concerned", value=draft.affair.zh, rules=also.rules)
    if draft.secret:
        yield finding(Lint.SECRET, "secret", rules=of_matter(around.policy, Matter.STATE_SECRET))
    for code in draft.bases:
        if code not in around.bases:
            yield finding(Lint.BASIS_UNKNOWN, "bases", value=code)
    if draft.sharing is SharingType.CONDITIONAL and not draft.sharing_condition.strip():
        yield finding(Lint.CONDITIONAL_WITHOUT_CONDITION, "sharing_condition")
    yield from _scope(draft, around.policy)
    refused_items = [item for item in draft.items if item.sharing is SharingType.REFUSED]
    if draft.sharing is SharingType.REFUSED:
        yield from _ground(draft, around, "bases")
        yield from _must_share(draft, around)
    elif refused_items:
        yield from _ground(draft, around, "items", str(refused_items[0].seq), "sharing")
        yield from _must_share(draft, around)


def _scope(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    """Where the text has its provider say with the entry with whom and for what it is shared, that is said."""
    rules = of_matter(policy, Matter.SCOPE_WITH_ENTRY)
    if not rules or not _on_conditions(draft):
        return
    for field_name, said, right in (
        ("sharing_scope", draft.sharing_scope, "共享范围"),
        ("sharing_use", draft.sharing_use, "具体用途"),
    ):
        if not said.strip():
            yield finding(Lint.SCOPE_UNSTATED, field_name, right=right, rules=rules)


def _on_conditions(draft: EntryDraft) -> bool:
    """Whether it, or an item of it, is shared on conditions."""
    return SharingType.CONDITIONAL in (draft.sharing, *(item.sharing for item in draft.items))


def _ground(draft: EntryDraft, around: EntrySurroundings, *path: str) -> Iterator[EntryFinding]:
    cell = around.policy.refusal_ground
    if cell is None or not cell.value.basis_required:
        return
    ground = cell.value
    kinds = [kind.zh for kind in BasisKind if kind in ground.kinds]
    right = "、".join(kinds) or "充分合理的理由和依据"
    cited = [around.bases[code] for code in draft.bases if code in around.bases]
    if not cited:
        yield finding(Lint.REFUSED_WITHOUT_GROUND, *path, right=right, rules=cell.rules)
        return
    holding = [basis for basis in cited if holds_on(around.on, basis.valid_from, basis.valid_until)]
    if not any(ground.carried_by(basis.kind) for basis in holding):
        value = "、".join(f"{basis.kind.zh}《{basis.title}》" for basis in cited)
        never = ground.never_by if any(basis.kind is ground.never for basis in cited) else ()
        yield finding(Lint.GROUND_INSUFFICIENT, *path, value=value, right=right, rules=(*cell.rules, *never))


def _must_share(draft: EntryDraft, around: EntrySurroundings) -> Iterator[EntryFinding]:
    """What comes out of systems that the text names by who paid, and files of powers that no system has."""
    cell = around.policy.must_share
    if cell is None:
        return
    for code in draft.systems:
        system = around.systems.get(code)
        if system is not None and system.funding in cell.value.funding:
            right = f"来源系统：{system.funding.zh}"
            yield finding(Lint.MUST_BE_SHARED, "systems", value=system.name, right=right, rules=cell.rules)
    power = cell.value.power_of(draft.name, draft.affair.zh if draft.affair else "") if not draft.systems else None
    if power is not None:
        right = f"履行行政权力产生的文件：{power}"
        yield finding(Lint.MUST_BE_SHARED, "sharing", value=draft.name, right=right, rules=cell.rules)


def _agent(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    """Nobody answers in the provider's place but where the text knows it, and for what it knows it.

    Where it does not, the article is cited that says who answers.
    """
    if draft.agent and not (policy.agent and _on_conditions(draft)):
        rules = policy.agent.rules if policy.agent else had_by(policy, draft.sharing)
        yield finding(Lint.AGENT_NOT_HERE, "agent", value=draft.agent, rules=rules)


def _exclusive(draft: EntryDraft, policy: Policy) -> Iterator[EntryFinding]:
    """What some departments have without an application is shared, and not with its provider.

    Nobody is spared the application where no text knows what is 专用: the article is cited by which it is had.
    """
    if not draft.exclusive:
        return
    cell = policy.exclusive
    if cell is None:
        rules = had_by(policy, draft.sharing)
        yield finding(Lint.EXCLUSIVE_NOT_HERE, "exclusive", value="、".join(draft.exclusive), rules=rules)
        return
    if draft.sharing is SharingType.REFUSED:
        ground = policy.refusal_ground.rules if policy.refusal_ground else ()
        yield finding(Lint.EXCLUSIVE_NOT_HERE, "exclusive", value=draft.sharing.zh, rules=(*cell.rules, *ground))
    if draft.provider in draft.exclusive:
        yield finding(Lint.EXCLUSIVE_NOT_HERE, "exclusive", value=draft.provider, rules=cell.rules)
