"""The beginning of a bureau's own store, and who administers it.

* A store is a demonstration or a bureau's, once and for good.
* A token that says "administrator" is not enough in a bureau's store: its subject has to be registered here. The first
  one registers himself with a one-time code, which the command prints where the store is set up.
* Of the code only the keyed hash is stored; it counts for seven days, once, and a newer one replaces it. Whoever asks
  again under the same idempotency key is told that he is registered.
* Whoever may run the command on the server may have another code, for a further administrator or in place of one that
  has lapsed.
* Administrators name each other, and dismiss each other; whoever is dismissed is none with his next request, because
  every request asks the store. The last one cannot be dismissed, nor himself: then nobody could name another.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.errors import Conflict, Forbidden, Malformed, NotFound, Text
from graph.law.access import Principal, require
from graph.law.acts import Act
from graph.law.policies import policy
from graph.office.actor import Actor
from graph.office.idempotency import keyed_request, once, write_under_key
from graph.office.published import without_ids
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.journal import Deed
from graph.store.personal import PersonalData
from graph.subjects.installation import administrators, memory
from graph.words.people import Role, spoken

LIFETIME = timedelta(days=7)
"""How long a code counts."""
MAY_CLAIM = frozenset({Role.ADMIN, Role.STAFF})
"""Roles of tokens whose subjects can register."""
MAX_SUBJECT = 256
"""Characters of a subject; as many as are taken of a token's."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: nothing looks like a digit, and no words arise."""
_MISREAD = str.maketrans("ILO", "110", "- ")
_GROUPS, _GROUP = 5, 5


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """What the first administrator registers with; shown once, stored nowhere."""

    text: str
    until: datetime


async def initialise(store: Store, personal: PersonalData, policy_id: str, actor: Actor) -> OneTimeCode:
    """Make an empty store that of a bureau under a policy; give the code for its administrator.

    Args:
        store: A migrated store.
        personal: Hashes the code.
        policy_id: The policy by which the bureau works.
        actor: Who sets it up; the journal names him.

    Raises:
        NotFound: `UNKNOWN_POLICY`.
        Conflict: `DEMONSTRATION`, `ALREADY_INITIALISED` or `STORE_NOT_EMPTY`.
    """
    row, code = policy(policy_id), _new_code(actor.now)

    async def work(unit: Unit) -> None:
        await memory.become_bureau(unit, row.id, actor.now.isoformat())
        await administrators.set_code(unit, _hashed(personal, code.text), code.until)
        await journal.record(unit, actor.deed("INITIALISE_STORE", "store", (), row.id))

    await store.write(work)
    return code


async def renew_code(store: Store, personal: PersonalData, policy_id: str, actor: Actor) -> OneTimeCode:
    """Give another one-time code for a store that is initialised.

    Raises:
        Conflict: `NOT_INITIALISED`; the store is not, or with another policy.
    """
    code, known = _new_code(actor.now), await memory.policy_of(store)
    if known != policy_id:
        raise Conflict(
            Text(
                f"该库没有按政策 {policy_id} 初始化" + (f"，而是 {known}" if known else ""),
                f"this store is not initialised with the policy {policy_id}" + (f" but with {known}" if known else ""),
            ),
            code=Code.NOT_INITIALISED,
            path=("policy",),
            value=policy_id,
        )

    async def work(unit: Unit) -> None:
        await administrators.set_code(unit, _hashed(personal, code.text), code.until)
        await journal.record(unit, actor.deed("RENEW_ADMINISTRATION_CODE", "store"))

    await store.write(work)
    return code


async def claim(
    store: Store, personal: PersonalData, code: str, role: Role, actor: Actor, *, key: str | None = None
) -> str:
    """Register the one who shows the code as an administrator, and use the code up; return the subject.

    Args:
        store: A bureau's store.
        personal: Hashes the code.
        code: As it was typed; dashes, blanks and case don't matter.
        role: As the token has it; unlike that of the principal it is nobody's right yet.
        actor: Who shows it.
        key: Idempotency key.

    Raises:
        Forbidden: `ROLE_REQUIRED`; the token names neither staff nor an administrator.
        Malformed: `CODE_REFUSED`; the code is not the one that is open, or it has lapsed; or `IDEMPOTENCY_KEY`.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
    """
    subject = actor.principal.subject
    if role not in MAY_CLAIM or not subject:
        raise Forbidden(
            Text("只有持有工作人员或管理员令牌的人可以登记为管理员", "only staff and administrators can register"),
            code=Code.ROLE_REQUIRED,
            value=role.name,
        )
    shown = _hashed(personal, code)
    asker = Actor(Principal(role, subject), actor.now)  # the principal's own role is another one once this is done
    request = keyed_request(asker, key, "CLAIM_ADMINISTRATION", shown)

    async def work(unit: Unit) -> str:
        known = await administrators.take_code(unit)
        right = hmac.compare_digest(shown.encode(), (known.hash or "-" * len(shown)).encode())
        if not right or known.until is None or known.until <= actor.now:
            raise _refused()
        await administrators.register(unit, subject, actor.now)
        await journal.record(unit, Deed("CLAIM_ADMINISTRATION", subject, subject, role.name, actor.now))
        return subject

    return await once(store, request, lambda: write_under_key(store, request, work))


