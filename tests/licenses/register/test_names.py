"""A code has one name at a time: what contradicts the register is told at every step, a change of name is carried out.

Real is everything that decides and writes, on both stores; where no file is asked for, a worker hands it back undrawn.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import drafted, office
from builders.batched import numbered
from builders.office import ALICE, NAMES, NOW
from builders.races import Ready

from graph.errors import Conflict
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.licensing.naming import FormerName
from graph.words.licensing import Holder, IssueOrder
from licenses.register import drafting
from licenses.register.archive import FolderArchive
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

NEW = "陈一帆"
WRONG = "李二宁"


def ordered(number: int, name: str = NAMES[ALICE], former: str = "", code: str = ALICE) -> IssueOrder:
    face = {"KZ_XM": name, "KZ_DJRQ": "2026-03-01"}
    return office.order(number=numbered(number), holders=(Holder.known_by(name, code, "111", former),), face=face)


@pytest.fixture
async def workshop(store: Store, personal: PersonalData, tmp_path: Path) -> Workshop:
    await office.furnish(store, personal)
    authority = DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    archive = FolderArchive(tmp_path / "archive")
    return Workshop(store, personal, archive, authority, Ready(), office.PUBLIC_URL, demonstration=True)


async def called(workshop: Workshop, code: str = ALICE) -> tuple[str, list[str], list[str]]:
    """What the register calls somebody, what he was called, and what his licences call him, the oldest first."""
    row = await workshop.store.read(
        "MATCH (h:Holder {codeHash: $hash}) RETURN [h.id, h.keyCipher, h.nameCipher, coalesce(h.formerNames, []), "
        "COLLECT { MATCH (h)<-[e:HELD_BY]-(l:License) RETURN coalesce(e.nameCipher, h.nameCipher) "
        "ORDER BY l.sealedAt, l.identifier }]",
        hash=workshop.personal.lookup(code),
    )
    key = workshop.personal.unwrap(row[1], f"Holder {row[0]}")
    former = [key.decrypt(FormerName.parse(line).name, "Holder.name") for line in row[3]]
    return key.decrypt(row[2], "Holder.name"), former, [key.decrypt(each, "Holder.name") for each in row[4]]


async def refused(doing: Any) -> Conflict:
    with pytest.raises(Conflict) as caught:
        await doing
    assert caught.value.code is Code.HOLDER_NAMED_OTHERWISE
    assert caught.value.rules == ("WHL-10",)
    assert NAMES[ALICE] not in f"{caught.value.message.zh}{caught.value.message.en}"
    return caught.value


async def test_another_name_for_a_known_code_is_refused_with_its_cure(workshop: Workshop) -> None:
    await drafted.issue(workshop, ordered(1))
    told = await refused(drafted.issue(workshop, ordered(2, WRONG)))
    assert (told.path, told.value) == (("holders", "0", "name"), WRONG)
    assert "曾用名" in told.message.zh
    told = await refused(drafted.issue(workshop, ordered(2, WRONG, former="陈二凡")))
    assert (told.path, told.value) == (("holders", "0", "formerName"), "陈二凡")
    assert await called(workshop) == (NAMES[ALICE], [], [NAMES[ALICE]])


async def test_a_change_of_name_is_carried_out_and_earlier_licences_keep_theirs(workshop: Workshop) -> None:
    later = [NOW + timedelta(seconds=second) for second in range(6)]
    await drafted.issue(workshop, ordered(1))
    await workshop.store.write(lambda unit: unit.run("MATCH ()-[e:HELD_BY]->() SET e.nameCipher = null"))
    draft = await drafted.reviewed(workshop, ordered(2, NEW, former=NAMES[ALICE]), later[1])
    assert await called(workshop) == (NAMES[ALICE], [], [NAMES[ALICE]])  # until that is issued
    await drafting.issue(workshop, drafted.seen(workshop), await drafted.actor_of(workshop, "issuer", later[1]), draft)
    assert await called(workshop) == (NEW, [NAMES[ALICE]], [NAMES[ALICE], NEW])
    await drafted.issue(workshop, ordered(3, NEW), later[2])
    await drafted.issue(workshop, ordered(4, NEW, former=NAMES[ALICE]), later[3])
    await refused(drafted.issue(workshop, ordered(5), later[4]))
    await drafted.issue(workshop, ordered(5, former=NEW), later[5])
    back = [NAMES[ALICE], NEW, NEW, NEW, NAMES[ALICE]]
    assert await called(workshop) == (NAMES[ALICE], [NAMES[ALICE], NEW], back)
