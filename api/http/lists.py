"""Lists as files: `GET /lists/<list>.csv` and `.xlsx`; of the catalogue also those of a department, `?of=<USCC>`.

Which lists there are say `CatalogueList` and `RecordList`, and by what records are narrowed. A text file flows while it
is read; both are read by an import again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.http.errors import status_of
from api.identity.request import RequestFacts, RequestReader
from graph.errors import Refusal, Text
from graph.office.sheets.filled import Format
from graph.words.catalogue_lists import CatalogueList
from graph.words.record_lists import RecordList

LISTS_PATH: Final = "/lists/{list}.{form}"
AnyList: TypeAlias = CatalogueList | RecordList
TakeList = Callable[[AnyList, Mapping[str, str], Format, RequestFacts], Awaitable[AsyncIterator[bytes]]]
"""A list as the asker sees it, of what the query of its address says."""
_EVERY: Final[Mapping[str, AnyList]] = {each.value: each for each in (*CatalogueList, *RecordList)}
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
            which, form = _EVERY[request.path_params["list"]], Format(request.path_params["form"])
        except (KeyError, ValueError):
            return _missing()
        try:
            facts = await self.requests.read(request)
            content = await self.take(which, dict(request.query_params), form, facts)
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
    there = "、".join(f"{each.value}（{each.zh}）" for each in _EVERY.values())
    forms = "、".join(each.value for each in Format)
    why = Text(
        f"没有该清单；清单：{there}；格式：{forms}",
        f"no such list; lists: {', '.join(_EVERY)}; as {forms.replace('、', ', ')}",
    )
    return Response(f"{why.zh} / {why.en}\n", HTTPStatus.NOT_FOUND, media_type="text/plain")
