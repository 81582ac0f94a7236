"""`zhengtu erase`: whose code comes from standard input is erased, beside a service that runs; nowhere is it said."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import httpx
import pytest
from builders.more import left_out
from builders.processes import COMMAND, SECONDS, Ended, ask, environment, running, token
from builders.releases import kept
from releases.deeds import ISSUER, SHOPS, uscc

from api.command.ending import Exit
from graph.words.people import Role

HOME = kept("home")["0.1.0"]
"""A shop's licence was suspended, another's cancelled, a third's replaced."""
SUSPENDED, CANCELLED, _ = (uscc(serial) for _, serial in SHOPS)
HELD = "{ licenses { edges { node { identifier erasedAt state holders { code } } } } }"


def erase(home: Path, code: str, *words: str) -> Ended:
    """Run the command with a code on its standard input."""
    ended = subprocess.run(
        [*COMMAND, "erase", *words], cwd=home, env=environment(home), input=f"{code}\n", capture_output=True,
        encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip
    assert code not in ended.stdout + ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_without_a_reason_nothing_is_opened(tmp_path: Path) -> None:
    assert erase(tmp_path, CANCELLED).returncode == Exit.USAGE
    assert list(tmp_path.iterdir()) == []


@left_out
def test_a_holder_is_erased_while_the_service_runs(store_folder: Path) -> None:
    home = store_folder.parent
    HOME.unpack(home)
    subprocess.run(["tar", "-xf", HOME.folder / "store.tar.xz", "-C", home], check=True)
    with running(home, "serve") as server:
        url = server.url()
        issuer = token(home, Role.STAFF, ISSUER.subject)
        held = {
            each["node"]["holders"][0]["code"]: each["node"] for each in ask(url, HELD, issuer)["licenses"]["edges"]
        }

        told = erase(home, CANCELLED, "--why", "试", "--dry-run")
        assert told.returncode == Exit.DONE
        assert held[CANCELLED]["identifier"] in told.stdout
        assert "--basis" in told.stderr
        assert ask(url, HELD, issuer)["licenses"]["edges"]
        refused = erase(home, SUSPENDED, "--why", "试")
        assert (refused.returncode, "no natural person" in refused.stderr) == (Exit.NO, True)

        done = erase(home, CANCELLED, "--why", "本人申请", "--basis", "个人信息保护法第四十七条", "--json")
        assert done.returncode == Exit.DONE, done.stderr
        assert json.loads(done.stdout)["erased"] is True
        again = erase(home, CANCELLED, "--why", "本人申请", "--basis", "个人信息保护法第四十七条")
        assert again.returncode == Exit.NO

        now = {each["node"]["identifier"]: each["node"] for each in ask(url, HELD, issuer)["licenses"]["edges"]}
        erased = now[held[CANCELLED]["identifier"]]
        assert (erased["holders"][0]["code"], erased["state"]) == ("***", held[CANCELLED]["state"])
        assert erased["erasedAt"]
        assert now[held[SUSPENDED]["identifier"]] == held[SUSPENDED]
        file = httpx.get(
            f"{url}/licenses/{erased['identifier']}.pdf", headers={"authorization": f"Bearer {issuer}"}, timeout=60
        )
        assert (file.status_code, "个人信息已清除" in file.text) == (404, True)


@left_out
@pytest.mark.parametrize("words", [("--why", " "), ("--why", "x" * 501)])
def test_a_reason_that_is_none_or_too_long_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert erase(tmp_path, CANCELLED, *words).returncode in {Exit.USAGE, Exit.NO}
    assert list(tmp_path.iterdir()) == []
