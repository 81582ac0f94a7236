"""Rows stand in the largest size at which they have room: how high they are is told without laying them out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as fonts
import pytest
import typst
from builders.every_type import KINDS, ON
from builders.licenses import metadata
from builders.more import LEFT_OUT

from licenses.paper import face, lettering, writer
from seed.plan import plan

CHECK = """
#import "face.typ": lettered
#import "layouts.typ": blocks, size-of
#show: lettered
#for face in json(bytes(sys.inputs.printed)) {
  context {
    let block = blocks.at(face.layout)
    let face = (..face, colour: rgb(face.colour))
    let laid = block.sizes.find(size => measure(
      std.block(width: block.width, { set text(size: size); (block.body)(face, face.rows, size) }), width: block.width,
    ).height <= block.height)
    assert(laid == size-of(face), message: face.title + repr(laid) + repr(size-of(face)))
  }
}
"""
WORDS = (
    "技术服务、技术开发；（依法须经批准的项目，经相关部门批准后方可开展经营活动）“以上”不含——危险品，AVATAR 2026年3月。"
)


def of_types(codes: Collection[str]) -> Iterator[dict[str, Any]]:
    """A face of each of these types, as it is and with values that grow."""
    first = {one.type_code: one for one in reversed(list(plan(on=ON)))}
    for code, one in sorted((code, one) for code, one in first.items() if code in codes):
        kind = KINDS[code]
        said = metadata(name=kind.name, holders=one.holders, face=dict(one.face))
        words, _ = face.printed(said, kind, None)
        yield words
        for step in range(1, 60, 7):
            grown = [
                {**row, "value": row["value"] + (WORDS * 6)[: step * (place + 1) % (61 + step)] + "\n续" * (step % 3)}
                for place, row in enumerate(words["rows"])
            ]
            yield {**words, "rows": grown}


ONE_OF_EACH_FORM = {kind.layout: kind.code for kind in KINDS.values()}.values()


@pytest.mark.parametrize("codes", [ONE_OF_EACH_FORM, pytest.param(KINDS, marks=LEFT_OUT)], ids=["forms", "every type"])
def test_the_size_is_the_one_at_which_the_rows_were_laid_out(codes: Collection[str], tmp_path: Path) -> None:
    templates = shutil.copytree(writer._TEMPLATES, tmp_path / "templates")
    (templates / "check.typ").write_text(CHECK)
    given = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.serif_path().parent)]
    )
    compiler = typst.Compiler(root=str(templates), font_paths=given, ignore_system_fonts=True)
    faces = list(of_types(codes))
    assert len({one["layout"] for one in faces}) == len(face.LAYOUTS)
    inputs = {"printed": json.dumps(faces), "fonts": json.dumps(lettering.FAMILIES)}
    compiler.compile(input=str(templates / "check.typ"), format="pdf", sys_inputs=inputs)
