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
from graph.errors import Malformed, Refusal, Text
from graph.office.sheets.filled import Format
from graph.refusal_codes import Code
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
            content = await self.take(which, _by(request), form, facts)
        except Refusal as refusal:
            return refused(refusal)
        named = quote(f"{which.zh}.{form.value}", safe="")
        headers = {
            "content-disposition": f"attachment; filename=\"{which.value}.{form.value}\"; filename*=UTF-8''{named}",
            "cache-control": "no-store",
        }
        return StreamingResponse(content, headers=headers, media_type=_MEDIA[form])


def _by(request: Request) -> Mapping[str, str]:
    """What an address says that a list is of.

    Raises:
        Malformed: `FIELD_TWICE`.
    """
    given = dict[str, str]()
    for name, said in request.query_params.multi_items():
        if name in given:
            raise Malformed(
                Text(
                    f"{name[:40]} 重复；多个值以逗号分隔", f"{name[:40]} is given twice; several stand between commas"
                ),
                code=Code.FIELD_TWICE,
                path=(name[:40],),
                value=said[:40],
            )
        given[name] = said
    return given


def _missing() -> Response:
    there = "、".join(f"{each.value}（{each.zh}）" for each in LISTS.values())
    forms = "、".join(each.value for each in Format)
    why = Text(
        f"没有该清单；清单：{there}；格式：{forms}",
        f"no such list; lists: {', '.join(LISTS)}; as {forms.replace('、', ', ')}",
    )
    return missing(why)
