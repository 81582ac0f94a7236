"""A workflow that the program does not have, to be written into a copy of it: enquiries (咨询).

A department asks the provider of an entry; an officer of the provider answers within three working days. No text knows
such a thing: it cites the article under which data are asked for, so that there is one to be cited.
"""

from __future__ import annotations

from collections.abc import Mapping

from builders.touches import Edit

_NAMED = "ENTRY, SHARING, GRANT, OBJECTION, LICENSE_OBJECTION, LICENSE_DRAFT, LICENSE, FORGERY, *DUTIES"
_WORKFLOWS = f"        for each in ({_NAMED})"
_OF_WUHU = "ENTRY, FORGERY, GRANT, LICENSE, LICENSE_DRAFT, LICENSE_OBJECTION, OBJECTION, SHARING"
OWN: Mapping[str, str] = {
    "graph/subjects/enquiries/__init__.py": '''\
"""Enquiries (咨询): asked by a department about an entry, answered by its provider. Begin with `desk`."""
''',
    "graph/subjects/enquiries/memory.py": '''\
"""Enquiries: how they are read and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.law.workflows import EnquiryState
from graph.schema.nodes import ENQUIRY, RESOURCE
from graph.store.engine import Unit
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.organisation.binding import answering_for, policy_of

_ABOUT: LiteralString = (
    f"MATCH (r:Resource {{id: $id}}) WHERE {RESOURCE.sees('r')} WITH r.providerId AS owner "
    f"WITH {answering_for('(:Department {id: owner})')} AS answers "
    f"RETURN [answers, {policy_of('(:Department {id: answers})')}]"
)
_WRITTEN: tuple[LiteralString, ...] = (
    "onId", "words", "askedAt", "answersId", "policyId", "state", "dueOn", "dueRule", "parties",
)  # fmt: skip
_ENTER: LiteralString = (
    f"UNWIND $rows AS row CREATE (e:Enquiry {{id: row.id}}) SET {ENQUIRY.assigned('e', 'row', _WRITTEN)}"
)
_CASE: LiteralString = (
    f"MATCH (c:Enquiry {{id: $id}}) WHERE {ENQUIRY.sees('c')} RETURN [c.state, c.policyId, toString(c.askedAt), "
    f"{answering_for('(:Department {id: c.answersId})')}]"
)
_KEPT = Kept(ENQUIRY, "c.result = row.result")


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An enquiry with what it is decided by."""

    id: str
    state: EnquiryState
    policy: str | None
    """The row of the day on which it was asked."""
    asked_at: datetime
    answering: str | None
    """The department that answers today."""


async def about(view: View, entry: str) -> tuple[str | None, str | None] | None:
    """Who answers for an entry that the asker sees, and the policy that binds him."""
    found = await view.read(_ABOUT, id=entry)
    return None if found is None else (found[0], found[1])


async def enquiry(view: View, identity: str) -> Enquiry | None:
    """Read an enquiry that the asker may see."""
    found = await view.read(_CASE, id=identity)
    if found is None:
        return None
    state, policy, asked_at, answering = found
    return Enquiry(identity, EnquiryState[state], policy, datetime.fromisoformat(asked_at), answering)


async def enter(unit: Unit, row: dict[str, Any], asked: Move, parties: Sequence[str]) -> None:
    """Write a new enquiry."""
    decided = {"state": stored(asked.state), "dueOn": stored(asked.deadline), "dueRule": asked.rules[0]}
    await unit.run(_ENTER, rows=[{**row, **decided, "parties": list(parties)}])


async def settle(unit: Unit, case: Enquiry, answered: Move, result: str, at: datetime) -> None:
    """Write the answer, from the state in which it was read."""
    moved = Moved(case.id, case.state, answered, at, case.answering or "", {"result": result})
    await move_on(unit, _KEPT, [moved], path=("enquiry",))
''',
    "graph/subjects/enquiries/desk.py": '''\
"""Enquiries (咨询): asked about an entry by a department, answered by its provider.

The table of the policy that binds the provider decides; state and journal are written together, under a key once.
"""

from __future__ import annotations

import secrets

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, move
from graph.errors import NotFound, Text
from graph.law.policies import table_on
from graph.law.posts import held_on
from graph.law.workflow import Side
from graph.law.workflows import ENQUIRY, EnquiryEvent
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.enquiries import memory
from graph.words.china_time import china_day


async def ask(store: Store, view: View, actor: Actor, entry: str, words: str, *, key: str | None = None) -> str:
    """Ask the provider of an entry; say the id of the enquiry."""

    async def decide() -> Decided:
        found = await memory.about(view, entry)
        provider, policy = found or (None, None)
        if provider is None:
            raise _not_found("entry")
        own = {post.department for post in held_on(actor.principal.posts, actor.today)}
        case = Case(departments={Side.APPLICANT: own})
        table = table_on(policy, ENQUIRY, actor.today)
        asked = move(table, case, EnquiryEvent.ASK, actor.principal, {}, actor.now, path=("entry",))
        identity = secrets.token_hex(8)
        row = {
            "id": identity, "onId": entry, "words": words, "askedAt": actor.now.isoformat(), "answersId": provider,
            "policyId": policy,
        }  # fmt: skip

        async def write(unit: Unit) -> None:
            await memory.enter(unit, row, asked, sorted({provider, *own}))

        return Decided(identity, write, [actor.deed("ASK_ENQUIRY", identity, asked.rules, entry)])

    return await carry_out(store, actor, ("ASK_ENQUIRY", entry, words), decide, key)


async def answer(store: Store, view: View, actor: Actor, enquiry: str, words: str, *, key: str | None = None) -> str:
    """Answer an enquiry; say its id."""

    async def decide() -> Decided:
        found = await memory.enquiry(view, enquiry)
        if found is None:
            raise _not_found("enquiry")
        case = Case(found.state, departments={Side.PROVIDER: {found.answering} if found.answering else ()})
        table = table_on(found.policy, ENQUIRY, china_day(found.asked_at))
        answered = move(table, case, EnquiryEvent.ANSWER, actor.principal, {}, actor.now, path=("enquiry",))

        async def write(unit: Unit) -> None:
            await memory.settle(unit, found, answered, words, actor.now)

        return Decided(enquiry, write, [actor.deed("ANSWER_ENQUIRY", enquiry, answered.rules)])

    return await carry_out(store, actor, ("ANSWER_ENQUIRY", enquiry, words), decide, key)


def _not_found(field: str) -> NotFound:
    words = Text("没有这一对象，或者无权知悉", "no such thing, or none that you may know of")
    return NotFound(words, code=Code.NOT_FOUND, path=(field,))
''',
    "api/graphql/enquiries/__init__.py": '''\
"""Enquiries (咨询)."""
''',
    "api/graphql/enquiries/lens.py": '''\
"""Enquiries (咨询)."""

from api.graphql.lens.citations import Rule
from api.graphql.lens.registration import Lens, Node, column, computed, lens
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.terms import publish
from graph.law import articles
from graph.law.workflows import EnquiryState
from graph.schema.nodes import ENQUIRY

publish(EnquiryState, "State of an enquiry (咨询状态).")


@lens(ENQUIRY, "An enquiry about an entry (咨询). Seen by its parties.")
class Enquiry(Lens, Node):
    """An enquiry."""

    words: str = column("What is asked (咨询内容).")
    asked_at: DateTime = column("Asked at (提出时间).")
    due_on: Date | None = column("Due date of the answer (法定期限).")
    result: str | None = column("The answer (答复).")

    @computed("state")
    def state(state: str) -> EnquiryState:  # noqa: N805
        """State (状态)."""
        return EnquiryState[state]

    @computed("due_rule", published=Rule)
    def due_rule(due_rule: str) -> articles.Rule:  # noqa: N805
        """The article that sets the due date (期限依据)."""
        return articles.rule(due_rule)
''',
    "api/graphql/enquiries/mutations.py": '''\
"""Enquiries: ask, answer."""

import strawberry

from api.graphql.enquiries.lens import Enquiry
from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from graph.schema.nodes import ENQUIRY
from graph.store.edges import by_id
from graph.subjects.enquiries import desk


@strawberry.input(description="An enquiry (咨询).")
class AskAboutEntryInput(Repeatable):
    """An enquiry."""

    entry: strawberry.ID = strawberry.field(description="Global id of the entry.")
    words: str = strawberry.field(description="What is asked (咨询内容).")


@strawberry.input(description="The answer to an enquiry (答复).")
class AnswerEnquiryInput(Repeatable):
    """The answer to an enquiry."""

    enquiry: strawberry.ID = strawberry.field(description="Global id of the enquiry.")
    words: str = strawberry.field(description="The answer (答复).")


@strawberry.type
class EnquiryMutation:
    """Acts on enquiries."""

    @act
    async def ask_about_entry(
        self,
        info: strawberry.Info,
        input: Input[AskAboutEntryInput],  # noqa: A002 - Relay's word
    ) -> Enquiry:
        """Ask the provider of an entry (提出咨询)."""
        context, entry = info.context, identity_of("Resource", str(input.entry), "entry")
        asked = await desk.ask(
            context.backend.store, context.view, context.actor, entry, input.words, key=input.idempotency_key
        )
        return await _read(info, asked)

    @act
    async def answer_enquiry(
        self,
        info: strawberry.Info,
        input: Input[AnswerEnquiryInput],  # noqa: A002
    ) -> Enquiry:
        """Answer an enquiry (答复咨询)."""
        context, enquiry = info.context, identity_of("Enquiry", str(input.enquiry), "enquiry")
        answered = await desk.answer(
            context.backend.store, context.view, context.actor, enquiry, input.words, key=input.idempotency_key
        )
        return await _read(info, answered)


async def _read(info: strawberry.Info, identity: str) -> Enquiry:
    (row,) = await by_id(ENQUIRY)(info.context.view, [identity])
    found: Enquiry = Enquiry.of(row)  # type: ignore[assignment] # whoever acts on it is one of its parties
    return found
''',
}
"""What is its own: its folder in the graph, and the mirror of it in GraphQL."""

