"""Attesting (出具凭证): statement → number → pages → seal → register, the same for every kind.

1. Everything that can be refused is refused before a number is taken: the purpose (`written`), a register that nobody
   runs, a seal or a clock that is not there.
2. The number is taken in a transaction of its own, for it stands on the page.
3. Drawing and sealing are processor work on picklable values (`making.make`); they run in worker processes.
4. A second transaction enters the digest of the file, and the journal's line. Only then is the file handed out: what
   somebody holds, the register knows. Where that is not reached, the number stays taken, and nothing has it.
5. The file is not kept. By its digest the register knows it again, and who has lost his asks anew; a copy here would be
   one more place where it stands who asked about whom, and for what.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import Conflict, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Unit
from graph.store.files import digest_of
from graph.subjects.attestations import memory
from graph.subjects.attestations.memory import Registrar
from graph.words.attestations import AttestationName, AttestationRecord
from graph.words.china_time import china_time
from graph.words.periods import holds_on
from licenses.attestations.making import Job, make
from licenses.attestations.statement import Statement
from licenses.paper.attestation import Attestation
from licenses.register.workshop import Workshop, made_by


@dataclass(frozen=True, slots=True)
class Issued:
    """An attestation that may be handed out."""

    number: str
    file: bytes


async def attest(workshop: Workshop, registrar: str, statement: Statement, actor: Actor) -> Issued:
    """Number a statement, seal it, enter it.

    Args:
        workshop: What issuing works with.
        registrar: USCC of the department that runs the register; empty where none is set.
        statement: What is attested.
        actor: Who asks, and when.

    Raises:
        Conflict: `NO_REGISTRAR`, nobody runs the register; `NO_SEAL`, `SEAL_REVOKED` or `NO_TIMESTAMP_SERVICE`.
        TimestampUnavailable: No trusted time; the number stays taken.
        StoreError: It could not be entered, or nobody knows whether it was; nothing is handed out.
    """
    office = await _registrar(workshop, registrar, actor)
    sealer = workshop.seals.attester(office.name, registrar, actor.now)
    timestamper = workshop.seals.timestamper(actor.now)
    async with workshop.numbering:
        name = await memory.take_number(workshop.store, statement.kind, registrar, actor.now)
    said = Attestation(
        kind=name.kind,
        number=name.number,
        issuer_name=office.name,
        issuer_code=registrar,
        made_at=china_time(actor.now).replace(microsecond=0),
        demonstration=workshop.demonstration,
        about=statement.about,
        outcome=statement.outcome,
        said=statement.said,
    )
    job = Job(said, statement.sheet, office.division, sealer, timestamper)
    file = await made_by(workshop.workers, make, job)
    await _enter(workshop, name, said, file, actor)
    return Issued(name.number, file)


async def _registrar(workshop: Workshop, code: str, actor: Actor) -> Registrar:
    found = await memory.registrar_of(workshop.store, code) if code else None
    if found is not None and holds_on(actor.today, None, found.valid_until):
        return found
    raise Conflict(
        Text(
            "没有设置登记簿的管理机构（ZHENGTU_REGISTRAR），或该机构不存在，不能出具凭证",
            "no department that exists is set to run the register (ZHENGTU_REGISTRAR); nothing can be attested",
        ),
        code=Code.NO_REGISTRAR,
        path=("registrar",),
        value=code or None,
    )


async def _enter(workshop: Workshop, name: AttestationName, said: Attestation, file: bytes, actor: Actor) -> None:
    subject = actor.principal.subject
    record = AttestationRecord(
        name=name,
        made_at=said.made_at,
        digest=digest_of(file),
        about=said.subject,
        outcome=said.outcome,
        asker=workshop.personal.lookup(f"asker {actor.principal.role.name} {subject}") if subject else "",
    )

    async def work(unit: Unit) -> None:
        await memory.enter(unit, record)
        await journal.record(unit, actor.deed(f"ISSUE_{name.kind.name}", name.identity, (), record.digest))

    await workshop.store.write(work)
