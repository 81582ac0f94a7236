"""Every command and query of the documents, followed in a clone in which a demonstration is served."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast as as_if

import pytest
from builders.documents import ROOT, differences, follow, session, steps
from builders.more import left_out
from builders.readers import DEMONSTRATION, NOT_RUN, run_here
from rich.console import Console

from api.command.demonstration import SAMPLE, Announcement, command
from api.graphql.backend import Backend
from api.process.settings import load
from api.service.opening import Service
from graph.words.licensing import LicenseState
from seed.cast import cast, elsewhere
from seed.plan import plan

EXAMPLES = (("README.md", "make demo", "C.UTF-8"), ("README.zh.md", "LANG=zh_CN.UTF-8 make demo", "zh_CN.UTF-8"))
LICENSES = 50
"""As many as `demonstration` has."""
BUSINESS_LICENSE = "11100000MB0143028R001"


@left_out
@pytest.mark.slow
@pytest.mark.parametrize(
    ("demonstration", "document"),
    [("Chinese" if each.endswith(".zh.md") else "English", each) for each in DEMONSTRATION],
    indirect=["demonstration"],
)
def test_who_follows_a_document_reads_what_it_says(document: str, demonstration: tuple[Path, str]) -> None:
    folder, url = demonstration
    with session(folder, url, chinese=document.endswith(".zh.md")) as reader:
        wrong = follow(document, reader, lambda step: run_here(document, step))
    assert not wrong, "\n\n".join(wrong)


def test_what_is_not_run_stands_in_a_document_and_says_why() -> None:
    written = {(name, step.command) for name in DEMONSTRATION for step in steps((ROOT / name).read_text("utf-8"))}
    assert set(NOT_RUN) - written == set()
    assert all(NOT_RUN.values())


@pytest.mark.parametrize(("document", "typed", "locale"), EXAMPLES)
def test_make_demo_says_first_what_to_do(
    document: str, typed: str, locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_MESSAGES", locale)
    monkeypatch.chdir(tmp_path)
    screen = io.StringIO()
    service = Service(load(), as_if("Backend", None), lambda: datetime.now(UTC))
    asyncio.run(Announcement(Console(file=screen, width=120), (*cast(), *elsewhere()))(service))
    said = screen.getvalue().replace(command(), ".venv/bin/zhengtu")
    (step,) = (step for step in steps((ROOT / document).read_text("utf-8")) if step.command == typed)
    assert not (wrong := differences(step, said)), wrong


def test_on_any_day_a_sample_of_the_business_licence_is_in_force() -> None:
    for day in (datetime.now(UTC).date() + timedelta(days=17 * each) for each in range(40)):
        planned = plan(LICENSES, on=day)
        assert any(
            one.type_code == BUSINESS_LICENSE
            and one.state is LicenseState.IN_FORCE
            and (one.valid_until is None or one.valid_until >= day)
            for one in planned
        ), (day, SAMPLE)
