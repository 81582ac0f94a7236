"""The query editor: complete in itself, and only for browsers."""

import re
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.http.editor import EDITOR_FILES

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_a_browser_gets_the_editor_and_a_program_gets_graphql(served: Any) -> None:
    page = served.client.get("/graphql", headers=BROWSER)
    assert page.status_code == 200
    assert "graphiql.js" in page.text
    assert "演示" in page.text
    program = served.client.get("/graphql", headers={"accept": "application/json"})
    assert (program.status_code, program.headers["content-type"]) == (400, "application/json")
    asked = served.client.get("/graphql", headers={"accept": "application/json"}, params={"query": "{ hello }"})
    assert asked.json() == {"data": {"hello": "hello world"}}
    assert "graphiql.js" in served.client.get("/graphql", headers=BROWSER, params={"query": "{ hello }"}).text


def test_everything_the_page_names_comes_from_this_server(served: Any) -> None:
    page = served.client.get("/graphql", headers=BROWSER)
    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert named == ["data:,", "/graphql/editor/graphiql.css", "/pages/editor.js", "/graphql/editor/graphiql.js"]
    for address in named[1:]:
        file = served.client.get(address)
        assert file.status_code == 200
        assert file.headers["x-content-type-options"] == "nosniff"


def test_the_browser_is_told_to_load_from_nowhere_else(served: Any) -> None:
    policy = served.client.get("/graphql", headers=BROWSER).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self'" in policy
    assert "http" not in policy


def test_the_editor_can_be_switched_off(serve: Callable[..., Any], tmp_path: Path) -> None:
    with serve(tmp_path, graphiql=False) as served:
        assert served.client.get("/graphql", headers=BROWSER).status_code == 400
        assert served.client.get("/graphql/editor/graphiql.js").status_code == 404


def test_no_other_file_is_served_beside_it(served: Any) -> None:
    for path in ("../../settings.py", "%2e%2e/%2e%2e/settings.py", "..%2f..%2fsettings.py", ""):
        assert served.client.get(f"/graphql/editor/{path}").status_code == 404


def test_the_built_files_are_those_that_were_summed_and_carry_their_licenses() -> None:
    sums = {line[66:]: line[:64] for line in (EDITOR_FILES / "SHA256SUMS").read_text().splitlines()}
    assert {"graphiql.js", "graphiql.css", "LICENSES.txt", "VERSION", "editor.jsx"} == set(sums)
    for name, digest in sums.items():
        assert sha256((EDITOR_FILES / name).read_bytes()).hexdigest() == digest, name
    texts = (EDITOR_FILES / "LICENSES.txt").read_text()
    for line in (EDITOR_FILES / "VERSION").read_text().splitlines():
        assert f"{line} (" in texts


def test_the_built_style_loads_nothing() -> None:
    style = (EDITOR_FILES / "graphiql.css").read_text()
    assert not re.search(r"@import|url\((?!\s*[\"']?data:)", style)


def _in_a_browser(url: str, folder: Path) -> str:
    return subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder}", "--virtual-time-budget=8000", "--dump-dom", url,
        ],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the editor is not looked at")
def test_the_editor_comes_up_in_a_browser(served: Any, tmp_path: Path) -> None:
    shown = _in_a_browser(f"{served.url}/graphql", tmp_path)
    assert "graphiql-execute-button" in shown
    assert "zhengtu token" in shown


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the editor is not looked at")
def test_the_editor_shows_the_query_that_an_address_names(served: Any, tmp_path: Path) -> None:
    shown = _in_a_browser(f"{served.url}/graphql?query=%7B%20nextStepsOfNotice%20%7D", tmp_path)
    assert "nextStepsOfNotice" in shown
    assert "zhengtu token" not in shown
