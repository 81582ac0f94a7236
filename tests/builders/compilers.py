"""What compiles the documents of a front end: relay-compiler, graphql-codegen and tsc, each as its user runs it.

The configuration of each is the one that `docs/front-ends.md` gives.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from builders import front_ends
from builders.documents import FENCE, ROOT
from graphql import NameNode, OperationDefinitionNode, parse, print_ast

SECONDS = 180
TOOLS = ("relay-compiler", "graphql-codegen", "tsc")
ASKED_BY_CURL = re.compile(r"'query=(.+?)'", re.DOTALL)
STRICT = {
    "compilerOptions": {
        "strict": True, "noEmit": True, "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
        "skipLibCheck": True, "types": [],
    },
    "include": ["src"],
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One operation of the documents, under the name that Relay wants: that of its module and its kind."""

    module: str
    text: str


@dataclass(frozen=True)
class Ended:
    """How a compiler has ended."""

    code: int
    said: str


@lru_cache
def missing() -> str | None:
    """Why nothing can be compiled here, and how to get what is missing; None where it can."""
    if reason := front_ends.without_node():
        return f"the compilers of Relay and of Apollo's documents cannot run: {reason}"
    if not all((front_ends.FOLDER / "node_modules" / ".bin" / tool).exists() for tool in TOOLS):
        return f"{', '.join(TOOLS)} are not installed (npm ci --prefix tests/front_ends)"
    return None


def asked() -> Iterator[Asked]:
    """Every operation that the documents send."""
    for page in sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]):
        text = page.read_text("utf-8")
        stem = "".join(word.capitalize() for word in re.split(r"\W", page.name.removesuffix(".md")))
        for block in FENCE.finditer(text):
            first = text.count("\n", 0, block.start()) + 1
            kind, content = block.groups()
            found = [content] if kind == "graphql" else ASKED_BY_CURL.findall(content) if kind == "console" else []
            for place, document in enumerate(found):
                yield _named(f"{stem}{first}{'abc'[place]}", document)


def _named(module: str, document: str) -> Asked:
    (operation,) = parse(document, no_location=True).definitions
    assert isinstance(operation, OperationDefinitionNode)
    name = NameNode(value=module + operation.operation.value.capitalize())
    return Asked(module, print_ast(replace(operation, name=name)))


def configurations(page: str) -> list[Any]:
    """The configurations that a document gives: Relay's, then that of graphql-codegen."""
    text = (ROOT / page).read_text("utf-8")
    return [json.loads(content) for kind, content in FENCE.findall(text) if kind == "json"]


def scalars(page: str) -> dict[str, str]:
    """What a document's table says of each scalar: its type in TypeScript."""
    return dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", (ROOT / page).read_text("utf-8"), re.MULTILINE))


def laid_out(folder: Path, operations: list[Asked], relay: Any, codegen: Any) -> None:
    """Make the folder of a front end that asks these operations."""
    (folder / "node_modules").symlink_to(front_ends.FOLDER / "node_modules")
    (folder / "src" / "__generated__").mkdir(parents=True)
    shutil.copy(ROOT / "schema.graphql", folder)
    for name, content in (("relay.config", relay), ("codegen", codegen), ("tsconfig", STRICT)):
        (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")
    for each in operations:
        source = f"import {{ graphql }} from 'relay-runtime';\nexport default graphql`\n{each.text}\n`;\n"
        (folder / "src" / f"{each.module}.ts").write_text(source, "utf-8")
        (folder / "src" / f"{each.module}.graphql").write_text(each.text, "utf-8")


def compiled(folder: Path, tool: str) -> Ended:
    """Run a compiler in the folder of a front end."""
    arguments = {"relay-compiler": ["relay.config.json"], "graphql-codegen": ["--config", "codegen.json"], "tsc": []}
    ended = subprocess.run(
        [folder / "node_modules" / ".bin" / tool, *arguments[tool]], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout)
