"""What resolvers work with, put together once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field

from api.identity.quota import Quota
from api.identity.throttle import Guesses, Throttle
from api.process.background import Background
from graph.cases.files import CaseFolder
from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.proof.confinement.port import Examiners
from licenses.proof.trusted import TrustBundle
from licenses.register.forgery.suspecting import ForgeryRoom
from licenses.register.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Backend:
    """What is open."""

    store: Store
    personal: PersonalData
    workshop: Workshop
    trust: Callable[[], TrustBundle]
    """What is believed at the moment of asking."""
    public_url: str
    demonstration: bool
    max_upload_bytes: int
    forgeries: ForgeryRoom
    examiners: Examiners | None = None
    """Where files are examined; None examines them where everything else of this process does."""
    attempts: Throttle = field(default_factory=Throttle)
    """At the one-time code of the administrator."""
    face_checks: Guesses = field(default_factory=Guesses)
    """At what stands on a licence."""
    registrar: str = ""
    """USCC of the department that runs the register; empty where none is set, and nothing is attested."""
    background: Background = field(default_factory=Background)
    """What goes on in this process behind its answers: steps of batches."""
    receipts: Quota = field(default_factory=Quota)
    """How many receipts somebody may have."""

    @property
    def case_files(self) -> CaseFolder:
        """Where the files of cases lie, of whichever kind."""
        return self.forgeries.evidence
