"""Files that are asked for by their address, each for those who may see what it belongs to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.routing import Route

from api.graphql.backend import Backend
from api.graphql.context import Context
from api.http.downloads import CaseFiles, Downloads
from api.http.lists import LISTS_PATH, Lists
from api.identity.request import RequestFacts, RequestReader
from graph.cases.desk import Office
from graph.office.sheets.filled import Format
from graph.subjects.importing.derived import DerivedListed
from graph.subjects.importing.lists import asked_for, taken
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.sharing.grants.agreement import agreement_file
from graph.subjects.waiting.derived_lists import derived_taken
from graph.words.lists import AnyList
from licenses.proof.handed_in import saved_as
from licenses.register.forgery.suspecting import evidence_file, report_file
from licenses.register.proofs import proof_of


@dataclass(frozen=True, slots=True)
class Files:
    """Sealed licences, pages of licences that are not sealed yet, and what is kept with forgeries and grants."""

    backend: Backend
    context: Callable[[RequestFacts], Awaitable[Context]]

    def routes(self, requests: RequestReader) -> list[Route]:
        """Their addresses."""
        pdf = "application/pdf"
        evidence = CaseFiles(self.evidence, requests, "application/octet-stream", "{case}.suspected")
        report = CaseFiles(self.report, requests, pdf, "{case}.pdf")
        page = CaseFiles(self.page, requests, pdf, "{case}.draft.pdf")
        agreement = CaseFiles(self.agreement, requests, "application/octet-stream", "{case}.{form}", saved_as)
        return [
            Route(LISTS_PATH, Lists(self.list, requests).get),
            Route("/licenses/{identifier}.pdf", Downloads(self.license, requests).get),
            Route("/license-drafts/{case}/page.pdf", page.get),
            Route("/agreements/{case}", agreement.get),
            Route("/forgeries/{case}/evidence", evidence.get),
            Route("/forgeries/{case}/report.pdf", report.get),
        ]

    async def list(
        self, which: AnyList, by: Mapping[str, str], form: Format, facts: RequestFacts
    ) -> AsyncIterator[bytes]:
        """A list of the catalogue, of records, of what follows from them or is brought, of what the asker sees."""
        asked, listed = await self.context(facts), asked_for(which, by)
        if isinstance(listed, DerivedListed):
            return await derived_taken(asked.view, asked.actor, listed, form)
        return await taken(asked.view, self.backend.personal, asked.actor, listed, form)

    async def license(self, identifier: str, facts: RequestFacts) -> bytes | None:
        """The sealed file of a licence, for those who may see it with its holder."""
        view = (await self.context(facts)).view
        found = await licensing_facts.license_named(view, identifier)
        if found is None or not (found.face_cipher or found.erased_at):
            return None
        return await self.backend.workshop.file(found.digest)

    async def page(self, draft: str, facts: RequestFacts) -> bytes | None:
        """The page of a licence that is made and not issued, for those of the department who see its holders."""
        asked = await self.context(facts)
        return await proof_of(self.backend.workshop, asked.view, asked.actor, draft)

    async def agreement(self, file: str, facts: RequestFacts) -> bytes | None:
        """A signed security agreement, for its two sides, the authority and the auditor."""
        asked, backend = await self.context(facts), self.backend
        office = Office(backend.store, backend.personal, asked.view, asked.actor)
        return await agreement_file(office, backend.case_files, file)

    async def evidence(self, case: str, facts: RequestFacts) -> bytes | None:
        """The suspected file of a case, for those who decide."""
        asked = await self.context(facts)
        return await evidence_file(self.backend.forgeries, asked.view, asked.actor, case)

    async def report(self, case: str, facts: RequestFacts) -> bytes | None:
        """The sealed report of a forgery, for those who decide."""
        asked = await self.context(facts)
        return await report_file(self.backend.forgeries, asked.view, asked.actor, case)
