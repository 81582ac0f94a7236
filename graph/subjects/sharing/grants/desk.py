"""The life of a grant: its agreement, its data published or passed on, its right withdrawn or given up, destroyed.

1. The grant is read through the asker's scope; one whose last day is past has ended, whatever was written.
2. The table of the row that it keeps decides (`cases.machine`), for the departments that answer today.
3. The signed agreement is kept, encrypted, before its grant knows of it (`agreement`).
4. Why a right is withdrawn, and how data were destroyed, is said in words.
5. Data are published or passed on with the provider's consent, named by its document, which is no older than the grant;
   to whom and what for is kept.
6. `cases.desk` writes: state, journal and notices together, under one key once. A right that is withdrawn is cut on the
   same day: the platform, and every list of who uses what, asks the grant itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from graph.cases.desk import Decided, Office, carry_out
from graph.cases.documents import NOT_BEFORE_GRANT, document_number, refuse_older
from graph.cases.files import KeptFile
from graph.cases.machine import Case, move
from graph.cases.wording import noted, stated
from graph.errors import NotFound, Text
from graph.law.policies import table_on
from graph.law.workflow import FactValue, Side
from graph.law.workflows import GRANT
from graph.refusal_codes import Code
from graph.store.engine import Unit
from graph.subjects.people.whose import told_whose
from graph.subjects.sharing.grants import memory
from graph.subjects.sharing.grants.telling import notices_of
from graph.words.grants import Disclosure, GrantEvent, GrantStep, standing

_WORDS: Mapping[GrantEvent, str] = MappingProxyType(
    {
        GrantEvent.WITHDRAW: memory.ENDING,
        GrantEvent.NO_LONGER_NEEDED: memory.ENDING,
        GrantEvent.DESTROY_AND_RECORD: memory.DESTRUCTION,
    }
)
"""As what the words of a step are encrypted."""
_DISCLOSING = frozenset({GrantEvent.ASK_TO_PUBLISH, GrantEvent.PASS_ON})
_HAVE_TO_BE_SAID = frozenset({GrantEvent.WITHDRAW, GrantEvent.DESTROY_AND_RECORD, *_DISCLOSING})


@dataclass(frozen=True, slots=True)
class Said:
    """What is stated with a step."""

    words: str = ""
    """Why it is withdrawn or given up, how the data were destroyed, what is published or passed on and what for."""
    agreement: KeptFile | None = None
    """The signed agreement, as it is kept."""
    recipient: str = ""
    """To whom the data are passed on."""
    document_number: str = ""
    """Of the document in which the provider consents."""
    document_on: date | None = None


async def move_grant(
    office: Office,
    identity: str,
    event: GrantEvent,
    said: Said,
    *,
    keep: Callable[[], Awaitable[None]] | None = None,
) -> str:
    """Take a step of a grant; say its id.

    Args:
        office: Where it is done, by whom, and what he sees.
        identity: Id of the grant.
        event: The step.
        said: What is stated with it.
        keep: Keeps the file that comes with it, once the step is decided and before it is written.

    Raises:
        NotFound: `NOT_FOUND`.
        Malformed: `WORDS_REQUIRED`; `DATE` or `CITIZEN_ID_PUBLISHED`, of the document.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        NoPolicy: `NO_POLICY`; no policy binds the provider.
    """
    actor, personal = office.actor, office.personal

    async def decide() -> Decided:
        found = await memory.grant_of(office.view, identity, actor.today)
        if found is None:
            raise _not_found(identity)
        words = stated(said.words) if event in _HAVE_TO_BE_SAID else noted(said.words)
        recipient = stated(said.recipient, "recipient") if event is GrantEvent.PASS_ON else ""
        number = document_number(said.document_number, said.document_on, actor.today)
        refuse_older(said.document_on, found.valid_from, NOT_BEFORE_GRANT)
        table = table_on(found.policy, GRANT, found.kept_on or actor.today)
        state = standing(found.stored, found.valid_until, actor.today)
        ours = frozenset({found.answering} if found.answering else ())
        facts: dict[str, FactValue] = {
            "security_agreement_asked": found.agreement_asked,
            "security_agreement_filed": said.agreement is not None,
            "used_against_the_rules": event is GrantEvent.WITHDRAW,
            "provider_consents": bool(number) and said.document_on is not None,
            # Whoever else gets them, it is for his purposes.
            "within_own_duties": event is not GrantEvent.PASS_ON,
        }
        case = Case(state, departments={Side.APPLICANT: found.users, Side.PROVIDER: ours})
        async with told_whose(office.store, actor.today):
            decided = move(table, case, event, actor.principal, facts, actor.now, path=("grant",))
        if keep is not None:
            await keep()
        step = GrantStep(actor.now, event, actor.principal.subject)
        hidden = personal.hidden(words, _WORDS[event]) if words and event in _WORDS else None
        disclosed = None
        if event in _DISCLOSING and said.document_on is not None:
            to, what = personal.hidden(recipient, memory.RECIPIENT), personal.hidden(words, memory.DISCLOSED)
            disclosed = Disclosure(actor.now, event, said.document_on, to, what, number)

        async def write(unit: Unit) -> None:
            await memory.settle(
                unit, found, decided, step, agreement=said.agreement, words=hidden, disclosure=disclosed
            )

        deeds = [actor.deed(f"{event.name}_GRANT", identity, decided.rules, decided.state.name)]
        return Decided(identity, write, deeds, notices_of(found, decided, table, actor.now))

    asked: tuple[object, ...] = (f"{event.name}_GRANT", identity, said.words, said.agreement and said.agreement.digest)
    if event in _DISCLOSING:
        asked = (*asked, said.recipient, said.document_number, str(said.document_on))
    return await carry_out(office.store, actor, asked, decide, office.key)


def _not_found(identity: str) -> NotFound:
    return NotFound(
        Text("没有这一授权，或者无权知悉", "there is no such grant, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=("grant",),
        value=identity[:64],
    )
