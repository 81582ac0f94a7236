"""Seals the thousand licences of the demonstration, through the use case by which an issuer issues one.

- In the order of their issue: a demonstration's certificates and revocation lists follow the time they are told.
- Sealed on the day of issue; what is older than WHL (2020-07-22) was paper then, and is sealed when WHL came into force
  by the authority that answers for it now (WHL-11); where that had no right yet on the printed day, it is left out.
- An interrupted load is taken up again: what the register knows already is passed over.
- One sealed file of each type is also put into `samples/`, to try out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from graph.codes.identifier import build_identifier
from graph.law.policies import policy
from graph.law.scope import EVERYTHING, scope_of
from graph.office.actor import Actor
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.licensing import recording
from graph.subjects.licensing.rights import right_on
from graph.subjects.licensing.rules import status_of
from graph.subjects.people.desk import principal_of
from graph.words.china_time import CHINA
from graph.words.licensing import Entitlement, IssueOrder, LicenseState, LicenseStatus
from graph.words.people import Role
from licenses.register import issuing
from licenses.register.lifecycle import LicenseChange, change
from licenses.register.making import Job, make
from licenses.register.workshop import Workshop
from seed.plan import PlannedLicense, plan
from seed.portraits import portrait
from seed.sheets import sheet

BATCH = 24
"""Licences that are written in one transaction."""
HOUR = time(10, 0)
Progress = Callable[[int, int, str], None]
"""`progress(done, total, what)`."""
_CHANGES = {LicenseState.SUSPENDED: LicenseChange.SUSPEND, LicenseState.CANCELLED: LicenseChange.CANCEL}


@dataclass(frozen=True, slots=True)
class Due:
    """A planned licence with the authority and the moment that seal it."""

    planned: PlannedLicense
    issuer: str
    at: datetime

    @property
    def identifier(self) -> str:
        """The identifier that it will bear."""
        return self._identifier(self.planned.version)

    @property
    def replaces(self) -> str | None:
        """The identifier of the version before."""
        return self._identifier(self.planned.version - 1) if self.planned.version > 1 else None

    @property
    def earlier(self) -> Due:
        """The same as an earlier release has sealed it."""
        return replace(self, planned=replace(self.planned, serial=self.planned.running))

    def _identifier(self, version: int) -> str:
        return build_identifier(self.planned.type_code, self.issuer, self.planned.serial, version).text


async def load_licenses(workshop: Workshop, samples: Path, on: date, progress: Progress, count: int = 1000) -> int:
    """Issue what is not issued yet, bring about the planned states; return how many were issued now.

    Args:
        workshop: What issuing works with.
        samples: Folder for one file of each type.
        on: The day on which the demonstration begins.
        progress: Told after each batch.
        count: How many licences the demonstration has.
    """
    every, there = await _known(workshop, due(count, on))
    missing = [each for each in every if each.identifier not in there]
    await asyncio.to_thread(samples.mkdir, parents=True, exist_ok=True)
    line = _Line(workshop, samples, on)
    done = len(every) - len(missing)
    progress(done, len(every), "")
    for batch in _batches(missing):
        done += await line.take(batch)
        progress(done, len(every), "")
    progress(done + await line.finish(), len(every), "")
    await _bring_about(workshop, every)
    return len(missing)


class _Line:
    """Makes one batch while the one before is written, so that the workers never wait for the store."""

    def __init__(self, workshop: Workshop, samples: Path, on: date) -> None:
        self._workshop = workshop
        self._samples = samples
        self._on = on
        self._portraits: dict[str, asyncio.Future[bytes]] = {}
        self._made: _Made | None = None

    async def take(self, batch: Sequence[Due]) -> int:
        """Begin a batch, then write the one before; return how many were written."""
        done = 0
        if self._made is not None and self._replaces_made(batch):
            done = await self.finish()
        begun = await self._begin(batch)
        done += await self.finish()
        self._made = begun
        return done

    async def finish(self) -> int:
        """Write the batch that is made; return how many."""
        if self._made is None:
            return 0
        made, self._made = self._made, None
        files = list(zip(made.jobs, await asyncio.gather(*made.files), strict=True))
        await issuing.enter(self._workshop, files, made.actors)
        for each, (job, content) in zip(made.batch, files, strict=True):
            place = self._samples / f"{job.kind.name}.pdf"
            planned = each.planned
            status = status_of(planned.state, planned.valid_from, planned.valid_until, self._on)
            if status is LicenseStatus.IN_FORCE and not place.exists():
                _sample(place, content)
        return len(files)

    async def _begin(self, batch: Sequence[Due]) -> _Made:
        loop, workers = asyncio.get_running_loop(), self._workshop.workers
        for each in batch:
            seed = each.planned.photo_seed
            if seed and seed not in self._portraits:
                self._portraits[seed] = loop.run_in_executor(workers, portrait, seed)
        made = _Made(batch, [], [], [])
        for each in batch:
            actor = await _issuer(self._workshop, each.issuer, each.at)
            photo = await self._portraits[each.planned.photo_seed] if each.planned.photo_seed else None
            job = await issuing.prepare(self._workshop, _order(each, photo), actor, each.planned.serial)
            made.actors.append(actor)
            made.jobs.append(job)
            made.files.append(loop.run_in_executor(workers, make, job))
        return made

    def _replaces_made(self, batch: Sequence[Due]) -> bool:
        assert self._made is not None  # noqa: S101 - asked only then
        there = {each.identifier for each in self._made.batch}
        return any(each.replaces in there for each in batch)


@dataclass(frozen=True, slots=True)
class _Made:
    """A batch in the workers' hands."""

    batch: Sequence[Due]
    actors: list[Actor]
    jobs: list[Job]
    files: list[asyncio.Future[bytes]]


