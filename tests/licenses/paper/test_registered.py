"""Registered pictures of characters: what is read of them, and what is refused."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from builders.licenses import KIND, metadata
from builders.rare_letters import drawing_with
from PIL import Image

from graph.errors import Malformed
from graph.words.face_fields import FaceField
from licenses.paper import face, pictures
from licenses.paper.pictures import PictureRefused, read

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
SQUARE = '<path d="M10 10H90V90H10Z"/>'


def svg(inside: str = SQUARE, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def png(size: tuple[int, int] = (96, 96), mode: str = "L", *, ink: bool = True) -> bytes:
    picture = Image.new(mode, size, "white" if mode != "RGBA" else (0, 0, 0, 0))
    if ink:
        picture.paste("black" if mode != "RGBA" else (0, 0, 0, 255), (8, 8, size[0] - 8, size[1] - 8))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def put(folder: Path, content: bytes, end: str = "svg") -> Path:
    file = folder / f"U+20BB7.{end}"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        svg(),
        svg("<title>字</title><g fill='black'><path d='M0 0 L100 0 L100 100 Z' fill='#000'/></g>"),
        svg('<path d="M10 50A40 40 0 1 1 90 50C90 60 70 90 50 90Q20 90 10 50z"/>'),
        b"<?xml version='1.0' encoding='UTF-8'?><!-- drawn by hand -->" + svg(),
    ],
)
def test_outlines_of_an_svg_become_a_letter(content: bytes, tmp_path: Path) -> None:
    steps = [name for name, _ in read(put(tmp_path, content), "𠮷").steps]
    assert steps[0] == "moveTo"
    assert steps[-1] == "closePath"


@pytest.mark.parametrize("mode", ["L", "1", "RGB", "RGBA", "P"])
def test_what_is_dark_in_a_png_becomes_a_letter(mode: str, tmp_path: Path) -> None:
    content = png(mode=mode) if mode != "P" else png()
    outline = read(put(tmp_path, content, "png"), "𠮷")
    assert len(outline.steps) == 5, "one box"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "SVG"),
        (b"hello", "SVG"),
        (b"<svg/>", "SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "文档类型"),
        (b"<?xml-stylesheet href='http://example.org/a.css'?>" + svg(), "处理指令"),
        (svg("<script>alert(1)</script>"), "script"),
        (svg('<image href="http://example.org/a.png"/>'), "image"),
        (svg("<use href='#a'/>"), "use"),
        (svg("<text>吉</text>"), "text"),
        (svg("<foreignObject/>"), "foreignObject"),
        (svg("<style>path{fill:url(http://example.org)}</style>"), "style"),
        (svg('<path d="M0 0H90V90Z" onload="alert(1)"/>'), "onload"),
        (svg('<path d="M0 0H90V90Z" style="fill:red"/>'), "style"),
        (svg('<path d="M0 0H90V90Z" transform="scale(9)"/>'), "transform"),
        (svg('<path d="M0 0H90V90Z" fill="red"/>'), "黑色"),
        (svg('<path d="M0 0H90V90Z" fill-rule="evenodd"/>'), "nonzero"),
        (svg(head='<svg xmlns="http://www.w3.org/2000/svg">'), "viewBox"),
        (svg(head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0">'), "viewBox"),
        (svg(head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 1">'), "viewBox"),
        (svg(head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'), "正方形"),
        (svg(""), "没有字"),
        (svg('<path d="M1 1H2V2Z"/>'), "太小"),
        (svg('<path d="M-500 0H90V90Z"/>'), "超出"),
        (svg('<path d="nothing"/>'), "路径"),
        (svg('<path d="M0 0 L"/>'), "路径"),
        (svg('<path d="M0 0 L1e999 90 L9 9Z"/>'), "读取"),
        (svg('<path d="M10 10' + "L90 90L10 10" * 15_000 + 'Z"/>'), "64 KB"),
        (svg('<path d="M9 9' + "h1" * 30_000 + 'Z"/>'), "复杂"),
    ],
)
def test_an_svg_that_is_more_than_outlines_is_refused_by_name(content: bytes, word: str, tmp_path: Path) -> None:
    with pytest.raises(PictureRefused) as refused:
        read(put(tmp_path, content), "𠮷")
    assert word in refused.value.text.zh
    assert refused.value.text.en


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "PNG"),
        (png()[:60], "PNG"),
        (png((20, 20)), "48"),
        (png((600, 600)), "512"),
        (png((100, 60)), "正方形"),
        (png(ink=False), "没有字"),
        (b"\xff\xd8\xff", "PNG"),
    ],
)
def test_a_png_that_is_no_letter_is_refused(content: bytes, word: str, tmp_path: Path) -> None:
    with pytest.raises(PictureRefused) as refused:
        read(put(tmp_path, content, "png"), "𠮷")
    assert word in refused.value.text.zh


def test_a_picture_is_found_by_its_code_point_and_an_svg_goes_first(tmp_path: Path) -> None:
    assert pictures.file_of(None, "𠮷") is None
    assert pictures.file_of(tmp_path, "𠮷") is None
    second = put(tmp_path, png(), "png")
    assert pictures.file_of(tmp_path, "𠮷") == second
    assert pictures.file_of(tmp_path, "𠮷") != put(tmp_path, svg())


def test_a_page_is_told_apart_by_everything_that_is_drawn_and_by_what_it_is_drawn_with(tmp_path: Path) -> None:
    photo = png()
    put(tmp_path, svg())
    with drawing_with(Path("/nowhere"), tmp_path):
        said = metadata(face={"KZ_MC": "𠮷林"})
        kind = replace(KIND, fields=(FaceField("KZ_MC", "名称", "文本"),))
        first = face.told_apart(said, kind, photo, "http://a/v/1")
        assert face.told_apart(said, kind, photo, "http://a/v/1") == first
        others = {
            face.told_apart(*given)
            for given in (
                (replace(said, issuer_name="另一机关"), kind, photo, "http://a/v/1"),
                (said, replace(kind, colour="#123456"), photo, "http://a/v/1"),
                (said, kind, png((97, 96)), "http://a/v/1"),
                (said, kind, photo, "http://b/v/1"),
            )
        }
        put(tmp_path, svg('<path d="M20 20H80V80Z"/>'))
        others.add(face.told_apart(said, kind, photo, "http://a/v/1"))
        assert len(others - {first}) == 5
        (tmp_path / "U+20BB7.svg").unlink()
        with pytest.raises(Malformed, match="𠮷"):
            face.told_apart(said, kind, photo, "http://a/v/1")
