"""The life of a grant: its agreement handed in, its right withdrawn or given up, its data destroyed.

1. The grant is read through the asker's scope; one whose last day is past has ended, whatever was written.
2. The table of the row that it keeps decides (`cases.machine`), for the departments that answer today.
3. What is handed in is named by its SHA-256; why a right is withdrawn, and how data were destroyed, is said in words.
4. `cases.desk` writes: state, journal and notices together, under one key once. A right that is withdrawn is cut on the
   same day: the platform, and every list of who uses what, asks the grant itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, move
from graph.cases.wording import noted, stated
from graph.errors import NotFound, Text
from graph.law.policies import table_on
from graph.law.workflow import FactValue, Side
from graph.law.workflows import GRANT
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.sharing.grants import memory
from graph.subjects.sharing.grants.telling import notices_of
from graph.words.grants import GrantEvent, GrantStep, standing

_WORDS: Mapping[GrantEvent, str] = MappingProxyType(
    {
        GrantEvent.WITHDRAW: memory.ENDING,
        GrantEvent.NO_LONGER_NEEDED: memory.ENDING,
        GrantEvent.DESTROY_AND_RECORD: memory.DESTRUCTION,
    }
)
"""As what the words of a step are encrypted."""
_HAVE_TO_BE_SAID = frozenset({GrantEvent.WITHDRAW, GrantEvent.DESTROY_AND_RECORD})


@dataclass(frozen=True, slots=True)
class Said:
    """What is stated with a step."""

    words: str = ""
    """Why it is withdrawn or given up, how the data were destroyed."""
    digest: str | None = None
    """SHA-256 of the signed agreement."""


async def move_grant(
    store: Store,
    personal: PersonalData,
    view: View,
    actor: Actor,
    identity: str,
    event: GrantEvent,
    said: Said,
    *,
    key: str | None = None,
) -> str:
    """Take a step of a grant; say its id.

    Raises:
        NotFound: `NOT_FOUND`.
        Malformed: `WORDS_REQUIRED`.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        NoPolicy: `NO_POLICY`; no policy binds the provider.
    """

    async def decide() -> Decided:
        found = await memory.grant_of(view, identity, actor.today)
        if found is None:
            raise _not_found(identity)
        words = stated(said.words) if event in _HAVE_TO_BE_SAID else noted(said.words)
        table = table_on(found.policy, GRANT, found.kept_on or actor.today)
        state = standing(found.stored, found.valid_until, actor.today)
        ours = frozenset({found.answering} if found.answering else ())
        facts: dict[str, FactValue] = {
            "security_agreement_asked": found.agreement_asked,
            "security_agreement_filed": said.digest is not None,
            "used_against_the_rules": event is GrantEvent.WITHDRAW,
        }
        case = Case(state, departments={Side.APPLICANT: found.users, Side.PROVIDER: ours})
        decided = move(table, case, event, actor.principal, facts, actor.now, path=("grant",))
        step = GrantStep(actor.now, event, actor.principal.subject)
        hidden = personal.hidden(words, _WORDS[event]) if words and event in _WORDS else None

        async def write(unit: Unit) -> None:
            await memory.settle(unit, found, decided, step, digest=said.digest, words=hidden)

        deeds = [actor.deed(f"{event.name}_GRANT", identity, decided.rules, decided.state.name)]
        return Decided(identity, write, deeds, notices_of(found, decided, table, actor.now))

    asked = (f"{event.name}_GRANT", identity, said.words, said.digest)
    return await carry_out(store, actor, asked, decide, key)


def _not_found(identity: str) -> NotFound:
    return NotFound(
        Text("没有这一授权，或者无权知悉", "there is no such grant, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=("grant",),
        value=identity[:64],
    )