def due(count: int, on: date) -> list[Due]:
    """The planned licences in the order in which they are sealed."""
    law, successors = policy("WH").valid_from, {row["前身代码"]: row["后继代码"] for row in sheet("successions")}
    rights = _rights()
    found = []
    for planned in plan(count, on=on):
        late = planned.issued_on < law
        issuer = successors.get(planned.issuer, planned.issuer) if late else planned.issuer
        if right_on(rights[planned.type_code, issuer], planned.issued_on) is None:
            continue
        at = datetime.combine(max(planned.issued_on, law), HOUR, CHINA)
        found.append(Due(planned, issuer, at))
    return sorted(found, key=lambda each: (each.at, each.planned.running, each.planned.version))


def _rights() -> Mapping[tuple[str, str], list[Entitlement]]:
    """The rights of an authority to issue a type, one for each period."""
    found: dict[tuple[str, str], list[Entitlement]] = {}
    for row in sheet("issuers"):
        until = date.fromisoformat(row["止"]) if row["止"] else None
        right = Entitlement(row["类型代码"], row["颁发机构代码"], date.fromisoformat(row["起"]), until)
        found.setdefault((right.type_code, right.issuer), []).append(right)
    return found


async def _known(workshop: Workshop, every: Sequence[Due]) -> tuple[list[Due], frozenset[str]]:
    """What is due, under the serials that this store has of it, and which identifiers are there."""

    async def identifiers(unit: Unit) -> list[str]:
        return await recording.known_identifiers(
            unit, [each.identifier for one in every for each in (one, one.earlier)]
        )

    there = frozenset(await workshop.store.write(identifiers))
    begun = {one.planned.running for one in every if one.earlier.identifier in there}
    return [one.earlier if one.planned.running in begun else one for one in every], there


def _batches(missing: Iterable[Due]) -> Iterator[list[Due]]:
    """Batches in which no licence replaces another of the same batch."""
    batch: list[Due] = []
    for each in missing:
        if len(batch) == BATCH or any(each.replaces == other.identifier for other in batch):
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch


def _order(each: Due, photo: bytes | None) -> IssueOrder:
    planned = each.planned
    return IssueOrder(
        type_code=planned.type_code,
        issuer=each.issuer,
        holders=planned.holders,
        number=planned.number,
        issued_on=planned.issued_on,
        valid_from=planned.valid_from,
        valid_until=planned.valid_until,
        face=dict(planned.face),
        photo=photo,
        replaces=each.replaces,
        change_reason=planned.state_reason if each.replaces else "",
    )


def _sample(place: Path, content: bytes) -> None:
    """Keep the first file of a type that stays in force, for whoever wants to try one."""
    aside = place.with_suffix(".part")
    aside.write_bytes(content)
    aside.rename(place)


async def _issuer(workshop: Workshop, department: str, at: datetime) -> Actor:
    subject = next(
        row["人员标识"] for row in sheet("posts") if row["部门代码"] == department and row["岗位类型"] == "ISSUER"
    )
    return Actor(await principal_of(workshop.store, Role.STAFF, subject, at.date()), at)


async def _bring_about(workshop: Workshop, every: Sequence[Due]) -> None:
    """Suspend and cancel what the plan says, each on its day."""
    for each in every:
        wanted = _CHANGES.get(each.planned.state)
        if wanted is None or each.planned.state_on is None:
            continue
        at = max(each.at, datetime.combine(each.planned.state_on, HOUR, CHINA))
        found = await licensing_facts.license_named(View(workshop.store, EVERYTHING, at.date()), each.identifier)
        if found is None or found.state is not LicenseState.IN_FORCE:
            continue
        actor = await _issuer(workshop, each.issuer, at)
        view = View(workshop.store, scope_of(actor.principal, at.date()), at.date())
        await change(workshop.store, workshop.personal, view, actor, found.id, wanted, each.planned.state_reason)
