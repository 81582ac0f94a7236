"""Global ids: opaque, of one kind, and refused where they are none of ours."""

from __future__ import annotations

import pytest

from api.graphql.lens import ids
from api.graphql.lens.ids import global_id, identity_of, parsed
from graph.errors import Malformed


@pytest.mark.parametrize(("label", "identity"), [("Resource", "307/1"), ("Item", "307/1#姓名"), ("A", "b:c")])
def test_an_id_reads_back_as_label_and_identity(label: str, identity: str) -> None:
    assert parsed(global_id(label, identity)) == (label, identity)
    assert identity_of(label, global_id(label, identity)) == identity


@pytest.mark.parametrize("text", ["", "x", "=", "€", "Om5v", "bm9jb2xvbg", "YTo", "_" * 9, "a b", "0" * 5_000])
def test_what_is_no_id_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        parsed(text, "on", "item")
    assert (refused.value.code, refused.value.path, refused.value.value) == (
        "MALFORMED_ID",
        ("on", "item"),
        text[:200],
    )


def test_an_id_of_another_kind_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        identity_of("License", global_id("Department", "1"), "license")
    assert (refused.value.code, refused.value.path) == ("WRONG_KIND", ("license",))


def test_ids_are_kept_and_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "KEPT", 2)
    kept = ids.Ids("Item")
    assert [parsed(kept[each]) for each in "abcab"] == [("Item", each) for each in "abcab"]
    assert len(kept) <= 2
