"""What a register lets pass of an order today, with the licence that it replaces and the page that was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from graph.errors import Conflict, NotFound, Text
from graph.law.citations import Matter, of_matter
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.scope import EVERYTHING
from graph.law.workflow import steps_from
from graph.law.workflows import LICENSE_DRAFT
from graph.office.actor import Actor
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.view import View
from graph.subjects.licensing.naming import Known, known_of
from graph.subjects.licensing.ordering import issue_setting
from graph.subjects.licensing.rows import IssueSetting
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import Holder, IssueOrder, LicenseRecord
from licenses.register.faults import STANDARD
from licenses.register.likeness import Likeness, grounds_alone, made_of
from licenses.register.making import Proof, proof_of
from licenses.register.ordered_holders import ALONE, faults_of_unknown
from licenses.register.orders import Judged, grounds_of, judge
from licenses.register.workshop import Workshop


async def setting_of(workshop: Workshop, order: IssueOrder, on: date) -> IssueSetting:
    """Read what an order is judged by, whoever asks."""
    key = key_of(workshop, order)
    view = View(workshop.store, EVERYTHING, on)
    return await issue_setting(view, order.type_code, order.issuer, order.replaces, key, hashes_of(workshop, order))


def key_of(workshop: Workshop, order: IssueOrder) -> str:
    """By what the number of an order is found, as the transaction of the issue finds it."""
    return workshop.personal.lookup(order.number)


def hashes_of(workshop: Workshop, order: IssueOrder) -> list[str]:
    """By what its holders are found."""
    return [workshop.personal.of_code(holder.code) for holder in order.holders]


def has_of(workshop: Workshop, order: IssueOrder, setting: IssueSetting) -> list[Known | None]:
    """How the register has each holder of an order; nothing where it knows none of them."""
    known = known_of(workshop.personal, setting.holders)
    return [known.get(each) for each in hashes_of(workshop, order)] if known else []


def judged(
    workshop: Workshop, order: IssueOrder, setting: IssueSetting, actor: Actor, likeness: Likeness | None = None
) -> Judged:
    """Let an order pass that could be carried out today, with the licence that it replaces.

    Args:
        workshop: What issuing works with.
        order: What is to be made.
        setting: What the graph knows of it.
        actor: Who does something with it, and when.
        likeness: What its page was made of, which it has to be made of still; None where it is not made.

    Raises:
        Refusal: What `orders.grounds_of` and `orders.judge` refuse.
        NotFound: `LICENSE_NOT_FOUND`; there is none to replace.
        Conflict: `MADE_OF_OTHER`. `NOT_REPLACEABLE`; it is another authority's, or of another type. `LICENSE_EXISTS`;
            another licence in force has the number. `HOLDER_NAMED_OTHERWISE`; the register calls a holder otherwise.
    """
    grounds = grounds_of(order, setting, actor.today)
    row = grounds.row
    rests_on = None if likeness is None else grounds_alone(workshop.personal, order, grounds)
    if likeness is not None and rests_on is not None:
        likeness.refuse_other_grounds(rests_on, issued_by(row))
    before = _predecessor(order, setting, row)
    anew = before is not None and any(before.sealed_at < lost.until for lost in setting.lost)
    said = replace(judge(order, grounds, actor.today, has_of(workshop, order, setting)), predecessor=before, anew=anew)
    # Whoever is faster is asked again in the transaction of the write.
    if said.predecessor is None and setting.number_taken:
        raise number_taken(order.number, row)
    if likeness is not None and rests_on is not None:
        now = made_of(workshop.personal, rests_on, page_of(workshop, said, actor, likeness.serial))
        likeness.refuse_other_page(now, issued_by(row))
    return said


def refuse_unknown(
    workshop: Workshop,
    order: IssueOrder,
    setting: IssueSetting,
    actor: Actor,
    beside: Mapping[str, list[Holder]] = ALONE,
) -> None:
    """Refuse what is handed in of a change of somebody whom the register does not know.

    Args:
        workshop: What issuing works with.
        order: What is handed in.
        setting: What the graph knows of it.
        actor: Who hands it in, and when.
        beside: The holders that come with it, by their codes: one before him may bring who is changed.

    Raises:
        Conflict: `HOLDER_NAMED_OTHERWISE`.
        SeveralReasons: More than one.
    """
    has = has_of(workshop, order, setting) or [None] * len(order.holders)
    policy = setting.issuer.policy if setting.issuer else None
    rules = of_matter(bound_by(policy, actor.today), Matter.LICENSE_HOLDER)
    Review(tuple(faults_of_unknown(order, has, beside, rules))).refuse()


def page_of(workshop: Workshop, said: Judged, actor: Actor, serial: str) -> Proof:
    """The page of an order that may be carried out, as it would be sealed today."""
    return proof_of(said, actor, serial, public_url=workshop.public_url, demonstration=workshop.demonstration)


def _predecessor(order: IssueOrder, setting: IssueSetting, row: Policy | None) -> LicenseRecord | None:
    if order.replaces is None:
        return None
    found = setting.predecessor
    if found is None:
        raise NotFound(
            Text("没有要变更的证照", "no such licence to replace"),
            code=Code.LICENSE_NOT_FOUND,
            rules=rules_of_replacing(row),
            path=("replaces",),
            value=order.replaces,
        )
    same = found.type_code == order.type_code and found.issuer == order.issuer
    if not same:
        raise _not_replaceable(order.replaces, row)
    return found


def issued_by(row: Policy | None) -> tuple[str, ...]:
    """The articles by which a department issues what was reviewed."""
    table = row.table(LICENSE_DRAFT) if row else None
    steps = steps_from(table.value, DraftState.REVIEWED, DraftEvent.ISSUE) if table and table.value else ()
    return next((step.rules for step in steps), ())


def number_taken(number: str, row: Policy | None) -> Conflict:
    """The refusal of a number that is in force already."""
    return Conflict(
        Text(
            "该机关已以此编号颁发同类证照，且未注销",
            "this authority has issued one of this type under this number, and it is not cancelled",
        ),
        code=Code.LICENSE_EXISTS,
        rules=rules_of_replacing(row),
        path=("number",),
        value=number,
    )


def rules_of_replacing(row: Policy | None) -> tuple[str, ...]:
    """By which a licence is replaced only where it counts, and by its own issuer: one of it is in force."""
    return (*of_matter(row, Matter.LICENSE_NUMBER), STANDARD)


def _not_replaceable(identifier: str, row: Policy | None) -> Conflict:
    return Conflict(
        Text("要变更的证照不是本机关的同类证照", "the licence to replace is not one of this authority and type"),
        code=Code.NOT_REPLACEABLE,
        rules=rules_of_replacing(row),
        path=("replaces",),
        value=identifier,
    )
