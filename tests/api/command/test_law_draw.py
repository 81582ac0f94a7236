"""`zhengtu law draw`: what is printed, in which words, and what is refused."""

import shutil
from pathlib import Path

import pytest
from builders.pictures import read

from api.command.ending import run
from api.command.zhengtu import app
from graph.cases.drawing import draw
from graph.cases.labels import Language
from graph.law.policies import POLICIES
from graph.law.workflows import LICENSE, OBJECTION, WORKFLOWS

CHINESE, ENGLISH = "zh_CN.UTF-8", "C.UTF-8"
STAND_IN = "#!/bin/sh\n[ \"$*\" = -Tsvg ] && echo '<svg>' && cat\n"
"""A program in the place of `dot` that shows what it was given."""


def drawn(*arguments: str) -> int:
    return run(lambda: app(["law", "draw", *arguments], prog_name="zhengtu"))


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_without_a_policy_all_that_know_the_workflow_are_drawn(
    workflow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drawn(workflow, "--lang", "zh") == 0
    printed = capsys.readouterr()
    assert printed.out == draw(WORKFLOWS[workflow], POLICIES.values(), Language.ZH)
    assert printed.err == ""
    known = {f"cluster_{name}" for name, row in POLICIES.items() if row.table(WORKFLOWS[workflow])}
    assert set(read(printed.out).clusters) == known


def test_a_policy_is_drawn_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn("objection", "--policy", "JI", "--lang", "en", "--format", "dot") == 0
    assert capsys.readouterr().out == draw(OBJECTION, [POLICIES["JI"]], Language.EN)


@pytest.mark.parametrize(("locale", "language"), [(CHINESE, Language.ZH), (ENGLISH, Language.EN)])
def test_the_words_are_those_of_the_locale(
    locale: str, language: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert drawn("license") == 0
    assert capsys.readouterr().out == draw(LICENSE, [POLICIES["WH"]], language)


@pytest.mark.parametrize("locale", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        (("permit",), tuple(WORKFLOWS)),
        (("objection", "--policy", "XX"), tuple(POLICIES)),
        (("license", "--policy", "XX"), ("WH",)),
        (("license", "--policy", "CZ"), ("CZ", "WH")),
        (("license", "--lang", "fr"), ("zh", "en")),
        (("license", "--format", "png"), ("dot", "svg")),
        ((), ("WORKFLOW",)),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    arguments: tuple[str, ...],
    there: tuple[str, ...],
    locale: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert drawn(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [name for name in there if name not in said.err] == []
    assert ("错误" in said.err) is (locale == CHINESE)


@pytest.mark.parametrize(("locale", "text_works"), [(CHINESE, "不需要它"), (ENGLISH, "needs none")])
def test_without_dot_there_is_no_svg_and_what_to_install_is_said(
    locale: str,
    text_works: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert drawn("objection", "--format", "svg") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "graphviz" in said.err
    assert text_works in said.err
    assert drawn("objection") == 0


def test_dot_is_given_the_text_and_its_picture_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "dot"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert drawn("objection", "--policy", "JI", "--lang", "zh", "--format", "svg") == 0
    assert capsys.readouterr().out == "<svg>\n" + draw(OBJECTION, [POLICIES["JI"]], Language.ZH)


@pytest.mark.skipif(shutil.which("dot") is None, reason="no `dot`: apt-get install graphviz")
@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_graphviz_draws_it(workflow: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn(workflow, "--lang", "zh", "--format", "svg") == 0
    assert WORKFLOWS[workflow].name.zh in capsys.readouterr().out
