"""Makes the kept stores of a release again, from a checkout of it and with its own code.

PYTHONPATH=.:tests python tests/releases/make.py CHECKOUT RELEASE [PYTHON]
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from releases.deeds import BUSINESS, CIVIL, MARKET, POLICE, VEHICLES, Deeds, Person

HERE = Path(__file__).parent
SECONDS = 120.0
SEEDS = {
    POLICE, CIVIL, MARKET, "11340200MB9835637J", "11340200MB4875947L", "11340202MB9474085R", "11431000MB6824713W",
    "11431000MB2364473B", "12431000MB0054391J", "WH-B01", "CZ-B01", BUSINESS, "11100000MB1746699H102", VEHICLES,
    "11340200MB0128506T", "101002340200/000001", "202001340200/000004", "307004340200/000001", "307004340200/000004",
    "307005340200/000001", "307008340200/000001", "307018340200/000001",
}  # fmt: skip
"""Departments of 芜湖 and 郴州, two libraries, two types, eight entries; what they point to comes with them."""
THINGS = (
    "divisions", "departments", "legal_bases/*", "systems/*", "libraries", "license_types", "elements", "entries/*",
)  # fmt: skip
"""Tables whose first cell names a thing; a kept thing brings what its cells name."""
BETWEEN = (
    "posts", "successions", "consumers", "library_members", "license_fields", "issuers", "lineage", "item_lineage",
    "sharing",
)  # fmt: skip
"""Tables of which a row is kept where everything that it names is."""
CLAIM = "mutation ($code: String!) { claimAdministration(input: {code: $code}) { errors { code } } }"
ADMINISTRATOR = Person("admin", "an-administrator")


def main() -> int:
    """Make the three of them."""
    checkout, number = Path(sys.argv[1]).resolve(), sys.argv[2]
    release = Release(checkout, Path(sys.argv[3]) if len(sys.argv) > 3 else Path(sys.executable))
    kept = HERE / number
    shutil.rmtree(kept, ignore_errors=True)
    for name, keep in (("city", keep_city), ("home", keep_home), ("bureau", keep_bureau)):
        (kept / name).mkdir(parents=True)
        with TemporaryDirectory() as work:
            keep(release, Path(work), kept / name)
    size = sum(file.stat().st_size for file in kept.rglob("*") if file.is_file())
    sys.stderr.write(f"{kept}: {size:,} bytes\n")
    return 0


@dataclass(frozen=True)
class Release:
    """A checkout of a release and the Python that has what it needs."""

    checkout: Path
    python: Path

    def run(self, *words: str, home: Path | None = None, **given: str) -> str:
        """Run something of it to its end; give what it printed."""
        done = subprocess.run(
            [self.python, *words], cwd=self.checkout, env=self.environment(home, **given), check=True, text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        return done.stdout.strip()

    def environment(self, home: Path | None, **given: str) -> dict[str, str]:
        """Its code first, and a HOME."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGTU_")}
        own = {"PYTHONPATH": f"{self.checkout}:{self.checkout / 'tests'}", "ZHENGTU_PORT": "0", "PYTHONUTF8": "1"}
        return kept | own | ({"ZHENGTU_HOME": str(home)} if home else {}) | given

    def command(self, *words: str) -> tuple[str, ...]:
        """The `zhengtu` command as its project declares it."""
        module, function = tomllib.loads((self.checkout / "pyproject.toml").read_text())["project"]["scripts"][
            "zhengtu"
        ].split(":")
        return ("-c", f"import sys; from {module} import {function}; sys.exit({function}())", *words)

    def ask(self, home: Path, url: str, who: Person, query: str, variables: dict[str, Any]) -> Any:
        """Ask a served HOME as somebody, in the form of today."""
        unions = query.startswith("mutation") and "union IssueLicenseResult" in self.schema
        named = {"--role": who.role, "--subject": who.subject, "--department": who.department, "--post": who.post}
        words = [word for name, value in named.items() if value for word in (name, value)]
        token = self.run(*self.command("token", *words), home=home, ZHENGTU_DEVELOPMENT_ISSUER="true")
        answer = httpx.post(
            f"{url}/graphql", json={"query": _for_unions(query) if unions else query, "variables": variables},
            headers={"authorization": f"Bearer {token}"}, timeout=SECONDS,
        ).json()  # fmt: skip
        assert "errors" not in answer, answer
        return {name: _of_union(value) for name, value in answer["data"].items()} if unions else answer["data"]

    @property
    def schema(self) -> str:
        """What it publishes."""
        return (self.checkout / "schema.graphql").read_text("utf-8")

    @contextmanager
    def serving(self, home: Path, **given: str) -> Iterator[str]:
        """Serve a HOME and give the address."""
        said = home.parent / "said"
        with said.open("wb") as output:
            words = [str(self.python), *self.command("serve")]
            process = subprocess.Popen(
                words, cwd=self.checkout, env=self.environment(home, **given), stdout=output, stderr=output
            )
        try:
            until = time.monotonic() + SECONDS
            while not (found := re.search(r"http://[\d.]+:\d+", said.read_text("utf-8"))):
                assert process.poll() is None and time.monotonic() < until, said.read_text("utf-8")  # noqa: PT018
                time.sleep(0.05)
            yield found.group()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


