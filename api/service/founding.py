"""Founding a bureau's own installation: an empty store under a policy, its folders, and the administrator's code."""

import os
import pwd
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from api.process.settings import Settings
from api.service.seals import seals_of
from api.service.storage import open_migrated, personal_data
from graph.errors import Text
from graph.law.access import Principal
from graph.law.policies import POLICIES
from graph.office.actor import Actor
from graph.office.published import without_ids
from graph.store.engine import Claim
from graph.store.files import make_folder
from graph.subjects.installation import desk as installation_desk
from graph.subjects.installation import memory as installation_memory
from graph.subjects.installation.desk import OneTimeCode
from graph.words.china_time import china_time
from graph.words.people import Role

PRIVATE, OPEN = 0o700, 0o755


@dataclass(frozen=True, slots=True)
class Founded:
    """What came of it."""

    policy: str
    home: Path
    code: OneTimeCode
    missing: tuple[Text, ...]
    """What the bureau still has to bring, each with what it is for."""

    def to_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "home": str(self.home),
            "policy": self.policy,
            "code": self.code.text,
            "validUntil": china_time(self.code.until).isoformat(),
            "missing": [{"zh": each.zh, "en": each.en} for each in self.missing],
        }


async def found(settings: Settings, policy_id: str, now: datetime, *, new_code: bool) -> Founded:
    """Make an empty store that of a bureau; or, for one that is, give another code.

    Args:
        settings: Where everything is.
        policy_id: The policy by which the bureau works.
        now: The present.
        new_code: Only another code.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: It is a demonstration, initialised already, or, for another code, not initialised.
    """
    actor = operator("init", now)
    async with open_migrated(settings, Claim.EITHER) as store:
        if not new_code:
            await installation_memory.refuse_founding(store)
        _make_folders(settings)
        personal = await personal_data(settings, store)
        deed = installation_desk.renew_code if new_code else installation_desk.initialise
        code = await deed(store, personal, policy_id, actor)
    return Founded(policy_id, settings.home.resolve(), code, tuple(_missing(settings, policy_id)))


def operator(command: str, now: datetime) -> Actor:
    """Who runs a command on the server: an administrator, named after the system's user in the journal."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number that has no name
        user = str(os.getuid())
    return Actor(Principal(Role.ADMIN, f"zhengtu-{command}:{without_ids(user)}"), now)


def _make_folders(settings: Settings) -> None:
    """Make the folders of an installation; whoever reads the keys can seal, so they are their owner's alone."""
    for folder, mode in (
        (settings.home, PRIVATE),
        (settings.keys, PRIVATE),
        (settings.keys / "seals", PRIVATE),
        (settings.trust, OPEN),
        (settings.trust / "seals", OPEN),
        (settings.trust / "crl", OPEN),
        (settings.archive, PRIVATE),
        (settings.logs, PRIVATE),
    ):
        make_folder(folder, mode)
        if mode == PRIVATE:
            folder.chmod(mode)


def _missing(settings: Settings, policy_id: str) -> list[Text]:
    seals = seals_of(settings)
    found = list(seals.missing())
    if not settings.jwks:
        found.append(
            Text(
                "ZHENGTU_JWKS、ZHENGTU_ISSUER：统一身份认证的公钥与签发方，没有它们谁也不能登录",
                "ZHENGTU_JWKS, ZHENGTU_ISSUER: public keys and name of the token issuer; without them nobody signs in",
            )
        )
    if "public_url" not in settings.model_fields_set:
        found.append(
            Text(
                "ZHENGTU_PUBLIC_URL：证照二维码中的访问地址",
                "ZHENGTU_PUBLIC_URL: the address in every licence's QR code",
            )
        )
    if not POLICIES[policy_id].verified:
        found.append(
            Text(
                f"政策 {policy_id} 的条文不完整，期限须由主管部门核实",
                f"the text of policy {policy_id} is incomplete: its limits have to be confirmed by the authority",
            )
        )
    return found
