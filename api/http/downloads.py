"""Files, with the token that shows in GraphQL what they belong to.

* `GET /licenses/<identifier>.pdf`: a sealed licence.
* `GET /license-drafts/<draft>/page.pdf`: the page of a licence that is made and not sealed yet.
* `GET /forgeries/<case>/evidence`, `GET /forgeries/<case>/report.pdf`: what is kept with a suspected forgery.
* `GET /agreements/<file>`: the signed security agreement of a grant.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.http.plain import missing, refused
from api.identity.request import RequestFacts, RequestReader
from graph.codes.typed_identifier import check_typed_identifier, please_check
from graph.errors import Refusal, Text

FileLookup = Callable[[str, RequestFacts], Awaitable[bytes | None]]
"""The file of an identifier; None where there is no such licence, or none that the asker may see with its holder."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """`GET /licenses/<identifier>.pdf`: the sealed file, for those who may see the licence with its holder."""

    lookup: FileLookup
    requests: RequestReader

    async def get(self, request: Request) -> Response:
        """Give the file, or say that there is none."""
        typed = check_typed_identifier(request.path_params["identifier"])
        try:
            facts = await self.requests.read(request)
            if not typed.acceptable:
                return missing(please_check(typed.findings[0].message))
            content = await self.lookup(typed.text, facts)
        except Refusal as refusal:
            return refused(refusal)
        if content is None:
            return missing(Text("没有该证照", "no such licence"))
        return Response(content, media_type="application/pdf", headers={"cache-control": "no-store"})


def _no_form(content: bytes) -> str:  # noqa: ARG001 - whatever it is
    return ""


CaseFileLookup = Callable[[str, RequestFacts], Awaitable[bytes | None]]
"""The file of a case; None where there is no such case, or none whose file the asker may have."""


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """A file of something that is decided, a forgery, a licence to be issued, a grant, for those who may have it.

    What was handed in may be anything: it is saved, never shown, and whoever opens it by its address runs
    nothing of it.
    """

    lookup: CaseFileLookup
    requests: RequestReader
    media_type: str
    name: str
    """What it is saved as, with `{case}` in it, and `{form}` where that depends on the file."""
    form: Callable[[bytes], str] = _no_form

    async def get(self, request: Request) -> Response:
        """Give the file, or say that there is none."""
        case = request.path_params["case"]
        try:
            content = await self.lookup(case, await self.requests.read(request))
        except Refusal as refusal:
            return refused(refusal)
        if content is None:
            return missing(Text("没有该文件，或者无权取得", "no such file, or none that you may have"))
        return Response(content, media_type=self.media_type, headers={**_KEPT_APART, **self._saved(case, content)})

    def _saved(self, case: str, content: bytes) -> Mapping[str, str]:
        name = self.name.format(case=case, form=self.form(content))
        return {"content-disposition": f'attachment; filename="{name}"'}


_KEPT_APART: Final = {
    "cache-control": "no-store", "x-content-type-options": "nosniff", "content-security-policy": "sandbox",
}  # fmt: skip
