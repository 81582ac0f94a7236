"""Erasing the personal data of a holder (清除个人信息): his key is destroyed, and with it all that it opened.

* Everything goes or nothing does, in one transaction with its line in the journal, which says who, when, why and on
  what basis. What the register has to keep it keeps: that somebody held this licence, its identifier, type, issuer,
  dates, state and the digest of its file. Whoever still has the file can have it verified as before, but for its face.
* What others have said of him goes too: the words of his objections and of those to his licences, reasons of changes.
* It needs a basis where a licence is relied upon, or may be again – in force, suspended, not yet valid –, where others
  hold one as well, for whom it becomes unreadable too, where one is being made for him, and for organisations, whose
  data are mostly public. Without a basis these are slips.
* A licence that is being made for him ends in the same transaction: it is a step of its case, and who is at work on it
  is told that it has moved. No department can hold that up, and none has to be there any more.
* Nobody can take it back. A backup that was made before has key and data: it ends with the term of the backups.
* Who holds a licence after he was erased is a new holder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import Conflict, LimitExceeded, Malformed, NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.licensing import erasure
from graph.subjects.licensing.draft_rows import OpenDraft
from graph.subjects.licensing.drafting import DraftMove, move_drafts
from graph.subjects.licensing.erasure import ErasableHolder
from graph.subjects.objections import memory as objections
from graph.words.license_drafts import DraftEvent
from licenses.register.drafting import deed_of, step_of, taken

GONE = "（个人信息已清除）"
"""What stands in the place of the words of an objection."""
MAX_WORDS = 500
"""Characters of the reason, and of the basis."""
_NAMED = 10
"""Licences that are being made, of those that a refusal names."""


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
    return _known(await erasure.erasable(store, personal.of_code(erasing.code), actor.now))


async def erase(store: Store, personal: PersonalData, actor: Actor, erasing: Erasing) -> ErasableHolder:
    """Erase a holder's personal data; return what has become unreadable.

    Raises:
        Malformed: `WORDS_REQUIRED`; it is not said why.
        LimitExceeded: `WORDS_TOO_LONG`.
        NotFound: `HOLDER_NOT_FOUND`; nobody has this code, or he is erased already.
        Conflict: `ERASURE_BASIS`; it needs a basis.
    """
    refuse_words(erasing)
    code_hash = personal.of_code(erasing.code)

    async def work(unit: Unit) -> ErasableHolder:
        holder = _known(await erasure.held_fast(unit, code_hash, actor.now))
        _refuse_slip(holder, erasing)
        said = "; ".join(each.strip() for each in (erasing.basis, erasing.why) if each.strip())
        return await _erased(unit, personal, actor, holder, words=personal.hidden(said, journal.WORDS))

    return await store.write(work)


async def erase_again(store: Store, personal: PersonalData, actor: Actor, erased: Mapping[str, str]) -> int:
    """Erase holders who were erased before, in a store that came back from a backup with them; say how many.

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
            await _erased(unit, personal, actor, holder, detail=at)

        await store.write(work)
        done += 1
    return done


async def _erased(
    unit: Unit, personal: PersonalData, actor: Actor, holder: ErasableHolder, *, detail: str = "", words: str = ""
) -> ErasableHolder:
    """Erase a holder who is held fast, with what is being made for him, and write it into the journal."""
    ended = [(each.found, step_of(each.found, actor, DraftEvent.ERASE)) for each in holder.drafts]
    await move_drafts(unit, personal, [DraftMove(each.draft, move, taken(actor, move)) for each, move in ended])
    gone = (personal.encrypt(GONE, objections.WORDS), personal.encrypt(GONE, objections.RESULT))
    await erasure.erase(unit, holder, actor.now, *gone)
    deed = actor.deed("ERASE_HOLDER", holder.id, detail=detail, words=words)
    await journal.record(unit, *(deed_of(actor, move, each.draft.id) for each, move in ended), deed)
    return holder


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
    reasons = why_basis(holder)
    if reasons and not erasing.basis.strip():
        raise Conflict(
            Text(
                f"须说明依据：{'；'.join(each.zh for each in reasons)}",
                f"name a basis: {'; '.join(each.en for each in reasons)}",
            ),
            code=Code.ERASURE_BASIS,
            path=("basis",),
            value=", ".join(each.id for each in holder.drafts[:_NAMED]) or None,
        )


def why_basis(holder: ErasableHolder) -> tuple[Text, ...]:
    """Why erasing a holder needs a basis; empty = it needs none."""
    alive, shared = len(holder.alive), len(holder.shared)
    reasons = (
        Text(f"{alive}份证照仍有效或可能恢复", f"{alive} licences are in force, or may be again") if alive else None,
        Text(f"{shared}份证照另有持证主体", f"{shared} licences have other holders, too") if shared else None,
        _being_made(holder.drafts) if holder.drafts else None,
        None if holder.person else Text("不是自然人", "it is no natural person"),
    )
    return tuple(each for each in reasons if each is not None)


def _being_made(drafts: Sequence[OpenDraft]) -> Text:
    """That licences are being made for somebody, which, and by whom they would be issued."""
    zh = "、".join(f"{each.issuer_name}的{each.id}" for each in drafts[:_NAMED])
    en = ", ".join(f"{each.id} of {each.found.draft.issuer}" for each in drafts[:_NAMED])
    zh, en = (f"{zh}等", f"{en} and more") if len(drafts) > _NAMED else (zh, en)
    return Text(
        f"{len(drafts)}份证照正在为其办理，将随之终止（{zh}）",
        f"{len(drafts)} licences are being made for this holder, and would end with it ({en})",
    )


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
