"""Requests for data (共享申请): opened by who needs them, answered by who has them, settled where the two disagree.

1. What is asked for is read through the asker's scope; what he may not see is not there.
2. Departments ask, for themselves and for their systems; who is none has what is open to society, and licences.
3. What is direct opens no request: the answer is to use it, by the article. Nobody asks for his own data, nor has their
   type changed by asking: every text has the one who uses ask another who provides.
4. The table of the request decides (`stepping`); what is missing, and whose step it is, is said.
5. `cases.desk` writes: state, grant, journal and notices together, under one key once.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from graph.cases.desk import Decided, Office, carry_out
from graph.cases.documents import document_number, refuse_older
from graph.cases.wording import noted
from graph.cases.wording import stated as in_words
from graph.codes.division import COUNTRY, cities_apart
from graph.errors import Conflict, Malformed, NotFound, Text
from graph.law.citations import Matter, of_matter
from graph.law.direct import direct
from graph.law.policies import bound_by
from graph.law.workflow import Articles, Table, steps_from
from graph.office.actor import Actor
from graph.office.references import Reference, known
from graph.office.sheets.days import LATEST
from graph.refusal_codes import Code
from graph.subjects.organisation.unbound import told_why_unbound
from graph.subjects.people.whose import told_whose
from graph.subjects.sharing import cases, facts
from graph.subjects.sharing.cases import Parties
from graph.subjects.sharing.claims import basis_not_in_force, hold_against_record, hold_change_against_decision
from graph.subjects.sharing.correcting import another_use, corrected
from graph.subjects.sharing.rules import no_department
from graph.subjects.sharing.settling import Said
from graph.subjects.sharing.showing import basis_shown, naming_withheld
from graph.subjects.sharing.stepping import Step, asked_today, table_of
from graph.words.china_time import china_day
from graph.words.entries import SharingType
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingCase, SharingEvent, SharingState, Stated
from graph.words.sources import BasisKind

_SAID_IN_WORDS: Final = frozenset({SharingEvent.REJECT, SharingEvent.GIVE_OPINION, SharingEvent.RECORD_REFUSAL})
"""Steps for which no text asks for words, and the product does: reasons, and what an opinion says."""


async def ask(office: Office, consumer: str, resource: str, event: SharingEvent, stated: Stated) -> str:
    """Open a request, and say its id.

    Args:
        office: Where, and by whom.
        consumer: Code of the consumer for which it is asked.
        resource: Code of the entry.
        event: `APPLY`, `ASK_INSIDE` or `ASK_FOR_THE_BASIS`.
        stated: What the request states.

    Raises:
        NotFound: `NOT_FOUND`; there is no such consumer or published entry, no such item or basis.
        Conflict: `NOT_A_DEPARTMENT`, `USED_DIRECTLY`, `BASIS_NOT_IN_FORCE`, `NO_SUCH_MOVE`, `CONDITION_MISSING`
            or `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        NoPolicy: `NO_POLICY`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    actor = office.actor
    said = _trimmed(stated)

    async def decide() -> Decided:
        parties = await cases.asked_for(office.view, consumer, resource, actor.today)
        if parties is None:
            named = (Reference("Consumer", consumer, ("consumer",)),)
            there = await known(office.store, named)
            raise _not_found(*(("resource", resource) if consumer in there["Consumer"] else ("consumer", consumer)))
        _refuse_unknown(said.items, {each.name for each in parties.items}, "items")
        _refuse_other_users(parties, consumer, actor)
        _refuse_own(parties, resource, actor)
        _refuse_direct(parties, said, resource, actor)
        case = SharingCase(
            id=f"{actor.today:%Y%m%d}-{secrets.token_hex(6)}",
            consumer=consumer,
            resource=resource,
            sharing=facts.asked_type(parties, said.items),
            stated=said,
            state=SharingState.DRAFT,
            opened_at=actor.now,
        )
        async with told_why_unbound(office.store, parties.provider, actor.today):
            table = table_of(case, parties)
        kind = await _kind_of_basis(office, table, case, event, said.legal_basis, "legalBasis")
        facts_known = {**facts.of_request(case, parties, case.sharing), "basis_kind": kind}
        withheld = naming_withheld(parties, said.items, bound_by(parties.provider_policy, actor.today))
        async with told_whose(office.store, actor.today):
            with withheld:
                step = Step(office, case, parties, event, facts_known, path=("resource",))
        shown = event is SharingEvent.ASK_FOR_THE_BASIS
        return await step.decided(
            Said(await basis_shown(office.store, resource, actor.today) if shown else ""), opens=True
        )

    asked = (
        f"{event.name}_REQUEST", consumer, resource, said.purpose.name, said.purpose_words, said.scenario,
        said.legal_basis, said.basis, said.duty_basis, said.need, list(said.items),
    )  # fmt: skip
    return await carry_out(office.store, actor, asked, decide, office.key)


async def move_request(office: Office, request: str, event: SharingEvent, given: Said) -> str:
    """Move a request on.

    Raises:
        NotFound: `NOT_FOUND`; there is no such request, or none that the asker may know of.
        Conflict: `RECORD_DIFFERS`, `BASIS_NOT_IN_FORCE`, `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or
            `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        Malformed: `WORDS_REQUIRED`; `DATE` or `NOT_ASKED_FOR`: a document of a later day than today, or older
            than the request, a grant that would have ended or is of more than was asked for.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    actor = office.actor
    said = replace(
        given, words=in_words(given.words) if event in _SAID_IN_WORDS else noted(given.words),
        scope=noted(given.scope, "scope"), duty_basis=noted(given.duty_basis, "dutyBasis"),
        document_number=document_number(given.document_number, given.document_on, actor.today),
    )  # fmt: skip

    async def decide() -> Decided:
        found = await cases.request_of(office.view, office.personal, request, actor.today)
        if found is None:
            raise _not_found("request", request)
        case, parties = found.case, found.parties
        _refuse_unknown(said.items, {each.name for each in parties.items}, "items")
        units = (*said.heard, parties.owner) if said.heard else ()
        divisions = await cases.divisions_of(office.store, units, actor.today)
        _refuse_unknown(said.heard, divisions, "unitsHeard")
        _refuse_days(said, actor)
        refuse_older(said.document_on, china_day(case.opened_at))
        table = table_of(case, parties)
        rows = tuple(steps_from(table, case.state, event))
        _refuse_elsewhere(said.heard, parties.owner, divisions, tuple(rule for row in rows for rule in row.rules))
        if rows and event is SharingEvent.CORRECT_APPLICATION:
            _refuse_unknown(said.correction.items or (), {each.name for each in parties.items}, "items")
            case = corrected(case, parties, said.correction, actor.today, rows[0].rules)
        basis = await _kind_of_basis(office, table, case, event, said.basis, "basis")
        today = asked_today(case, parties, table)
        record = facts.of_request(case, parties, today.type)
        hold_against_record(rows, said, record, case.stated.items)
        hold_change_against_decision(rows, record, case.document, parties.cause)
        stated = {
            **record,
            **facts.of_step(said, parties, basis),
            "restated": case is not found.case,
            "another_use": another_use(found.case.stated, case.stated),
        }
        async with told_whose(office.store, actor.today):
            step = Step(office, case, parties, event, stated, path=("request",))
        today.refuse(step.move.step, facts.types_of(parties, said.items) if said.items else (), ("request",))
        checked = replace(said, controlled=parties.controlled) if event is SharingEvent.PASS_CHECK else said
        with_entry = parties.scope if today.type is SharingType.CONDITIONAL and not case.scope else ""
        if step.move.state is SharingState.GRANTED and not said.scope:
            checked = replace(checked, scope=with_entry)
        return await step.decided(checked, opens=False)

    asked = (
        f"{event.name}_REQUEST", request, said.words, said.scope, list(said.items), str(said.valid_until),
        said.agreement_asked, said.document_number, str(said.document_on), said.basis, said.duty_basis,
        sorted(said.confirmed), said.controlled, list(said.heard), repr(said.correction),
    )  # fmt: skip
    return await carry_out(office.store, actor, asked, decide, office.key)


async def _kind_of_basis(
    office: Office, table: Table, case: SharingCase, event: SharingEvent, code: str | None, field: str
) -> BasisKind | None:
    """Of what kind a legal basis is that is stated, and in force; None where none is stated."""
    if not code:
        return None
    found = await cases.basis_of(office.store, code, office.actor.today)
    if found is None:
        raise _not_found(field, code)
    kind, in_force = found
    if not in_force:
        raise basis_not_in_force(tuple(steps_from(table, case.state, event)), code, field)
    return kind


def _trimmed(stated: Stated) -> Stated:
    says = in_words if stated.purpose is Purpose.OTHER else noted
    return replace(
        stated,
        purpose_words=says(stated.purpose_words, "purposeWords"),
        scenario=noted(stated.scenario, "scenario"),
        basis=noted(stated.basis, "basis"),
        duty_basis=noted(stated.duty_basis, "dutyBasis"),
        need=noted(stated.need, "need"),
        items=tuple(dict.fromkeys(each.strip() for each in stated.items)),
    )


def _refuse_direct(parties: Parties, said: Stated, resource: str, actor: Actor) -> None:
    row = bound_by(parties.provider_policy, actor.today)
    rules = direct(row, facts.of_resource(parties, said.items)) if row else ()
    if rules:
        raise Conflict(
            Text("无需申请，可通过共享平台直接获取使用", "no request is needed: use it over the exchange platform"),
            code=Code.USED_DIRECTLY,
            rules=rules,
            path=("resource",),
            value=resource,
        )


def _refuse_other_users(parties: Parties, consumer: str, actor: Actor) -> None:
    if parties.applicant is not None:
        return
    row = bound_by(parties.provider_policy, actor.today)
    raise no_department(row, consumer, ("consumer",))


def _refuse_own(parties: Parties, resource: str, actor: Actor) -> None:
    if parties.applicant != parties.provider:
        return
    row = bound_by(parties.provider_policy, actor.today)
    raise Conflict(
        Text("本部门提供的资源，无需向本部门申请", "it is the department's own: no request is needed"),
        code=Code.USED_DIRECTLY,
        rules=of_matter(row, Matter.BETWEEN_DEPARTMENTS),
        path=("resource",),
        value=resource,
    )


def _refuse_unknown(named: tuple[str, ...], known: Collection[str], field: str) -> None:
    for position, name in enumerate(named, start=1):
        if name not in known:
            refusal = _not_found(field, name)
            refusal.path = (field, str(position))
            raise refusal


def _refuse_elsewhere(heard: Sequence[str], owner: str, divisions: Mapping[str, str], rules: Articles) -> None:
    """Refuse a unit of another city than the data are of: those concerned (相关单位) are of the text's own."""
    for position, code in enumerate(heard, start=1):
        if cities_apart(divisions[code], divisions.get(owner, COUNTRY)):
            raise Conflict(
                Text("属于其他城市，不是相关单位", "it is of another city, and no unit concerned"),
                code=Code.ANOTHER_CITY,
                rules=rules,
                path=("unitsHeard", str(position)),
                value=code,
            )


def _refuse_days(said: Said, actor: Actor) -> None:
    """Refuse a last day that is over, or of a year in which nobody will look; no end is said by naming none."""
    until = said.valid_until
    if until is None or (actor.today <= until and until.year <= LATEST):
        return
    over = until < actor.today
    words = Text("授权期限不得早于今日", "a grant does not end before today")
    never = Text(
        f"授权期限的年份不晚于{LATEST}年；没有期限的，请不填",
        f"a grant ends by {LATEST}; one that has no end names no day",
    )
    raise Malformed(
        words if over else never,
        code=Code.DATE,
        path=("validUntil",),
        value=until.isoformat(),
        limit=(actor.today if over else date(LATEST, 12, 31)).isoformat(),
    )


def _not_found(field: str, value: str) -> NotFound:
    return NotFound(
        Text("没有这一项，或者无权知悉", "there is no such thing, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=(field,),
        value=value[:64],
    )
