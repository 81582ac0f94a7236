"""The pictures of the law in the documents are those that the commands named there print."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from builders.documents import ROOT
from builders.pictures import Picture, lines, read

from api.command.ending import run
from api.command.zhengtu import app

PAGES = (ROOT / "docs" / "law.md", ROOT / "docs" / "law.zh.md")
PICTURES = ROOT / "docs" / "pictures"
COMMAND = re.compile(r"^zhengtu (law draw .+) > (\S+)$", re.MULTILINE)
COMMANDS = [(words, file) for page in PAGES for words, file in COMMAND.findall(page.read_text("utf-8"))]
TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.mark.parametrize(("words", "file"), COMMANDS, ids=[file for _, file in COMMANDS])
def test_a_text_is_what_its_command_prints(words: str, file: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert run(lambda: app(words.split(), prog_name="zhengtu")) == 0
    assert (ROOT / file).read_text("utf-8") == said.getvalue(), f"run: zhengtu {words} > {file}"


@pytest.mark.parametrize("file", [file for _, file in COMMANDS])
def test_a_picture_has_the_words_of_its_text(file: str) -> None:
    svg = ET.parse((ROOT / file).with_suffix(".svg"))
    shown = Counter("".join(each.itertext()).replace("\xa0", " ") for each in svg.iter(TEXT))
    assert shown == Counter(_labels(read((ROOT / file).read_text("utf-8")))), "draw it anew with --format svg"


def test_every_picture_is_shown_and_has_its_command() -> None:
    named = {Path(file).name for _, file in COMMANDS}
    assert len(COMMANDS) == 8
    assert {file.name for file in PICTURES.iterdir()} == named | {str(Path(file).with_suffix(".svg")) for file in named}
    for page in PAGES:
        text = page.read_text("utf-8")
        shown = set(re.findall(r"!\[[^\]]+\]\(pictures/(\S+)\.svg\)", text))
        assert shown == {Path(file).stem for _, file in COMMAND.findall(text)}


def _labels(picture: Picture) -> list[str]:
    tokens = [picture.attributes["label"], *(look["label"] for look in picture.nodes.values())]
    inner = [line for cluster in picture.clusters.values() for line in _labels(cluster)]
    return [line for token in tokens for line in lines(token) if line] + inner
