"""What a request knows of itself, by the names that the tables use; what is not stated is not there.

* What the record tells – what was done with the request, what its entry says – is taken from the record. Who says
  otherwise is refused (`claims`).
* A review counts for the application as it stands: one that was approved inside, given back or corrected since is
  reviewed anew.
* What is approved within the conditions of an entry (JI-22) is so by the judgement of who approves it, and only where
  the entry states its conditions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from graph.law.workflow import FactValue
from graph.subjects.sharing.cases import Item, Parties
from graph.subjects.sharing.settling import Said
from graph.words.entries import ItemKind, SharingType
from graph.words.organisation import AuthorityLevel
from graph.words.sharing_cases import SharingCase, SharingEvent, SharingStep
from graph.words.sources import BasisKind, LibraryKind

_STRICTEST = (SharingType.UNCONDITIONAL, SharingType.CONDITIONAL, SharingType.REFUSED)


def asked_type(parties: Parties, names: Iterable[str]) -> SharingType:
    """The strictest sharing type of the items that are asked for; where none is named, of all of them."""
    asked = _asked(parties, names) or parties.items
    if not asked:
        return parties.sharing
    return max((each.sharing or parties.sharing for each in asked), key=_STRICTEST.index)


def types_of(parties: Parties, names: Collection[str]) -> frozenset[SharingType]:
    """The sharing types of the items of some names that there are; where none is named, of all of them."""
    asked = _asked(parties, names) if names else parties.items
    return frozenset(each.sharing or parties.sharing for each in asked)


def of_resource(parties: Parties, names: Iterable[str]) -> Mapping[str, FactValue]:
    """What decides whether something is had without a request: its type, and whether it is base items.

    Args:
        parties: The two sides, and what there is.
        names: Names of the items that are asked for; none = all.
    """
    asked = _asked(parties, names) or parties.items
    base = parties.based and bool(asked) and all(each.kind is ItemKind.BASE for each in asked)
    sharing = asked_type(parties, names)
    return {
        "type": sharing,
        "item_kind": ItemKind.BASE if base else ItemKind.BUSINESS,
        "library_kind": LibraryKind.BASE if parties.based else LibraryKind.DEPARTMENT,
        "on_exclusive_list": parties.exclusive and sharing is not SharingType.REFUSED,
        "about": parties.affair and parties.affair.zh,
        "subject_concerned": parties.concerned,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is kept of a request and of its entry, as far as it decides what can be done."""

    sharing: SharingType
    new_type: SharingType
    """Of the entry, as it is today."""
    level: AuthorityLevel | None
    """Of the provider."""
    policies: tuple[str | None, str | None]
    """The applicant's row and the provider's."""
    controlled: bool
    conditions: bool
    """The entry states on which conditions it is shared."""
    agent: bool
    """The entry names who answers in the provider's place."""
    history: Sequence[SharingStep]
    scope: bool
    """Scope and use are stated; so the next of what the request states."""
    need: bool
    scenario: bool
    basis: bool
    duty: bool

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What it tells."""
        ours, theirs = self.policies
        return {
            "type": self.sharing,
            "new_type": self.new_type,
            "provider_is_provincial": self.level is AuthorityLevel.PROVINCIAL,
            "both_in_the_bureau": ours == theirs is not None,
            "controlled_interface": self.controlled,
            "reviewed_by_centre": _reviewed(self.history),
            "given_back": any(each.event is SharingEvent.FAIL_CHECK for each in self.history),
            "faults_stand": _uncorrected(self.history),
            "within_conditions": self.conditions,
            "agent_named": self.agent,
            "scope_and_use_stated": self.scope,
            "need_and_use": self.need,
            "purpose_and_scenario": self.scenario,
            "needed_for_duties": self.duty,
            "legal_basis": self.basis,
            "duty_basis": self.duty,
            "business_need": self.need,
        }


def of_request(case: SharingCase, parties: Parties, sharing: SharingType) -> Mapping[str, FactValue]:
    """What a request states, and who the two sides are.

    Args:
        case: As it was read.
        parties: The two sides, and what there is.
        sharing: The type by which its rows go.
    """
    stated = case.stated
    return Record(
        sharing=sharing,
        new_type=parties.sharing,
        level=parties.level,
        policies=(parties.applicant_policy, parties.provider_policy),
        controlled=case.controlled or parties.controlled,
        conditions=parties.conditions,
        agent=parties.agent is not None,
        history=case.history,
        scope=bool(case.scope),
        need=bool(stated.need),
        scenario=bool(stated.scenario),
        basis=bool(stated.legal_basis or stated.basis),
        duty=bool(stated.duty_basis),
    ).facts


def known_of(record: Record) -> Mapping[str, FactValue]:
    """What a request tells before a step is taken: not what may be stated with the step, or is judged then."""
    return {
        fact: value
        for fact, value in record.facts.items()
        if fact not in _WITH_A_STEP or bool(value) is _WITH_A_STEP[fact]
    }


_WITH_A_STEP: Final[Mapping[str, bool]] = MappingProxyType(
    {"scope_and_use_stated": True, "needed_for_duties": True, "within_conditions": False}
)
"""What a step may state as well, each with what is known then: what was stated before stays so, and nobody judges an
entry's conditions kept that it does not state."""


def of_step(said: Said, parties: Parties, basis: BasisKind | None) -> Mapping[str, FactValue]:
    """What is stated with a step.

    Args:
        said: In words and documents.
        parties: The two sides, and what there is.
        basis: Kind of the legal basis that is given; None where none is, or it is not in force.
    """
    documented = bool(said.document_number) and said.document_on is not None
    stated: dict[str, FactValue] = {
        "reasons": bool(said.words),
        "faults_named": bool(said.words),
        "sufficient_basis": basis is not None,
        "basis_kind": basis,
        "document_number": bool(said.document_number),
        "document_date": said.document_on is not None,
        "approved_in_writing": documented,
        "within_conditions": "within_conditions" in said.confirmed and parties.conditions,
        **({"units_heard": True} if said.heard else {}),
    }
    if said.scope:
        stated["scope_and_use_stated"] = True
    if said.duty_basis:
        stated["needed_for_duties"] = True
    return stated


def _reviewed(history: Sequence[SharingStep]) -> bool:
    since = takewhile(lambda each: each.event not in _ANEW, reversed(history))
    return any(each.event is SharingEvent.REVIEW_APPLICATION for each in since)


def _uncorrected(history: Sequence[SharingStep]) -> bool:
    since = takewhile(lambda each: each.event is not SharingEvent.CORRECT_APPLICATION, reversed(history))
    return any(each.event is SharingEvent.FAIL_CHECK for each in since)


_ANEW = frozenset({SharingEvent.APPROVE_IN_WRITING, SharingEvent.FAIL_CHECK, SharingEvent.CORRECT_APPLICATION})
"""What the application comes out of another one than it went in."""


def _asked(parties: Parties, names: Iterable[str]) -> tuple[Item, ...]:
    wanted = frozenset(names)
    return tuple(each for each in parties.items if each.name in wanted)
