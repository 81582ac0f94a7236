"""Runs in the checkout of a release, on its code: writes its stores out in a form that no release can change.

Of the release it uses what stays from one to the next: the fixtures `api` and `authority` of `tests/api/conftest.py`,
`open_store`, `PersonalData.from_file` and `load_catalogue`.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NODES = "MATCH (n) WHERE NOT n:ThrowAway RETURN collect([labels(n), properties(n)])"
RELATIONS = "MATCH (a)-[r]->(b) RETURN collect([labels(a)[0], a.id, type(r), properties(r), labels(b)[0], b.id])"


async def write_graph(store: Any, file: Path) -> None:
    """Write every node and every relation as a line of JSON; `date` and `datetime` are told from text."""
    nodes = [{"labels": labels, "properties": _plain(held)} for labels, held in await store.read(NODES)]
    relations = [
        {"from": [source, one], "type": kind, "to": [target, other], "properties": _plain(held)}
        for source, one, kind, held, target, other in await store.read(RELATIONS)
    ]
    file.write_text("".join(f"{line}\n" for each in (nodes, relations) for line in _lines(each)), "utf-8")


def _lines(values: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(each, ensure_ascii=False, sort_keys=True) for each in values)


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in properties.items() if value is not None}


def _value(value: Any) -> Any:
    if hasattr(value, "iso_format"):  # a date or a moment as the driver gives them
        return {"datetime" if hasattr(value, "hour") else "date": value.iso_format()}
    assert value is None or isinstance(value, str | int | float | list), value
    return value


async def test_the_city_of_the_tests_is_written_out(api: Any, authority: Any, tmp_path_factory: Any) -> None:
    """Keep the small city of `builders.office` with its authority and its sealed files."""
    folder = Path(os.environ["ZHENGTU_KEEP"])
    (folder / "archive").mkdir()
    await write_graph(api.store, folder / "graph.jsonl")
    for name in ("authority", "keys", "trust"):
        shutil.copytree(authority.folder / name, folder / name)
    for file in tmp_path_factory.getbasetemp().rglob("archive/**/*.pdf"):
        shutil.copy(file, folder / "archive")


async def _load(home: Path, tables: Path) -> None:
    """Load small tables into the store of a HOME."""
    from graph.store.engine import Place, open_store  # noqa: PLC0415 - the release's
    from graph.store.personal import PersonalData  # noqa: PLC0415
    from seed.loader import load_catalogue  # noqa: PLC0415

    personal = PersonalData.from_file(home / "keys" / "personal.key")
    async with open_store(Place(home / "store")) as store:
        await load_catalogue(store, personal, datetime.now(UTC), folder=tables)


async def _dump(home: Path, file: Path) -> None:
    """Write the store of a HOME out."""
    from graph.store.engine import Place, open_store  # noqa: PLC0415

    async with open_store(Place(home / "store")) as store:
        await write_graph(store, file)


if __name__ == "__main__":
    asyncio.run({"load": _load, "dump": _dump}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
