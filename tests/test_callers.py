"""Nothing stands in the house that nobody calls: every function is reached from what the program does."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from builders.callers import Program

from benchmarks.__main__ import BENCHMARKS

ROOT = Path(__file__).parents[1]
PRODUCTION = ("api", "graph", "licenses", "seed")
BESIDE = ("benchmarks", "docs")
"""Programs about the program: they call their own functions, and keep none of production alive."""
CALLED_FROM_OUTSIDE = {
    "graph.law.tracing:articles_of_post": "docs/generate.py: the articles of each post",
    "api.service.sibling:main": "siblings.py starts an interpreter whose text calls it",
    "licenses.paper.stamp:Stamp.picture": "benchmarks/sealing.py seals with it as others do; tests look at it",
    "licenses.proof.confinement.program:main": "process.py starts an interpreter whose text calls it",
    "licenses.seal.authority:DemonstrationAuthority.revoke": (
        "an act of an authority, which no use case asks for yet: what the rest of the "
        "demonstration authority refuses and publishes once a seal is revoked is shown with it"
    ),
}
"""Functions that nothing in production calls, and who does."""


def sources(*rooms: str) -> dict[str, str]:
    found = {}
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[module] = path.read_text(encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def production() -> Program:
    return Program(sources(*PRODUCTION))


def commands() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return set(project["scripts"].values())


def test_every_function_is_called_in_production_or_named_here(production: Program) -> None:
    assert production.uncalled(commands() | CALLED_FROM_OUTSIDE.keys()) == set()


def test_the_list_names_only_what_needs_it(production: Program) -> None:
    assert CALLED_FROM_OUTSIDE.keys() <= production.uncalled(commands())


def test_every_function_of_the_programs_beside_is_called_by_them() -> None:
    read = sources(*BESIDE)
    run = {f"benchmarks.{name}:run" for name in BENCHMARKS}  # `python -m benchmarks` finds them by their names
    assert Program(read).uncalled(run | read.keys()) == set()


DEAD = {
    "a function that nobody names": "def dead(): ...",
    "recursion": "def dead(): return dead()",
    "a circle": "def dead(): return again()\ndef again(): return dead()",
    "a call by what is dead": "def dead(): ...\ndef again(): return dead()",
    "an import": "from start import dead\ndef again(): ...",
    "a parameter of its name": "def dead(): ...\ndef live(dead): return dead\nlive(1)",
    "a variable of its name": "def dead(): ...\ndef live():\n    dead = 1\n    return dead\nlive()",
    "a function of its name in a library": "import json\ndef dumps(): ...\njson.dumps(1)",
    "an attribute of its name": "import json\ndef dead(): ...\njson.loads('1').dead",
    "a method": "class A:\n    def dead(self): ...\nA()",
    "a method that calls itself": "class A:\n    def dead(self): return self.dead()\nA()",
    "a variable of a method's name": "class A:\n    def dead(self): ...\ndead = A()\nprint(dead)",
    "a property": "class A:\n    @property\n    def dead(self): ...\nA()",
    "an attribute that is written": "class A:\n    def dead(self): ...\nA().dead = 1",
    "a wrapper": "from functools import cache\n@cache\ndef dead(): ...",
    "an override of our own class": "class A:\n    def dead(self): ...\nclass B(A):\n    def dead(self): ...\nB()",
    "a function inside": "def live():\n    def dead(): ...\nlive()",
    "a text": "def dead(): ...\nprint('dead', 'other:dead')",
}


@pytest.mark.parametrize("text", DEAD.values(), ids=DEAD)
def test_a_function_that_nobody_calls_is_noticed(text: str) -> None:
    assert any(each.partition(":")[2] for each in Program({"start": text}).uncalled({"start"}))


LIVE = {
    "a call": "def live(): ...\nlive()",
    "a value": "def live(): ...\nTABLE = {1: live}",
    "a call before its definition": "def first(): return live()\ndef live(): ...\nfirst()",
    "a function inside": "def outer():\n    def live(): ...\n    return live\nouter()",
    "an annotation": "from typing import Annotated\ndef live(): ...\ndef said() -> Annotated[int, live()]: ...\nsaid()",
    "a method": "class A:\n    def live(self): ...\nA().live()",
    "a method in the body of its class": "class A:\n    def _live(self): ...\n    live = property(_live)\nA()",
    "a function shadowed by the method it makes": (
        "def live(f): ...\nclass A:\n    @staticmethod\n    @live\n    def live(): ...\nA.live()"
    ),
    "getattr": "class A:\n    def live(self): ...\ngetattr(A(), 'live')()",
    "a text": "def live(): ...\nprint('start:live')",
    "a decorator that takes it": "import atexit\n@atexit.register\ndef live(): ...",
    "what the language calls": "class A:\n    def __enter__(self): ...\nA()",
    "an override of a class of a library": (
        "import asyncio\nclass A(asyncio.Protocol):\n    def data_received(self, data): ...\nA()"
    ),
    "an override further up": (
        "from enum import Enum\nclass A(Enum): ...\nclass B(A):\n    @classmethod\n    def _missing_(cls, value): ..."
    ),
}


@pytest.mark.parametrize("text", LIVE.values(), ids=LIVE)
def test_a_function_that_somebody_calls_is_left_alone(text: str) -> None:
    assert Program({"start": text}).uncalled({"start"}) == set()


@pytest.mark.parametrize(
    "call",
    [
        "from room.other import live\nlive()",
        "from room.other import live as ours\nours()",
        "from room import other\nother.live()",
        "import room.other\nroom.other.live()",
        "import room.other as there\nthere.live()",
    ],
)
def test_a_call_from_another_module_reaches_the_function_of_that_module_only(call: str) -> None:
    program = Program({"start": call, "room": "", "room.other": "def live(): ...", "room.third": "def live(): ..."})
    assert program.uncalled({"start"}) == {"room.third", "room.third:live"}
