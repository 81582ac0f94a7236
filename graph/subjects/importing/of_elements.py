"""How data elements are brought: through the desk of the elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.office.sheets.forms import Parsed
from graph.schema.nodes import DATA_ELEMENT
from graph.subjects.elements import sheet
from graph.subjects.elements.desk import JudgedElements, add_judged, judge
from graph.subjects.elements.memory import elements_there
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    compared,
    emptied,
    judged_as_kept,
    nodes,
    written_over,
)
from graph.words.elements import DataElement


def _key(one: DataElement) -> str:
    return one.code


async def _elements(bringing: Bringing, parsed: Parsed[DataElement]) -> Judgement:
    async def attempt(values: Sequence[DataElement]) -> JudgedElements:
        return await judge(bringing.store, values, bringing.actor.today)

    values, judged = await judged_as_kept(parsed, attempt, lambda judged: judged.there, _key)
    before = judged.there
    hints = written_over(parsed.form, values, before, _key, "name") + emptied(parsed, values, before, _key)
    told = compared(values, before, _key, lambda one: (one.code, one.name))
    return Judgement(told, judged.review + hints, partial(add_judged, judgement=judged, actor=bringing.actor))


async def _there(asking: Asking, codes: Sequence[str]) -> Mapping[str, DataElement]:
    return await elements_there(asking.store, codes)


ELEMENTS = Importable(sheet.ELEMENTS, DATA_ELEMENT, sheet.read_elements, _elements, nodes("DataElement", _there))
