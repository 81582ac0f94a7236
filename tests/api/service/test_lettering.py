"""Whoever draws for the service, in this process or in another, draws with the same fonts and pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.rare_letters import drawing_with as drawing_for_a_while

from api.process.settings import Settings
from api.process.workers import Workers
from api.service.lettering import drawing_with
from licenses.paper.face import missing_glyphs
from licenses.paper.lettering import DEBIAN_FOLDER, in_use

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M10 10H90V90H10Z"/></svg>'


def test_a_picture_in_the_home_folder_is_drawn_here_and_by_the_workers(tmp_path: Path) -> None:
    glyphs = tmp_path / "glyphs"
    with drawing_for_a_while():
        prepare = drawing_with(Settings(home=tmp_path))
        with Workers(1, prepare) as workers:
            assert workers.submit(missing_glyphs, "王𰻞").result() == missing_glyphs("王𰻞") == ("𰻞",)
            glyphs.mkdir()
            (glyphs / "U+30EDE.svg").write_text(SVG)
            assert workers.submit(missing_glyphs, "王𰻞").result() == missing_glyphs("王𰻞") == ()


@pytest.mark.parametrize(("given", "used"), [(None, DEBIAN_FOLDER), (Path("/opt/fonts"), Path("/opt/fonts"))])
def test_the_fonts_for_rare_characters_are_where_the_setting_says(
    given: Path | None, used: Path, tmp_path: Path
) -> None:
    with drawing_for_a_while():
        drawing_with(Settings(home=tmp_path, fonts=given))
        assert in_use().rare == used
        assert in_use().registered == tmp_path / "glyphs"
