"""What several texts say in the same words, because they were written after the same national model."""

from collections.abc import Mapping

from graph.law.acts import Act
from graph.law.policy import Cell
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Actor, Articles, Condition, Lasts, Side, Span, Step, Table, Tell, Told
from graph.law.workflows import (
    BEFORE_ITS_END,
    NOT_PROVED_GENUINE,
    OFFICER_FILED,
    USES_DATA,
    USES_LICENSE,
    prolonged_by,
)
from graph.words.entries import Mode
from graph.words.forgeries import ForgeryEvent, ForgeryState
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import LicenseMove, LicenseState
from graph.words.objections import ObjectionEvent, ObjectionState
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sources import BasisKind, Funding

STATE_GROUNDS = frozenset({BasisKind.LAW, BasisKind.ADMINISTRATIVE_REGULATION, BasisKind.CENTRAL_POLICY})
LAW_OR_POLICY = frozenset(BasisKind) - {BasisKind.DUTY, BasisKind.INTERNAL_RULE}
"""法律、法规、规章和政策."""
PUBLIC_MONEY = frozenset({Funding.CITY, Funding.COUNTY})

FRONT_END_MODES = (
    ("系统对接", Mode.INTERFACE),
    ("联机查询", Mode.INTERFACE),
    ("前置机共享", Mode.DATABASE),
    ("部门批量下载", Mode.FILE),
)

OF_THE_PRODUCT: Mapping[Act, tuple[str, ...]] = {
    Act.MANAGE_ORGANISATION: (),
    Act.IMPORT: (),
    Act.EXPORT: (),
    Act.EXCHANGE: (),
    Act.APPOINT_ADMINISTRATORS: (),
}
"""Acts that no text gives to anybody: the system itself needs them."""


def objections_to_data(
    lasts: Lasts, *rules: str, prolonged: int | None = None, with_consent_of: PostKind | None = None, users_told: bool
) -> Cell[Table]:
    """A department that uses data doubts them; the provider checks, and corrects or explains (校核).

    Args:
        lasts: How long the check may last; the term runs from the handing in of the objection whatever its state.
        rules: The articles.
        prolonged: By how many working days it may be prolonged at most, once; None = it may not.
        with_consent_of: The post that consents to that.
        users_told: The text has the result told to every user; where it does not, that is a service.
    """
    consent = frozenset({with_consent_of or PostKind.PROVIDER_OFFICER})
    longer = tuple(
        Step(
            state, ObjectionEvent.EXTEND, consent, Side.PROVIDER, (prolonged_by(prolonged), BEFORE_ITS_END),
            Span.LONGER, ObjectionState.EXTENDED, rules, (Tell(Told.APPLICANT),),
        )
        for state in (ObjectionState.RAISED, ObjectionState.IN_CHECK)
        if prolonged is not None
    )  # fmt: skip
    objector, provider = frozenset({PostKind.APPLICANT}), frozenset({PostKind.PROVIDER_OFFICER})
    everybody = (Tell(Told.USERS, rules if users_told else ()),)
    return Cell(_objections(USES_DATA, objector, provider, lasts, rules, told=everybody, longer=longer), rules)


def objections_to_licenses(lasts: Lasts, *rules: str) -> Cell[Table]:
    """A holder, a 用证单位 or another user doubts a licence; the issuer checks, and corrects or explains (异议核查)."""
    objector: frozenset[Actor] = frozenset({Role.HOLDER, Role.RELYING_PARTY, PostKind.APPLICANT})
    issuer = frozenset({PostKind.LICENSE_OFFICER, PostKind.ISSUER})
    told = (Tell(Told.APPLICANT, rules),)
    return Cell(_objections(USES_LICENSE, objector, issuer, lasts, rules, told=told), rules)


