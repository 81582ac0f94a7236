"""Batches asked for over HTTP, where several processes serve: any of them tells how far a step is that one takes."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from builders import firms
from builders.more import left_out
from builders.processes import SMALL, ask, command, running, token
from builders.small_demonstration import tables

from api.command.ending import Exit
from graph.words.people import Role

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a store is a process here")
MANY = 230
"""More than one transaction."""
PUBLIC = "https://licences.example.org"
"""In the code of every page: the command that goes on issues what the service's workers drew, with the same address."""
RECEIVE = """mutation ($input: LicenseBatchDataInput!) { receiveLicenseBatch(input: $input) {
  licenseBatch { batch run { total going } } errors { code path } } }"""
STEP = """mutation ($input: %s!) { %s(input: $input) { licenseBatch { batch } errors { code path } } }"""
SHOW = "query ($batch: String!) { licenseBatch(batch: $batch) { counts { state count } run { going done } } }"


def sent(url: str, bearer: str, file: bytes) -> Any:
    """Hand in a sheet as a client does."""
    given = {"type": firms.KIND, "issuer": firms.ISSUER, "file": None, "idempotencyKey": "one sheet"}
    operations = {"query": RECEIVE, "variables": {"input": given}}
    fields = {"operations": orjson.dumps(operations).decode(), "map": '{"0": ["variables.input.file"]}'}
    bears = {"authorization": f"Bearer {bearer}", "graphql-preflight": "1"}
    files = {"0": ("firms.csv", file)}
    answer = httpx.post(f"{url}/graphql", data=fields, files=files, headers=bears, timeout=60).json()
    assert "errors" not in answer, answer
    return answer["data"]["receiveLicenseBatch"]


def ended(url: str, bearer: str, batch: str) -> dict[str, int]:
    """Wait until no step is being taken, asking whichever process answers; how many stand where."""
    for _ in range(1200):
        told = ask(url, SHOW, bearer, batch=batch)["licenseBatch"]
        if not told["run"]["going"]:
            return {each["state"]: each["count"] for each in told["counts"]}
        time.sleep(0.1)
    raise AssertionError("it never ends")


@left_out
@pytest.mark.slow
def test_a_batch_is_taken_through_all_steps_by_several_processes(migrated_folder: Path, tmp_path: Path) -> None:
    home, small = migrated_folder.parent, (tables(tmp_path / "tables"), "1")
    with running(home, *small, program=SMALL, ZHENGTU_WORKERS="2", ZHENGTU_PUBLIC_URL=PUBLIC) as server:
        server.says(r"made \d+")
        url = server.url()
        officer, maker, issuer = [token(home, Role.STAFF, each) for each in (firms.OFFICER, firms.MAKER, firms.ISSUES)]
        begun = sent(url, officer, firms.sheet(MANY))
        assert begun["errors"] == []
        batch = begun["licenseBatch"]["batch"]
        assert sent(url, officer, firms.sheet(MANY))["licenseBatch"]["batch"] == batch
        assert ended(url, officer, batch) == {"RECEIVED": MANY}
        steps: tuple[tuple[str, str, str, dict[str, str], str], ...] = (
            ("makeLicenseBatch", "LicenseBatchInput", maker, {}, "MADE"),
            ("handleLicenseBatch", "HandleLicenseBatchInput", officer, {"handling": "REVIEW"}, "REVIEWED"),
        )
        for name, kind, bearer, more, state in steps:
            asked = ask(url, STEP % (kind, name), bearer, input={"batch": batch} | more)
            assert asked[name]["errors"] == []
            assert ended(url, officer, batch) == {state: MANY}
        wrong = ask(url, STEP % ("LicenseBatchInput", "issueLicenseBatch"), maker, input={"batch": batch})
        assert wrong["issueLicenseBatch"]["errors"][0]["code"] in {"ANOTHER_POST", "NOT_FOUND"}
        ask(url, STEP % ("LicenseBatchInput", "issueLicenseBatch"), issuer, input={"batch": batch})
        assert server.ends(signal.SIGTERM) == Exit.DONE
    issued = command(home, "batch", "issue", batch, LC_ALL="C.UTF-8", ZHENGTU_TOKEN=issuer, ZHENGTU_PUBLIC_URL=PUBLIC)
    shown = command(home, "batch", "show", batch, "--json", LC_ALL="C.UTF-8", ZHENGTU_TOKEN=issuer)
    assert orjson.loads(shown.stdout)["states"] == {"ISSUED": MANY}, issued.stdout + issued.stderr
