"""Who somebody is here at a moment: the role of his token, his posts as the graph has them then, and what he sees."""

from collections.abc import Callable
from datetime import datetime

from api.identity.authenticator import Authenticator, Identity
from api.identity.tokens import DevelopmentIssuer, open_issuer
from api.process.settings import Settings
from api.service.app import trusted_issuers
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.allowance import Allowance
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.people.desk import principal_of
from graph.words.china_time import china_day
from graph.words.people import Role
from licenses.register.batches.running import Acting, Present


async def acting_of(
    store: Store, personal: PersonalData, identity: Identity, at: datetime, allowance: Allowance | None = None
) -> Acting:
    """Who an identity is at a moment: the posts are read from the graph, never from the token.

    Args:
        store: The graph.
        personal: Under whose key holders are known.
        identity: As the token has it.
        at: When.
        allowance: What his request may have; None = as much as it takes.
    """
    today = china_day(at)
    hashed = personal.of_code(identity.subject) if identity.role is Role.HOLDER and identity.subject else ""
    principal = await principal_of(
        store,
        identity.role,
        hashed or identity.subject or "",
        today,
        department=identity.department,
        post=identity.post,
        holder=hashed,
    )
    scope = scope_of(principal, today)
    view = View(store, scope, today) if allowance is None else View(store, scope, today, allowance)
    return Acting(view, Actor(principal, at))


def present_of(store: Store, personal: PersonalData, identity: Identity, clock: Callable[[], datetime]) -> Present:
    """Asks the graph anew who somebody is, as often as it matters.

    His token is asked once, when he comes: it may end while a step of his is being taken, a post of his may not.
    """
    return lambda: acting_of(store, personal, identity, clock())


def authenticator(settings: Settings, *, demonstration: bool) -> Authenticator:
    """Whoever checks tokens, as the service does."""
    return Authenticator(trusted_issuers(settings, development(settings, demonstration=demonstration)))


def development(settings: Settings, *, demonstration: bool) -> DevelopmentIssuer | None:
    """The development issuer, where this is a demonstration or it was asked for."""
    issuing = demonstration or settings.development_issuer
    return open_issuer(settings, demonstration=demonstration) if issuing else None