def _objections(
    uses: Condition,
    objector: frozenset[Actor],
    answers: frozenset[PostKind],
    lasts: Lasts,
    rules: tuple[str, ...],
    *,
    told: tuple[Tell, ...],
    longer: Table = (),
) -> Table:
    """Raised → in check → corrected or explained; a result can also be given at once.

    Args:
        uses: What ties an objector to the thing.
        objector: Who may object.
        answers: Posts of the department that answers.
        lasts: How long the check may last.
        rules: The articles.
        told: Who is told of the result; the objector always.
        longer: The steps that prolong the term.
    """
    event, state = ObjectionEvent, ObjectionState
    opened = (state.RAISED, state.IN_CHECK, *((state.EXTENDED,) if longer else ()))
    results = ((event.CORRECT, state.CORRECTED), (event.EXPLAIN, state.EXPLAINED))
    if all(each.who is not Told.APPLICANT for each in told):
        told = (Tell(Told.APPLICANT), *told)
    return (
        Step(
            None, event.RAISE, objector, Side.APPLICANT, (uses,), lasts, state.RAISED, rules, (Tell(Told.PROVIDER),)
        ),
        Step(
            state.RAISED, event.TAKE_UP, answers, Side.PROVIDER, (), Span.RUNS_ON, state.IN_CHECK, rules,
            (Tell(Told.APPLICANT),),
        ),
        *(
            Step(
                before, done, answers, Side.PROVIDER, (), Span.AT_REST, after, rules,
                told,
            )
            for before in opened
            for done, after in results
        ),
        *(
            Step(
                before, event.WITHDRAW, objector, Side.APPLICANT, (), Span.AT_REST, state.WITHDRAWN, (),
                (Tell(Told.PROVIDER),), product=True,
            )
            for before in opened
        ),
        *longer,
    )  # fmt: skip


def making_of_licenses(shared: Articles, made: Articles, filed: Articles) -> Cell[Table]:
    """The department hands in data, the centre makes the licence of them, and the department reviews and issues it.

    The centre never issues and the department never makes; that who made a licence does not review it, and who reviewed
    it does not issue it, is our reading of the two names that the text has for it. A page that is wrong goes back to
    the centre, data that are wrong to the department, whoever finds it. Whose step comes next where it does not go
    forward is told: that is the product's service. That one ends when a holder's data are erased, and that a page goes
    back when the register comes back from a backup, is the product's own: whoever runs it erases and restores, and no
    department can hold that up.

    Args:
        shared: The articles by which a department shares the data of its licences.
        made: Those by which the centre makes, and the department reviews and issues.
        filed: Those by which a department's e-licence officer is filed with the centre.
    """
    gives: frozenset[Actor] = frozenset({PostKind.LICENSE_OFFICER})
    makes: frozenset[Actor] = frozenset({PostKind.PLATFORM_OFFICER})
    reviews: frozenset[Actor] = frozenset({PostKind.LICENSE_REVIEWER})
    issues: frozenset[Actor] = frozenset({PostKind.ISSUER})
    event, state = DraftEvent, DraftState
    ours, centre, waits = Side.PROVIDER, Side.CARRIER, NO_NUMBER
    before_issue = frozenset({event.MAKE, event.REVIEW})
    to_centre, to_department = (Tell(Told.CARRIER),), (Tell(Told.PROVIDER),)
    to_both = to_centre + to_department
    return Cell(
        (
            Step(None, event.RECEIVE, gives, ours, (), waits, state.RECEIVED, shared),
            *(
                Step(standing, event.RECEIVE, gives, ours, (), waits, state.RECEIVED, shared)
                for standing in (state.RECEIVED, state.SENT_BACK)
            ),
            Step(state.RECEIVED, event.MAKE, makes, centre, (OFFICER_FILED,), waits, state.MADE, made + filed),
            Step(
                state.MADE, event.REVIEW, reviews, ours, (), waits, state.REVIEWED, made,
                apart=frozenset({event.MAKE}),
            ),
            Step(
                state.REVIEWED, event.ISSUE, issues, ours, (), Span.AT_REST, state.ISSUED, made, apart=before_issue
            ),
            Step(state.RECEIVED, event.SEND_BACK, makes, centre, (), waits, state.SENT_BACK, shared, to_department),
            Step(state.MADE, event.SEND_BACK, reviews, ours, (), waits, state.RECEIVED, made, to_both),
            Step(state.REVIEWED, event.SEND_BACK, issues, ours, (), waits, state.RECEIVED, made, to_both),
            *(
                Step(standing, event.CANCEL, gives, ours, (), Span.AT_REST, state.CANCELLED, shared, waiting)
                for standing, waiting in (
                    (state.RECEIVED, to_centre), (state.SENT_BACK, ()), (state.MADE, to_department),
                    (state.REVIEWED, to_department),
                )
            ),
            *(
                Step(
                    standing, event.ERASE, frozenset({Role.ADMIN}), centre, (), Span.AT_REST, state.CANCELLED, (),
                    product=True,
                )
                for standing in (state.RECEIVED, state.SENT_BACK, state.MADE, state.REVIEWED)
            ),
            *(
                Step(
                    standing, event.RESTORE, frozenset({Role.ADMIN}), centre, (), waits, state.RECEIVED, (), to_both,
                    product=True,
                )
                for standing in (state.MADE, state.REVIEWED)
            ),
        ),
        tuple(dict.fromkeys(shared + made + filed)),
    )  # fmt: skip


