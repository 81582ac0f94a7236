"""The lists of the catalogue: `GET /lists/<list>.csv` and `.xlsx`, with `?of=<USCC>` those of a department and below.

Which lists there are says `CatalogueList`. A text file flows while it is read; both are read by an import again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.http.errors import status_of
from api.identity.request import RequestFacts, RequestReader
from graph.errors import Refusal, Text
from graph.office.sheets.filled import Format
from graph.words.catalogue_lists import CatalogueList

LISTS_PATH: Final = "/lists/{list}.{form}"
TakeList = Callable[[CatalogueList, str | None, Format, RequestFacts], Awaitable[AsyncIterator[bytes]]]
"""A list of a department and those below it, or of all, as the asker sees it."""
_MEDIA: Final = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Lists:
    """`GET /lists/<list>.<form>`."""

    take: TakeList
    requests: RequestReader

    async def get(self, request: Request) -> Response:
        """Give a list, or say why not."""
        try:
            which, form = CatalogueList(request.path_params["list"]), Format(request.path_params["form"])
        except ValueError:
            return _missing()
        try:
            facts = await self.requests.read(request)
            content = await self.take(which, request.query_params.get("of") or None, form, facts)
        except Refusal as refusal:
            said = f"{refusal.message.zh} / {refusal.message.en}\n"
            return Response(said, status_of(refusal), media_type="text/plain")
        named = quote(f"{which.zh}.{form.value}", safe="")
        headers = {
            "content-disposition": f"attachment; filename=\"{which.value}.{form.value}\"; filename*=UTF-8''{named}",
            "cache-control": "no-store",
        }
        return StreamingResponse(content, headers=headers, media_type=_MEDIA[form])


def _missing() -> Response:
    there = "、".join(f"{each.value}（{each.zh}）" for each in CatalogueList)
    forms = "、".join(each.value for each in Format)
    why = Text(
        f"没有该清单；清单：{there}；格式：{forms}",
        f"no such list; lists: {', '.join(each.value for each in CatalogueList)}; as {forms.replace('、', ', ')}",
    )
    return Response(f"{why.zh} / {why.en}\n", HTTPStatus.NOT_FOUND, media_type="text/plain")