SHARED = (
    Edit(
        "graph/law/workflows.py",
        "OBJECTION: Final = Workflow(",
        '''\
@unique
class EnquiryState(ClosedList):
    """State of an enquiry (咨询)."""

    ASKED = "待答复"
    ANSWERED = "已答复"


@unique
class EnquiryEvent(ClosedList):
    """What happens to an enquiry."""

    ASK = "提出咨询"
    ANSWER = "答复咨询"


ENQUIRY: Final = Workflow(
    "enquiry",
    Text("咨询", "enquiry"),
    EnquiryState,
    EnquiryEvent,
    frozenset({EnquiryState.ASKED}),
    frozenset(),
)
OBJECTION: Final = Workflow(''',
        instead=True,
    ),
    Edit(
        "graph/law/workflows.py",
        "from collections.abc import Mapping",
        "from enum import unique",
    ),
    Edit(
        "graph/law/workflows.py",
        "from graph.law.workflow import DAYS, IN_TIME, Condition, Side, Told, Workflow, reached",
        "from graph.words.closed_list import ClosedList",
    ),
    Edit(
        "graph/law/workflows.py",
        _WORKFLOWS,
        _WORKFLOWS.replace("*DUTIES", "*DUTIES, ENQUIRY"),
        instead=True,
    ),
    Edit(
        "graph/law/cities/wuhu.py",
        '        LICENSE.id: life_of_licenses("WHL-9"),',
        """\
        ENQUIRY.id: Cell(
            (
                Step(
                    None, EnquiryEvent.ASK, frozenset({PostKind.APPLICANT}), Side.APPLICANT, (),
                    Within(3, handed_in=True), EnquiryState.ASKED, ("WH-13",),
                ),
                Step(
                    EnquiryState.ASKED, EnquiryEvent.ANSWER, frozenset({PostKind.PROVIDER_OFFICER}), Side.PROVIDER, (),
                    Span.AT_REST, EnquiryState.ANSWERED, ("WH-13",),
                ),
            ),
            ("WH-13",),
        ),""",
    ),
    Edit(
        "graph/law/cities/wuhu.py",
        f"from graph.law.workflows import {_OF_WUHU}",
        "from graph.law.workflow import Step, Within\n"
        f"from graph.law.workflows import ENQUIRY, {_OF_WUHU}, EnquiryEvent, EnquiryState",
        instead=True,
    ),
    Edit(
        "graph/schema/nodes.py",
        "NOTICE = Shape(",
        """\
ENQUIRY = Shape(
    "Enquiry",
    Text("咨询", "enquiry"),
    (
        Column("id", unique=True), Column("onId", refers="Resource", indexed=True), Column("words"),
        Column("askedAt", Type.MOMENT), Column("answersId", refers="Department"), Column("policyId", refers="Policy"),
        Column("state"), Column("dueOn", Type.DATE), Column("dueRule"), Column("result"),
        Column("parties", Type.TEXTS, hidden=True), Column("moving", Type.BOOLEAN, hidden=True),
    ),
    _EXCHANGE,
)
NOTICE = Shape(""",
        instead=True,
    ),
    Edit(
        "graph/schema/nodes.py",
        "from graph.schema import told, ways",
        "from graph.schema.columns import Column, Type",
    ),
    Edit(
        "graph/schema/nodes.py",
        "    LICENSE_TYPE, LICENSE_GRANT, LICENSE, LICENSE_DRAFT, HOLDER, OBJECTION, FORGERY_CASE, NOTICE,",
        "    LICENSE_TYPE, LICENSE_GRANT, LICENSE, LICENSE_DRAFT, HOLDER, OBJECTION, FORGERY_CASE, ENQUIRY, NOTICE,",
        instead=True,
    ),
    Edit(
        "api/graphql/schema.py",
        "from api.graphql.entries.queries import EntryQuery",
        "from api.graphql.enquiries.mutations import EnquiryMutation\n"
        "from api.graphql.entries.queries import EntryQuery",
        instead=True,
    ),
    Edit(
        "api/graphql/schema.py",
        "    ForgeryMutation,",
        "    EnquiryMutation,",
    ),
)
"""What is written into modules that others share."""

