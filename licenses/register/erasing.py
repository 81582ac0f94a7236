"""Erasing the personal data of a holder (清除个人信息): his key is destroyed, and with it all that it opened.

* Everything goes or nothing does, in one transaction with its line in the journal, which says who, when, why and on
  what basis. What the register has to keep it keeps: that somebody held this licence, its identifier, type, issuer,
  dates, state and the digest of its file. Whoever still has the file can have it verified as before, but for its face.
* What others have said of him goes too: the words of his objections and of those to his licences, reasons of changes.
* It needs a basis where a licence is relied upon, or may be again – in force, suspended, not yet valid –, where others
  hold one as well, for whom it becomes unreadable too, and for organisations, whose data are mostly public. Without a
  basis these are slips.
* Nobody can take it back. A backup that was made before has key and data: it ends with the term of the backups.
* Who holds a licence after he was erased is a new holder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import Conflict, LimitExceeded, Malformed, NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.licensing import erasure
from graph.subjects.licensing.erasure import ErasableHolder
from graph.subjects.objections import memory as objections

GONE = "（个人信息已清除）"
"""What stands in the place of the words of an objection."""
MAX_WORDS = 500
"""Characters of the reason, and of the basis."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """Whose data are to be erased, and why."""

    code: str = field(repr=False)
    """Citizen ID number, USCC or the number of another document."""
    why: str
    basis: str = ""
    """Law, decision or consent on which it rests (个人信息保护法第四十七条 …); empty = none is named."""


async def foreseen(store: Store, personal: PersonalData, actor: Actor, erasing: Erasing) -> ErasableHolder:
    """What would become unreadable; nothing is written.

    Raises:
        Refusal: As `erase`, but for a basis that is missing: that is what this is asked for.
    """
    refuse_words(erasing)
    return _known(await erasure.erasable(store, personal.lookup(erasing.code), actor.now))


async def erase(store: Store, personal: PersonalData, actor: Actor, erasing: Erasing) -> ErasableHolder:
    """Erase a holder's personal data; return what has become unreadable.

    Raises:
        Malformed: `WORDS_REQUIRED`; it is not said why.
        LimitExceeded: `WORDS_TOO_LONG`.
        NotFound: `HOLDER_NOT_FOUND`; nobody has this code, or he is erased already.
        Conflict: `ERASURE_BASIS`; it needs a basis. `CONDITION_MISSING`; a licence is being made for him.
    """
    refuse_words(erasing)
    code_hash = personal.lookup(erasing.code)

    async def work(unit: Unit) -> ErasableHolder:
        holder = _known(await erasure.held_fast(unit, code_hash, actor.now))
        _refuse_slip(holder, erasing)
        gone = (personal.encrypt(GONE, objections.WORDS), personal.encrypt(GONE, objections.RESULT))
        await erasure.erase(unit, holder, actor.now, *gone)
        said = "; ".join(each.strip() for each in (erasing.basis, erasing.why) if each.strip())
        await journal.record(unit, actor.deed("ERASE_HOLDER", holder.id, words=personal.hidden(said, journal.WORDS)))
        return holder

    return await store.write(work)


async def erase_again(store: Store, personal: PersonalData, actor: Actor, erased: Mapping[str, str]) -> int:
    """Erase holders who were erased before, in a store that came back from a backup with them; say how many.

    What was being made for one of them is taken back: by the time he was erased it was settled.

    Args:
        store: The store.
        personal: Its key.
        actor: Who brings it back, and when.
        erased: When each was erased, by id.
    """
    done = 0
    for identity, at in erased.items():
        code_hash = await erasure.hash_of_holder(store, identity)
        if code_hash is None:
            continue

        async def work(unit: Unit, code_hash: str = code_hash, at: str = at) -> None:
            holder = _known(await erasure.held_fast(unit, code_hash, actor.now))
            await erasure.forget_drafts(unit, code_hash)
            gone = (personal.encrypt(GONE, objections.WORDS), personal.encrypt(GONE, objections.RESULT))
            await erasure.erase(unit, holder, actor.now, *gone)
            await journal.record(unit, actor.deed("ERASE_HOLDER", holder.id, detail=at))

        await store.write(work)
        done += 1
    return done


def _known(holder: ErasableHolder | None) -> ErasableHolder:
    if holder is None:
        raise NotFound(
            Text("没有该代码的持证主体，或者已经清除", "nobody has this code, or is erased already"),
            code=Code.HOLDER_NOT_FOUND,
            path=("code",),
        )
    return holder


def _refuse_slip(holder: ErasableHolder, erasing: Erasing) -> None:
    """Refuse what is a slip unless a basis is named."""
    if holder.waiting:
        raise Conflict(
            Text(
                f"有{holder.waiting}份证照正在为其办理，请先签发或者撤回",
                f"{holder.waiting} licences are being made for this holder: have them issued or taken back first",
            ),
            code=Code.CONDITION_MISSING,
            path=("code",),
        )
    reasons = why_basis(holder)
    if reasons and not erasing.basis.strip():
        raise Conflict(
            Text(
                f"须说明依据：{'；'.join(each.zh for each in reasons)}",
                f"name a basis: {'; '.join(each.en for each in reasons)}",
            ),
            code=Code.ERASURE_BASIS,
            path=("basis",),
        )


def why_basis(holder: ErasableHolder) -> tuple[Text, ...]:
    """Why erasing a holder needs a basis; empty = it needs none."""
    alive, shared = len(holder.alive), len(holder.shared)
    reasons = (
        Text(f"{alive}份证照仍有效或可能恢复", f"{alive} licences are in force, or may be again") if alive else None,
        Text(f"{shared}份证照另有持证主体", f"{shared} licences have other holders, too") if shared else None,
        None if holder.person else Text("不是自然人", "it is no natural person"),
    )
    return tuple(each for each in reasons if each is not None)


def refuse_words(erasing: Erasing) -> None:
    """Refuse what is not said, or too long.

    Raises:
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    if not erasing.code.strip():
        raise Malformed(
            Text("请从标准输入给出持证主体代码", "give the holder's code on standard input"),
            code=Code.WORDS_REQUIRED,
            path=("code",),
        )
    if not erasing.why.strip():
        raise Malformed(Text("请说明原因", "say why"), code=Code.WORDS_REQUIRED, path=("why",))
    for name, words in (("why", erasing.why), ("basis", erasing.basis)):
        if len(words) > MAX_WORDS:
            raise LimitExceeded(
                Text(f"不超过{MAX_WORDS}个字符", f"it has at most {MAX_WORDS} characters"),
                code=Code.WORDS_TOO_LONG,
                path=(name,),
                limit=f"{MAX_WORDS} characters",
            )
