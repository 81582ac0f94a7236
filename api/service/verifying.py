"""What the verification endpoint can ask of an open service."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.graphql.context import Context
from api.graphql.lens.uploads import Part
from api.graphql.licensing.verification import drawn_verdict, face_verdict, file_verdict, identifier_verdict
from api.http.pages.asking import FaceLabel
from api.identity.request import RequestFacts
from graph.codes.typed_identifier import check_typed_identifier
from graph.subjects.licensing import memory as licensing_memory
from licenses.proof.drawings import Drawing
from licenses.proof.face_check import Face
from licenses.proof.printed import typed_from_page


@dataclass(frozen=True, slots=True)
class ServiceVerifier:
    """Verifies against the register of a service."""

    context: Callable[[RequestFacts], Awaitable[Context]]

    async def file(self, file: Part, facts: RequestFacts) -> Mapping[str, Any]:
        """Judge a file."""
        return (await file_verdict(await self.context(facts), file)).to_json()

    async def drawn(self, file: Part, facts: RequestFacts) -> tuple[Mapping[str, Any], Drawing]:
        """Judge a file, and draw what its seal covers."""
        verdict, drawing = await drawn_verdict(await self.context(facts), file)
        return verdict.to_json(), drawing

    async def identifier(self, identifier: str, facts: RequestFacts) -> Mapping[str, Any]:
        """Say what the register knows of an identifier."""
        return (await identifier_verdict(await self.context(facts), identifier, None)).to_json()

    async def face(self, identifier: str, face: Face, facts: RequestFacts) -> Mapping[str, Any]:
        """Compare what stands on a licence."""
        return (await face_verdict(await self.context(facts), identifier, face, None)).to_json()

    async def labels(self, identifier: str, facts: RequestFacts) -> Sequence[FaceLabel]:
        """Say which fields a licence prints: as its type had them when it was sealed, or has them now."""
        named = check_typed_identifier(identifier).value
        if named is None:
            return ()
        view = (await self.context(facts)).view
        fields = await licensing_memory.face_fields(view, named.text, named.type_code)
        return [FaceLabel(label, required) for label, required in (typed_from_page(fields) if fields else ())]
