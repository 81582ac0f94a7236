"""Stores of earlier releases, written out by them (`tests/releases`), put back into a store of either kind."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from graph.schema.migrations import MIGRATIONS
from graph.store import migrating
from graph.store.engine import Store, Unit

FOLDER = Path(__file__).parents[1] / "releases"


@dataclass(frozen=True)
class Kept:
    """One store of a release: its graph, its authority, its sealed files."""

    folder: Path

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """Nodes and relations."""
        return [json.loads(line) for line in (self.folder / "graph.jsonl").read_text("utf-8").splitlines()]

    @property
    def schema(self) -> int:
        """The number of the schema in which it was left."""
        (own,) = (line["properties"] for line in self.lines if line.get("labels") == ["Zhengtu"])
        return int(own["schema"])

    @property
    def left_at(self) -> datetime:
        """When the last thing was done in it."""
        at = [line["properties"]["at"]["datetime"] for line in self.lines if line.get("labels") == ["Journal"]]
        return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", max(at)))

    def count(self, label: str) -> int:
        """How many nodes of a kind it holds."""
        return sum(line.get("labels") == [label] for line in self.lines)

    def unpack(self, home: Path) -> None:
        """Put keys, authority and sealed files where a HOME has them."""
        for folder in (self.folder / name for name in ("authority", "keys", "trust")):
            if folder.exists():
                shutil.copytree(folder, home / folder.name, dirs_exist_ok=True)
        for file in (self.folder / "archive").glob("*.pdf"):
            place = home / "archive" / file.stem[:2] / file.stem[2:4] / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())

    async def load(self, store: Store) -> None:
        """Write the graph into an empty store, with the constraints and indexes that the release had."""
        for migration in MIGRATIONS[: self.schema]:
            await migrating._apply(store, migration)
        await store.write(self._write)

    async def _write(self, unit: Unit) -> None:
        await unit.run("MATCH (z:Zhengtu) DETACH DELETE z")  # the number comes with the graph
        for (label, temporal), nodes in _grouped(line for line in self.lines if "labels" in line):
            text = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.plain{_set('n', temporal)}"
            await unit.run(text, rows=nodes)
        for (kind, source, target, temporal), edges in _joined(line for line in self.lines if "type" in line):
            text = (
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.from}}) MATCH (b:{target} {{id: row.to}}) "
                f"CREATE (a)-[e:{kind}]->(b) SET e = row.plain{_set('e', temporal)}"
            )
            await unit.run(text, rows=edges)


def kept(store: str) -> dict[str, Kept]:
    """A store of each release, by its number, the first one first."""
    found = {folder.parent.name: Kept(folder) for folder in FOLDER.glob(f"*/{store}")}
    return dict(sorted(found.items(), key=lambda each: [int(part) for part in each[0].split(".")]))


Temporal = tuple[tuple[str, str], ...]


def _split(properties: Mapping[str, Any]) -> tuple[Temporal, dict[str, Any]]:
    """Apart: which properties are days or moments, and all values as text, number or list."""
    temporal = tuple((name, kind) for name, value in properties.items() if isinstance(value, dict) for kind in value)
    moments = {name: properties[name][kind] for name, kind in temporal}
    return temporal, {"plain": {k: v for k, v in properties.items() if k not in moments}, "times": moments}


def _set(variable: str, temporal: Temporal) -> str:
    return "".join(f", {variable}.{name} = {kind}(row.times.{name})" for name, kind in temporal)


def _grouped(lines: Iterable[dict[str, Any]]) -> Iterable[tuple[tuple[str, Temporal], list[Any]]]:
    rows = []
    for line in lines:
        temporal, row = _split(line["properties"])
        (label,) = line["labels"]
        rows.append(((label, temporal), row))
    return _by_key(rows)


def _joined(lines: Iterable[dict[str, Any]]) -> Iterable[tuple[tuple[str, str, str, Temporal], list[Any]]]:
    rows = []
    for line in lines:
        temporal, row = _split(line["properties"])
        (source, one), (target, other) = line["from"], line["to"]
        rows.append(((line["type"], source, target, temporal), row | {"from": one, "to": other}))
    return _by_key(rows)


def _by_key(rows: list[tuple[Any, Any]]) -> Iterable[tuple[Any, list[Any]]]:
    ordered = sorted(rows, key=lambda each: repr(each[0]))
    return [(key, [row for _, row in group]) for key, group in groupby(ordered, key=lambda each: each[0])]