ORDER = '    "forgeries", "objections", "people",'
NEIGHBOURS = (
    '    "node : duties : elements : entries : exchange : finding : forgeries : granting : importing : installation : '
    'law : licensing : lineage : notices : objections : organisation : people : sharing : sources : waiting",'
)
CONFIGURED = (
    Edit("pyproject.toml", ORDER, ORDER.replace('"people",', '"people",\n    "enquiries",'), instead=True),
    Edit(
        "pyproject.toml",
        NEIGHBOURS,
        NEIGHBOURS.replace("node : ", "node : enquiries : "),
        instead=True,
    ),
    Edit(
        "pyproject.toml",
        "# 7. No circles, but the one of GraphQL types.",
        """\
[[tool.importlinter.contracts]]
name = "Of GraphQL only enquiries reaches graph.subjects.enquiries"
type = "protected"
protected_modules = ["graph.subjects.enquiries"]
allowed_importers = ["api.graphql.enquiries", "graph", "licenses", "seed", "api.service", "api.command"]

# 7. No circles, but the one of GraphQL types.""",
        instead=True,
    ),
)
"""The lists of the linter of imports, which are configuration: its place among the subjects, here and in GraphQL."""

DECLARED = """
from api.graphql.schema import schema
from graph.law.checking import check_rows
from graph.law.policies import policy
from graph.law.workflows import ENQUIRY
from graph.schema.migrations import BESIDES

check_rows()
assert [step.days for step in policy("WH").table(ENQUIRY).value] == [3, None]
assert policy("CZ").table(ENQUIRY) is None
published = schema.as_str()
for said in ("askAboutEntry(", "answerEnquiry(", "type Enquiry implements Node", "enum EnquiryState"):
    assert said in published, said
assert (("Enquiry", "id") in BESIDES.unique, ("Enquiry", "onId") in BESIDES.indexed) == (True, True)
"""
"""The table holds, the schema publishes it, and a store will know its identity."""