def _for_unions(mutation: str) -> str:
    """A mutation as release 0.1.0 is asked: the thing and the refusals are members of a union."""
    thing = re.sub(r"(license|objection|administrator) {", lambda found: f"... on {found[1].title()} {{", mutation)
    return thing.replace("errors {", "... on UserError {")


def _of_union(result: dict[str, Any]) -> dict[str, Any]:
    """The answer of release 0.1.0 as a payload."""
    return {"thing": None, "errors": [result]} if "code" in result else {"thing": result, "errors": []}


def keep_city(release: Release, _work: Path, folder: Path) -> None:
    """Let the release's own tests furnish the small city, and write it out."""
    test = release.checkout / "tests" / "api" / "test_keep.py"
    shutil.copy(HERE / "keep.py", test)
    try:
        release.run("-m", "pytest", "-q", str(test), ZHENGTU_KEEP=str(folder))
    finally:
        test.unlink()


def keep_home(release: Release, work: Path, folder: Path) -> None:
    """Begin a HOME, load small tables, do deeds in it by its door, and put it by as its service left it."""
    home, tables = work / "home", work / "tables"
    home.mkdir(mode=0o700)
    with release.serving(home):
        pass  # makes an empty store and its key
    small_tables(release.checkout / "seed" / "tables", tables)
    release.run(str(HERE / "keep.py"), "load", str(home), str(tables))
    with release.serving(home) as url:

        async def ask(query: str, who: Person, variables: dict[str, Any]) -> Any:
            return release.ask(home, url, who, query, variables)

        asyncio.run(Deeds(ask, stepwise=False).do())
    put_by(release, home, folder)
    for name in ("authority", "trust"):
        shutil.copytree(home / name, folder / name)
    (folder / "archive").mkdir()
    for file in (home / "archive").rglob("*.pdf"):
        shutil.copy(file, folder / "archive")
    shutil.copytree(tables, folder / "tables")


def keep_bureau(release: Release, work: Path, folder: Path) -> None:
    """Found a bureau's HOME and let its first administrator register."""
    home = work / "home"
    home.mkdir(mode=0o700)
    code = json.loads(release.run(*release.command("init", "--policy", "WH", "--json"), home=home))["code"]
    with release.serving(home, ZHENGTU_DEVELOPMENT_ISSUER="true") as url:
        claimed = release.ask(home, url, ADMINISTRATOR, CLAIM, {"code": code})["claimAdministration"]
        assert claimed["errors"] == [], claimed
    put_by(release, home, folder)


def put_by(release: Release, home: Path, folder: Path) -> None:
    """Keep keys and store of a HOME: the engine's own files, and what they hold as lines."""
    with TemporaryDirectory() as name:
        copy = Path(name) / "home"
        shutil.copytree(home, copy)  # the files themselves stay as the service left them
        release.run(str(HERE / "keep.py"), "dump", str(copy), str(folder / "graph.jsonl"))
    shutil.copytree(home / "keys", folder / "keys")
    with tarfile.open(folder / "store.tar.xz", "w:xz") as packed:
        packed.add(home / "store", "store", filter=_data)


def _data(file: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """What of the store's folder belongs to it; not the classes that are prepared for one Java runtime, nor logs."""
    file.uid = file.gid = 0
    file.uname = file.gname = ""
    return None if re.search(r"jvm\.aot|/log(s|/|$)|\.log(\.|$)", file.name) else file


def small_tables(whole: Path, folder: Path) -> None:
    """Cut the tables of a release down to a few things and everything between them."""
    rows = {path: _blocks(path) for path in sorted(whole.rglob("*.csv"))}
    things = {path for pattern in THINGS for path in whole.glob(f"{pattern}.csv")}
    named = {block[0][0]: _cells(block) for path in things for block in rows[path][1]}
    kept, new = set[str](), set(SEEDS)
    while new:
        kept |= new
        new = {cell for thing in new for cell in named[thing] if cell in named} - kept
    users = {block[0][0]: _cells(block) for block in rows[whole / "consumers.csv"][1]}
    known = named | users
    kept |= {code for code, cells in users.items() if all(cell in kept for cell in cells if cell in named)}
    for path, (head, blocks) in rows.items():
        between = path.stem in BETWEEN
        if between or path in things:
            left = [b for b in blocks if between or b[0][0] in kept]
            left = [b for b in left if all(cell in kept for cell in _cells(b) if cell in known)]
            target = folder / path.relative_to(whole)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([head, *(row for block in left for row in block)])


def _blocks(path: Path) -> tuple[list[str], list[list[list[str]]]]:
    """The head of a table, and its rows: each with those below it that go on with it, having no first cell."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    blocks: list[list[list[str]]] = []
    for row in rows:
        if row[0]:
            blocks.append([row])
        else:
            blocks[-1:] = [[*blocks[-1], row]] if blocks else []
    return head, blocks


def _cells(block: Sequence[Sequence[str]]) -> set[str]:
    return {part for row in block for cell in row for part in re.split("[;；]", cell) if part}


if __name__ == "__main__":
    sys.exit(main())
