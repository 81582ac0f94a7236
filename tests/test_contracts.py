"""The walls of the house hold: each contract of imports is broken on purpose, in a copy, and seen to complain."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders.more import left_out

ROOT = Path(__file__).parents[1]
ROOMS = ("api", "graph", "licenses", "seed")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = [each["name"] for each in SETTINGS["tool"]["importlinter"]["contracts"]]


@dataclass(frozen=True, slots=True)
class Violation:
    """An import, or a module, that should not be there."""

    contract: str
    """How the name of the contract begins that has to complain."""
    module: str
    """Where it is written; a new module where there is none."""
    line: str

    @property
    def shown(self) -> str:
        """How a complaint names it: the import, the one in a circle by its last name, or the new module or its room."""
        room, _, last = self.module.rpartition(".")
        if self.contract == "No circles":
            return rf"^No cycles are allowed in {re.escape(room)}\.\n.*\n\n(- .*\n)*- \.{last} -> \."
        if self.line:
            return rf"\b{re.escape(self.module)} -> "
        return rf"^- {re.escape(room)}(\.{last})?$"


VIOLATIONS = [
    Violation("Rooms", "graph.subjects.entries.desk", "from licenses.paper import face"),
    Violation("Rooms", "licenses.register.issuing", "from api.process import settings"),
    Violation("Rooms", "api.service.opening", "from seed import loader"),
    Violation("Floors of graph", "graph.store.engine", "from graph.subjects.entries import memory"),
    Violation("Floors of graph", "graph.office.review", "from graph.cases import notices"),
    Violation("Floors of graph", "graph.law.access", "from graph.schema import nodes"),
    Violation("Floors of graph", "graph.refusal_codes", "from graph import errors"),
    Violation("Floors of graph", "graph.extra", ""),
    Violation("Subjects of graph", "graph.subjects.organisation.memory", "from graph.subjects.entries import memory"),
    Violation("Subjects of graph", "graph.subjects.extra.desk", ""),
    Violation("Inside a subject", "graph.subjects.entries.memory", "from graph.subjects.entries import desk"),
    Violation("Inside a subject", "graph.subjects.entries.helpers", ""),
    Violation("Law, words, codes and a subject's rules never", "graph.subjects.sharing.rules", "from . import memory"),
    Violation("Law, words, codes and a subject's rules never", "graph.words.entries", "from graph.store import engine"),
    Violation("Law, words, codes and a subject's rules know", "graph.law.access", "import pathlib"),
    Violation("Law, words, codes and a subject's rules know", "graph.subjects.objections.rules", "import neo4j"),
    Violation("Floors of licenses", "licenses.paper.face", "from licenses.register import archive"),
    Violation("Floors of licenses", "licenses.proof.structure.gate", "from licenses.seal import sealing"),
    Violation("Floors of licenses", "licenses.extra", ""),
    Violation("Floors of api", "api.process.settings", "from api.service import app"),
    Violation("Floors of api", "api.graphql.entries.lens", "from api.command import importing"),
    Violation("Floors of api", "api.extra", ""),
    Violation("Floors of GraphQL", "api.graphql.lens.connections", "from api.graphql.entries import lens"),
    Violation("Floors of GraphQL", "api.graphql.extra.lens", ""),
    *(
        Violation(
            f"Of GraphQL only {subject}", f"api.graphql.{elsewhere}.queries", f"import graph.subjects.{subject}.desk"
        )
        for subject, elsewhere in {
            "importing": "entries", "granting": "sources", "licensing": "objections",
            "sharing": "entries", "lineage": "entries", "exchange": "entries",
            "finding": "lineage", "waiting": "notices", "entries": "licensing", "sources": "entries",
            "objections": "licensing", "duties": "entries",
            "organisation": "sources", "elements": "sources",
            "people": "lineage", "forgeries": "objections", "installation": "organisation",
        }.items()
    ),
    Violation("Of GraphQL nobody", "api.graphql.licensing.queries", "import graph.subjects.attestations.memory"),
    Violation("No circles", "graph.store.view", "from graph.store import edges"),
    Violation("No circles", "licenses.paper.metadata", "from licenses.paper import face"),
    Violation("Only graph.store.engine", "graph.subjects.entries.memory", "import neo4j"),
    Violation("Only api knows", "seed.loader", "import starlette"),
    Violation("Only the seal and the proof", "licenses.register.making", "import pyhanko"),
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house that may be broken."""
    copied = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copied / room, ignore=shutil.ignore_patterns("vendor", "tables", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copied)
    return copied


def report(house: Path) -> dict[str, str]:
    """What the linter says of each contract that it finds broken."""
    linter = Path(sys.executable).with_name("lint-imports")
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "1000", "PYTHONPATH": str(house)}
    run = subprocess.run(
        [linter, "--no-cache"], cwd=house, capture_output=True, text=True, check=False, env=environment
    )
    assert "Contracts:" in run.stdout, run.stdout[-2_000:] + run.stderr[-2_000:]
    flat = " ".join(run.stdout.split())
    names = [name for name in CONTRACTS if re.search(re.escape(name) + r" BROKEN", flat)]
    _, _, details = run.stdout.partition("\nBroken contracts\n")
    parts = re.split(r"^(.+)\n-+\n", details, flags=re.MULTILINE)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {name: said[name] for name in names}


@contextmanager
def broken(house: Path, violations: Sequence[Violation]) -> Iterator[None]:
    """The house with violations in it."""
    before: dict[Path, str | None] = {}
    made: list[Path] = []
    try:
        for violation in violations:
            module = house / (violation.module.replace(".", "/") + ".py")
            text = module.read_text("utf-8") if module.exists() else None
            before.setdefault(module, text)
            for folder in reversed([each for each in module.parents if not each.exists()]):
                folder.mkdir()
                (folder / "__init__.py").touch()
                made.append(folder)
            module.write_text(f"{text or ''}\n{violation.line}\n", "utf-8")
        yield
    finally:
        for module, text in before.items():
            if text is None:
                module.unlink()
            else:
                module.write_text(text, "utf-8")
        for folder in reversed(made):
            shutil.rmtree(folder)


def apart(violations: Sequence[Violation]) -> list[list[Violation]]:
    """Violations in as few groups as hold each contract once, so that no other makes it complain in their stead."""
    groups: list[list[Violation]] = []
    for violation in violations:
        for group in groups:
            if violation.contract not in {each.contract for each in group}:
                group.append(violation)
                break
        else:
            groups.append([violation])
    return groups


@pytest.fixture(scope="module")
def complaints(house: Path) -> dict[Violation, str]:
    """What each violation's contract says when it is broken; nothing where it does not complain."""
    said: dict[Violation, str] = {}
    for group in apart(VIOLATIONS):
        with broken(house, group):
            found = report(house)
        for each in group:
            said[each] = "".join(text for name, text in found.items() if name.startswith(each.contract))
    return said


def test_the_house_as_it_stands_breaks_none(house: Path) -> None:
    assert report(house) == {}


def test_every_contract_is_broken_once() -> None:
    untried = [name for name in CONTRACTS if not any(name.startswith(each.contract) for each in VIOLATIONS)]
    assert untried == []
    assert all(any(name.startswith(each.contract) for name in CONTRACTS) for each in VIOLATIONS)


@left_out
@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda each: f"{each.module}: {each.line or 'a new module'}")
def test_a_violation_is_seen_by_its_contract(complaints: dict[Violation, str], violation: Violation) -> None:
    assert re.search(violation.shown, complaints[violation], re.MULTILINE), complaints[violation]