RUN = """
import asyncio
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from builders import office
from builders.office import BORN, MARRIED, NEEDY, NOW, Office, answered, gid, who
from builders.processes import SHORT_LIVED

from api.graphql.backend import Backend
from api.process.settings import load
from api.service.opening import Service
from graph.store.engine import Place, open_store
from graph.store.errors import StoreError
from graph.store.migrating import migrate
from graph.store.personal import PersonalData

SHOWN = "enquiry { id state dueOn result dueRule { id } } errors { code path value limit rules { id } }"
ASK = "mutation ($entry: ID!, $key: String) { askAboutEntry(input: {entry: $entry, words: \\"口径\\", "
ASK += "idempotencyKey: $key}) { %s } }" % SHOWN
ANSWER = "mutation ($enquiry: ID!, $key: String) { answerEnquiry(input: {enquiry: $enquiry, words: \\"按户籍\\", "
ANSWER += "idempotencyKey: $key}) { %s } }" % SHOWN
KEPT = (
    "MATCH (e:Enquiry) WITH collect(e.state) AS states MATCH (j:Journal) WHERE j.act ENDS WITH '_ENQUIRY' "
    "WITH states, j ORDER BY j.act RETURN [states, collect([j.act, j.subject, j.rules])]"
)


async def main(folder, home):
    personal = PersonalData(bytes(32))
    async with open_store(Place(folder, heap="256m", java=SHORT_LIVED)) as store:
        await migrate(store)
        await office.furnish(store, personal)
        backend = Backend(store, personal, None, None, office.PUBLIC_URL, True, 1_000_000, None)
        desk = Office(Service(load(home=home, public_url=office.PUBLIC_URL), backend, lambda: NOW), {})
        user, provider, issuer = who("applicant"), who("provider"), who("issuer")

        async def ask(entry, identity, key=None):
            return answered(await desk.ask(ASK, identity, entry=gid("Resource", entry), key=key))

        asked = await ask(MARRIED, user, "once")
        due = {"dueOn": "2026-03-05", "dueRule": {"id": "WH-13"}}  # three working days after Monday, 2 March
        assert asked == {"id": asked["id"], "state": "ASKED", "result": None, **due}, asked
        assert await ask(MARRIED, user, "once") == asked
        refused = await ask(MARRIED, provider)
        assert (refused["code"], refused["path"], refused["rules"]) == ("ANOTHER_POST", ["entry"], [{"id": "WH-13"}])

        async def answer(identity, key=None):
            return answered(await desk.ask(ANSWER, identity, enquiry=asked["id"], key=key))

        refused = await answer(issuer)
        assert (refused["code"], refused["value"], refused["limit"], refused["rules"]) == (
            "ANOTHER_POST", "PROVIDER_OFFICER", office.CIVIL, [{"id": "WH-13"}]
        ), refused
        done = {"id": asked["id"], "state": "ANSWERED", "result": "按户籍", **due}
        assert await answer(provider, "first") == done
        assert await answer(provider, "first") == done
        refused = await answer(provider)
        assert (refused["code"], refused["value"], refused["rules"]) == (
            "NO_SUCH_MOVE", "ANSWERED", [{"id": "WH-13"}]
        ), refused
        deeds = [["ANSWER_ENQUIRY", "provider", ["WH-13"]], ["ASK_ENQUIRY", "applicant", ["WH-13"]]]
        assert await store.read(KEPT) == [["ANSWERED"], deeds]

        async def twice(unit):
            await unit.run("MATCH (e:Enquiry) WITH e.id AS id CREATE (:Enquiry {id: id})")

        try:
            await store.write(twice)
        except StoreError:
            pass
        else:
            raise AssertionError("two enquiries of one id")


asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
"""
"""It is asked, answered within its term, refused to a wrong post and a second time, and done once under a key."""