def life_of_licenses(*rules: str) -> Cell[Table]:
    """What the issuing department does to a licence that it has issued: 停用 can be taken back, the others cannot."""
    issuer: frozenset[Actor] = frozenset({PostKind.ISSUER})
    move, state = LicenseMove, LicenseState
    return Cell(
        tuple(
            Step(before, event, issuer, Side.PROVIDER, (), Span.AT_REST, after, rules)
            for before, event, after in (
                (state.IN_FORCE, move.SUSPEND, state.SUSPENDED),
                (state.SUSPENDED, move.RESUME, state.IN_FORCE),
                (state.IN_FORCE, move.REPLACE, state.REPLACED),
                (state.SUSPENDED, move.REPLACE, state.REPLACED),
                (state.IN_FORCE, move.CANCEL, state.CANCELLED),
                (state.SUSPENDED, move.CANCEL, state.CANCELLED),
            )
        ),
        rules,
    )


def forgeries_of_licenses(lasts: Lasts, *rules: str) -> Cell[Table]:
    """Whoever meets a forged licence says so; the imitated department decides, and only what it confirms is reported.

    Three persons: who met it does not decide, and who confirmed it does not report it. That is our reading: a text
    that has a person entered in a credit file has it done by no one alone.

    Args:
        lasts: How long a decision may last, and how long a report.
        rules: The articles.
    """
    finder: frozenset[Actor] = frozenset(
        {
            Role.RELYING_PARTY, PostKind.APPLICANT, PostKind.LICENSE_OFFICER, PostKind.PLATFORM_OFFICER,
            PostKind.INSPECTOR,
        }
    )  # fmt: skip
    decides: frozenset[Actor] = frozenset({PostKind.LICENSE_OFFICER, PostKind.LICENSE_REVIEWER})
    reports: frozenset[Actor] = frozenset({PostKind.ISSUER})
    event, state = ForgeryEvent, ForgeryState
    suspect, both = (NOT_PROVED_GENUINE,), (Tell(Told.APPLICANT), Tell(Told.PROVIDER))
    met = frozenset({event.SUSPECT, event.JOIN})
    return Cell(
        (
            Step(
                None, event.SUSPECT, finder, Side.APPLICANT, suspect, lasts, state.SUSPECTED, rules,
                (Tell(Told.PROVIDER),),
            ),
            *(
                Step(
                    standing, event.JOIN, finder, Side.APPLICANT, suspect, Span.RUNS_ON, standing, (),
                    (Tell(Told.PROVIDER),), product=True,
                )
                for standing in (state.SUSPECTED, state.CONFIRMED)
            ),
            Step(
                state.SUSPECTED, event.CONFIRM, decides, Side.PROVIDER, (), lasts, state.CONFIRMED, rules,
                both, apart=met,
            ),
            *(
                Step(
                    standing, event.DISMISS, decides, Side.PROVIDER, (), Span.AT_REST, state.DISMISSED, rules,
                    both, apart=met,
                )
                for standing in (state.SUSPECTED, state.CONFIRMED)
            ),
            Step(
                state.CONFIRMED, event.REPORT, reports, Side.PROVIDER, (), Span.AT_REST, state.REPORTED, rules,
                (Tell(Told.PROVIDER),), apart=met | {event.CONFIRM},
            ),
        ),
        rules,
    )  # fmt: skip
