"""Lists as files: `GET /lists/<list>.csv` and `.xlsx`; of some a department's, `?of=<USCC>`.

Which lists there are, and by what they are narrowed, says `graph.words.lists`. A text file flows while it is
read; all are read by an import again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.http.plain import missing, refused
from api.identity.request import RequestFacts, RequestReader
from graph.errors import Refusal, Text
from graph.office.sheets.filled import Format
from graph.words.lists import LISTS, AnyList

LISTS_PATH: Final = "/lists/{list}.{form}"
TakeList = Callable[[AnyList, Mapping[str, str], Format, RequestFacts], Awaitable[AsyncIterator[bytes]]]
"""A list as the asker sees it, of what the query of its address says."""
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
            which, form = LISTS[request.path_params["list"]], Format(request.path_params["form"])
        except (KeyError, ValueError):
            return _missing()
        try:
            facts = await self.requests.read(request)
            content = await self.take(which, dict(request.query_params), form, facts)
        except Refusal as refusal:
            return refused(refusal)
        named = quote(f"{which.zh}.{form.value}", safe="")
        headers = {
            "content-disposition": f"attachment; filename=\"{which.value}.{form.value}\"; filename*=UTF-8''{named}",
            "cache-control": "no-store",
        }
        return StreamingResponse(content, headers=headers, media_type=_MEDIA[form])


def _missing() -> Response:
    there = "、".join(f"{each.value}（{each.zh}）" for each in LISTS.values())
    forms = "、".join(each.value for each in Format)
    why = Text(
        f"没有该清单；清单：{there}；格式：{forms}",
        f"no such list; lists: {', '.join(LISTS)}; as {forms.replace('、', ', ')}",
    )
    return missing(why)
