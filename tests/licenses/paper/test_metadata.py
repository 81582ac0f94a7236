from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from builders.licenses import metadata

from graph.errors import Malformed
from graph.words.licensing import Holder
from licenses.paper.columns import LABELS
from licenses.paper.metadata import MAX_DOCUMENT_BYTES, Annotation, LicenseMetadata


def altered(**changes: object) -> bytes:
    document = json.loads(metadata().to_json())
    for key, value in changes.items():
        if value is None:
            del document[key]
        else:
            document[key] = value
    return json.dumps(document).encode()


def refusal(document: bytes) -> Malformed:
    with pytest.raises(Malformed) as caught:
        LicenseMetadata.from_json(document)
    return caught.value


def test_what_is_written_is_read_back() -> None:
    couple = (
        Holder("王春江", "340200199003070013", "111", "公民身份号码"),
        Holder("李若溪", "340200199104080029", "111", "公民身份号码"),
    )
    changed = datetime(2026, 6, 1, 8, tzinfo=UTC)
    whole = metadata(
        holders=couple,
        valid_until=None,
        predecessor="1.2.156.3005.2.X",
        change_reason="地址变更",
        changed_at=changed,
        annotation=Annotation(changed, "芜湖市大数据中心", "办理开户", date(2026, 7, 1)),
        face={"KZ_GZ": '引号"尖括号<&>换\n行'},
    )
    assert LicenseMetadata.from_json(whole.to_json()) == whole
    assert LicenseMetadata.from_pairs(whole.pairs()) == whole


def test_equal_metadata_give_equal_bytes_in_whatever_order_the_face_was_filled() -> None:
    one, other = metadata(face={"KZ_A": "1", "KZ_B": "2"}), metadata(face={"KZ_B": "2", "KZ_A": "1"})
    assert one.to_json() == other.to_json()


def test_the_document_uses_the_column_codes_of_the_standard() -> None:
    document = json.loads(metadata().to_json())
    assert document["ZZLXDM"] == "11100000000013338W032"
    assert document["ZZBFRQ"] == "2026-05-20"
    assert document["CZZT"] == ["陈一凡"]
    assert document["CZZTDMLXDM"] == ["111"]
    assert document["KZ_GZ"] == "建筑电工"
    assert all(key in LABELS or key.startswith("KZ_") for key in document)


def test_a_licence_without_end_says_so_in_words() -> None:
    assert metadata(valid_until=None).pairs()["ZZYXQJZRQ"] == "长期"


def test_an_ordinary_licence_carries_no_demonstration_mark() -> None:
    assert "ZT_YSBZ" not in metadata(demonstration=False).pairs()


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"ZZBS": None}, "FIELD_MISSING", ("ZZBS",)),
        ({"ZZYXQJZRQ": None}, "FIELD_MISSING", ("ZZYXQJZRQ",)),
        ({"CZZTDM": None}, "FIELD_MISSING", ("CZZTDM",)),
        ({"EXTRA": "x"}, "UNKNOWN_FIELD", ("EXTRA",)),
        ({"ZZBH": 7}, "NOT_A_TEXT", ("ZZBH",)),
        ({"KZ_GZ": ["x"]}, "NOT_A_TEXT", ("KZ_GZ",)),
        ({"CZZT": "陈一凡"}, "NOT_A_LIST", ("CZZT",)),
        ({"CZZT": ["陈一凡", "王五"]}, "HOLDERS_UNEVEN", ("CZZT",)),
        ({"CZZT": [], "CZZTDM": [], "CZZTDMLX": [], "CZZTDMLXDM": []}, "HOLDER_MISSING", ("CZZT",)),
        ({"ZZBFRQ": "2026-02-30"}, "NOT_A_DATE", ("ZZBFRQ",)),
        ({"ZZBFRQ": "20260220"}, "NOT_A_DATE", ("ZZBFRQ",)),
        ({"ZZQZSJ": "2026-05-20T09:30:00"}, "TIME_WITHOUT_ZONE", ("ZZQZSJ",)),
        ({"ZT_YSBZ": "否"}, "NOT_A_TEXT", ("ZT_YSBZ",)),
        ({"JZZZZ": "某机关"}, "FIELD_MISSING", ("JZZZSJ",)),
    ],
)
def test_what_is_not_exactly_such_a_document_is_refused_by_name(
    changes: dict[str, object], code: str, path: tuple[str, ...]
) -> None:
    refused = refusal(altered(**changes))
    assert (refused.code, refused.path) == (code, path)
    assert refused.message.zh
    assert refused.message.en


@pytest.mark.parametrize("document", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 60_000, b'{"ZZMC":"a","ZZMC":"b"}'])
def test_what_is_no_such_document_at_all_is_refused(document: bytes) -> None:
    assert refusal(document).code == "METADATA_UNREADABLE"


def test_a_document_beyond_the_limit_is_not_even_parsed() -> None:
    refused = refusal(b" " * (MAX_DOCUMENT_BYTES + 1))
    assert (refused.code, refused.limit) == ("METADATA_TOO_LARGE", f"{MAX_DOCUMENT_BYTES} bytes")
