"""What resolvers work with, put together once by the composition root."""

from dataclasses import dataclass, field

from api.attempts import Attempts
from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.issuing import Workshop
from licenses.trust import TrustBundle


@dataclass(frozen=True, slots=True)
class Services:
    """The open rooms behind the door."""

    store: Store
    personal: PersonalData
    workshop: Workshop
    trust: TrustBundle
    public_url: str
    demonstration: bool
    max_upload_bytes: int
    attempts: Attempts = field(default_factory=Attempts)
    """At the one-time code of the administrator."""
