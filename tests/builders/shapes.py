"""Genuine files of every shape that a licence may have: each page form, each level, before and after archiving."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from builders.licenses import DEPARTMENT, KIND, SEALED_AT, YEAR, Authority, metadata
from builders.viewers import sealed_revision
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from graph.words.face_fields import FaceField
from licenses.paper import face, stamp
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.trusted import TrustBundle
from licenses.seal import sealing

JUDGED_AT = SEALED_AT + 2 * YEAR - timedelta(days=30)
"""After the last archive timestamp, in the last days of the licence's validity."""
FIELDS = (
    FaceField("KZ_MC", "名称", "文本"),
    FaceField("KZ_FW", "经营范围", "多行"),
    FaceField("KZ_RQ", "成立日期", "日期"),
    FaceField("KZ_ZP", "照片", "照片"),
)
VALUES = {
    "KZ_MC": "芜湖市春江数字科技有限公司",
    "KZ_FW": "技术服务、技术咨询；体育场地设施经营。" * 3,
    "KZ_RQ": "2024-03-05",
}


def trust(authority: Authority) -> TrustBundle:
    """Trust in an authority, with its lists: a file that is cut back brings none."""
    return replace(authority.bundle, crls=authority.revocation)


def shapes(authority: Authority, layout: str) -> Mapping[str, bytes]:
    """One licence in a page form, at every level that it can have in its life.

    Cut back it is B-T, issued B-LT, archived B-LTA; 0.1.0 wrote the validation data into the sealed revision.
    """
    issued = sealed(authority, layout)
    archived = authority.archive(issued, SEALED_AT + timedelta(days=200))
    older = sealed_revision(_seal(authority, layout, _with_validation_data(page(layout), authority)))
    return {
        "issued": issued,
        "cut back": sealed_revision(issued),
        "archived": archived,
        "archived twice": authority.archive(archived, SEALED_AT + timedelta(days=400)),
        "of 0.1.0": older,
        "of 0.1.0, archived": authority.archive(older, SEALED_AT + timedelta(days=200)),
    }


def sealed(authority: Authority, layout: str) -> bytes:
    """A licence as it is issued, in a page form."""
    return _seal(authority, layout, page(layout))


def _seal(authority: Authority, layout: str, unsealed: bytes) -> bytes:
    picture, place = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True), face.LAYOUTS[layout].seal
    return sealing.seal(unsealed, _metadata(), picture, place, authority.sealer(), authority, SEALED_AT)


def page(layout: str) -> bytes:
    """A page in a page form, not sealed yet."""
    kind = replace(KIND, layout=layout, fields=FIELDS, photo=True)
    return face.draw(_metadata(), kind, _portrait(), "https://licenses.example/v/1")


def _metadata() -> LicenseMetadata:
    return metadata(face=VALUES)


def _portrait() -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((120, 160)).save(out, "JPEG")
    return out.getvalue()


class _Untouched(IncrementalPdfFileWriter):
    """A revision in which the library leaves the document's information alone."""

    def _update_meta(self) -> None:
        """Write no time and no name."""


def _with_validation_data(unsealed: bytes, authority: Authority) -> bytes:
    """A page that holds certificates and lists before it is sealed."""
    writer = _Untouched(io.BytesIO(unsealed.rstrip() + b"\n"))
    chain, lists = (
        generic.ArrayObject(writer.add_object(generic.StreamObject(stream_data=content)) for content in contents)
        for contents in (authority.chain, authority.revocation)
    )
    entries = {pdf_name("/Type"): pdf_name("/DSS"), pdf_name("/Certs"): chain, pdf_name("/CRLs"): lists}
    writer.root["/DSS"] = writer.add_object(generic.DictionaryObject(entries))
    writer.update_root()  # type: ignore[no-untyped-call]
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()