async def appoint(store: Store, subject: str, actor: Actor, *, key: str | None = None) -> str:
    """Register somebody as an administrator; return the subject. His token has to name the role as well.

    Args:
        store: The graph.
        subject: As tokens name the person, or as the store has sealed that.
        actor: An administrator.
        key: Idempotency key.

    Raises:
        Forbidden: `ROLE_REQUIRED`; the actor administers nothing, or does not any more.
        Malformed: `SUBJECT_FORM` or `IDEMPOTENCY_KEY`.
        Conflict: `ADMINISTRATOR_ALREADY` or `IDEMPOTENCY_KEY_REUSED`.
    """
    require(actor.principal, Act.APPOINT_ADMINISTRATORS, None, actor.today)
    if not subject.strip() or subject != subject.strip() or not subject.isprintable() or len(subject) > MAX_SUBJECT:
        raise Malformed(
            Text(
                f"人员标识应为1至{MAX_SUBJECT}个可打印字符，与令牌中的 sub 完全一致，首尾没有空格",
                f"a subject has 1 to {MAX_SUBJECT} printable characters, exactly as the token's sub, without blanks",
            ),
            code=Code.SUBJECT_FORM,
            path=("subject",),
            value=without_ids(subject)[:40],
            limit=f"{MAX_SUBJECT} characters",
        )
    subject = store.subjects.kept(subject)
    request = keyed_request(actor, key, "APPOINT_ADMINISTRATOR", subject)

    async def work(unit: Unit) -> str:
        if subject in await _administering(unit, actor):
            raise Conflict(
                Text(f"{spoken(subject)} 已是管理员", f"{spoken(subject)} is an administrator already"),
                code=Code.ADMINISTRATOR_ALREADY,
                path=("subject",),
                value=spoken(subject),
            )
        await administrators.register(unit, subject, actor.now)
        await journal.record(unit, actor.deed("APPOINT_ADMINISTRATOR", subject))
        return subject

    return await once(store, request, lambda: write_under_key(store, request, work))


async def dismiss(store: Store, subject: str, actor: Actor, *, key: str | None = None) -> str:
    """Let somebody be no administrator any more; return the subject.

    Raises:
        Forbidden: `ROLE_REQUIRED`; the actor administers nothing, or does not any more.
        NotFound: `NO_ADMINISTRATOR`.
        Malformed: `IDEMPOTENCY_KEY`.
        Conflict: `LAST_ADMINISTRATOR` or `IDEMPOTENCY_KEY_REUSED`.
    """
    require(actor.principal, Act.APPOINT_ADMINISTRATORS, None, actor.today)
    subject = store.subjects.kept(subject)
    request = keyed_request(actor, key, "DISMISS_ADMINISTRATOR", subject)

    async def work(unit: Unit) -> str:
        known = await _administering(unit, actor)
        if subject not in known:
            raise NotFound(
                Text(f"{spoken(subject)[:40]} 不是管理员", f"{spoken(subject)[:40]} is no administrator"),
                code=Code.NO_ADMINISTRATOR,
                path=("subject",),
                value=spoken(subject)[:40],
            )
        if known == {subject}:
            raise Conflict(
                Text("不能免去最后一名管理员，请先任命另一人", "the last administrator stays; name another one first"),
                code=Code.LAST_ADMINISTRATOR,
                path=("subject",),
                value=spoken(subject),
            )
        await administrators.dismiss(unit, subject)
        await journal.record(unit, actor.deed("DISMISS_ADMINISTRATOR", subject))
        return subject

    return await once(store, request, lambda: write_under_key(store, request, work))


async def _administering(unit: Unit, actor: Actor) -> frozenset[str]:
    """Everybody who administers the store, and nobody else until the transaction ends.

    Raises:
        Forbidden: `ROLE_REQUIRED`; the actor was dismissed since his request came in.
    """
    known = await administrators.locked(unit)
    if not await administrators.still_accepted(unit, actor.principal.subject):
        raise Forbidden(
            Text("您已不再是管理员", "you are no administrator any more"),
            code=Code.ROLE_REQUIRED,
            value=actor.principal.role.name,
        )
    return known


def _new_code(now: datetime) -> OneTimeCode:
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return OneTimeCode("-".join(groups), now + LIFETIME)


def _hashed(personal: PersonalData, code: str) -> str:
    return personal.lookup("administration code " + code.upper().translate(_MISREAD))


def _refused() -> Malformed:
    return Malformed(
        Text(
            "验证码不正确、已使用或已过期；可在服务器上用 zhengtu init --new-code 重新取得",
            "the code is wrong, used up or lapsed; zhengtu init --new-code on the server gives another",
        ),
        code=Code.CODE_REFUSED,
        path=("code",),
    )
