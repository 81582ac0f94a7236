"""Receipts as the service makes them: what is asked is verified as everywhere, and the answer attested.

1. What was written is looked at first: what could not be printed is refused before anything is verified.
2. A receipt counts for its asker from then on; it is given back where none comes of it.
3. Once the answer is known, what follows is done to its end, whether its asker waits for it or not.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from api.graphql.context import Context
from api.graphql.lens.uploads import Part
from api.graphql.licensing.verification import face_verdict, file_verdict, identifier_verdict
from api.http.enquiries import Enquiry as Asks
from api.http.enquiries import FaceEnquiry, FileEnquiry, IdentifierEnquiry
from api.http.receipts import Asked, CallRecord, Lasting, Receipt
from api.identity.request import RequestFacts
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.exchange.facts import use_of
from graph.subjects.organisation.memory import policies_of
from graph.subjects.people.memory import places_over
from graph.words.exchange import NamedUse
from graph.words.organisation import PostKind
from licenses.attestations.calls import call_record_of
from licenses.attestations.issuing import attest
from licenses.attestations.printed import Asker
from licenses.attestations.receipts import Enquiry, receipt_of
from licenses.attestations.written import identifier_of, purpose_of
from licenses.proof.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ReceiptDesk:
    """Who answers and makes receipts."""

    context: Callable[[RequestFacts], Awaitable[Context]]

    async def make(self, asked: Asked, facts: RequestFacts, lasting: Lasting) -> Receipt:
        """Answer what is asked, and make the receipt of that.

        Raises:
            Malformed: The purpose, or what stands for an identifier, cannot stand on a receipt.
            LimitExceeded: `TOO_MANY_ATTEMPTS`; the asker has had his share of receipts, or has guessed too often.
            Busy: There is no room for the file.
            Conflict: Nobody is set to run the register, or who does cannot seal.
        """
        purpose = purpose_of(asked.purpose)
        if not isinstance(asked.enquiry, FileEnquiry):
            identifier_of(asked.enquiry.identifier)
        context = await self.context(facts)
        backend, asker = context.backend, Asker(context.principal.role, facts.identity.subject or "")
        async with backend.receipts.taken(facts.asker, facts.at):
            verdict = await _verdict(context, asked.enquiry)
            lasting()
            size = asked.enquiry.file.size if isinstance(asked.enquiry, FileEnquiry) else None
            face = asked.enquiry.face if isinstance(asked.enquiry, FaceEnquiry) else None
            enquiry = Enquiry(verdict, purpose, asker, size, face)
            receipt = receipt_of(enquiry, backend.personal, backend.public_url)
            made = await attest(backend.workshop, backend.registrar, receipt, context.actor)
        return Receipt(made.number, verdict.summary.value, made.file)

    async def certify(self, number: str, facts: RequestFacts) -> CallRecord:
        """Make the record of a call that the asker may see (数据资源调用记录凭证: JZ-15.5).

        Raises:
            NotFound: `NOT_FOUND`; there is no such record, or none that he may know of.
            LimitExceeded: `TOO_MANY_ATTEMPTS`; the asker has had his share.
            Conflict: Nobody is set to run the register, or who does cannot seal.
        """
        context = await self.context(facts)
        backend, asker = context.backend, Asker(context.principal.role, facts.identity.subject or "")
        found = await use_of(context.view, backend.personal, number)
        if found is None:
            missing = Text("没有该使用记录，或者无权知悉", "there is no such record, or none that you may know of")
            raise NotFound(missing, code=Code.NOT_FOUND, path=("number",))
        async with backend.receipts.taken(facts.asker, facts.at):
            record = call_record_of(found, asker, backend.public_url)
            made = await attest(backend.workshop, await keeps_record(context, found), record, context.actor)
        return CallRecord(made.number, made.file)


async def keeps_record(context: Context, call: NamedUse) -> str:
    """Who attests a call: who runs the register, or in a demonstration, which holds several cities, the provider's own.

    There it is who runs the platform of the provider's city, else the department in charge.
    """
    backend, view = context.backend, context.view
    ours, theirs = await policies_of(view, [backend.registrar, call.provided_by])
    if not backend.demonstration or theirs in (None, ours):
        return backend.registrar
    for kind in (PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER):
        if places := await places_over(view.store, call.provided_by, kind, view.today):
            return min(places)
    return backend.registrar


async def _verdict(context: Context, asked: Asks) -> Verdict:
    match asked:
        case FileEnquiry(file):
            return await file_verdict(context, Part(file))
        case IdentifierEnquiry(identifier):
            return await identifier_verdict(context, identifier, None)
        case FaceEnquiry(identifier, face):
            return await face_verdict(context, identifier, face, None)
