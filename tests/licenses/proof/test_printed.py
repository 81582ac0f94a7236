"""The faces of forty licences, one of every type, typed as they stand on the drawn page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from builders.every_type import AT, AUTHORITY, KINDS, ON, Drawn, every_type
from builders.more import LEFT_OUT

from graph.words.face_fields import FaceField
from graph.words.licensing import LicenseRecord, LicenseState, LicenseType
from licenses.proof.face_check import Face, FaceAnswer
from licenses.proof.printed import printed, typed_from_page
from licenses.proof.register import Inquiry, Record, Standing
from licenses.proof.verification import verify_identifier
from seed.plan import PlannedLicense, plan

pytestmark = [*LEFT_OUT]

NAMES = re.compile(r".*(人|姓名|名称|单位|主体)(\(.*\))?")
"""Labels that stand beside names."""


@dataclass(frozen=True)
class Sample:
    """A licence, its type and what was typed from its page."""

    drawn: Drawn
    typed: Face
    """Label and value of every row, then number, authority and days, as the page has them."""

    @property
    def planned(self) -> PlannedLicense:
        return self.drawn.planned

    @property
    def kind(self) -> LicenseType:
        return self.drawn.kind

    @property
    def identifier(self) -> str:
        return self.drawn.identifier

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer like the register that issued it."""
        one, holders = self.planned, [holder.name for holder in self.planned.holders]
        record = Record(
            state=LicenseState.IN_FORCE,
            state_now=LicenseState.IN_FORCE,
            valid_from=one.valid_from,
            valid_until=None,
            version="001",
            face=one.face,
            printed=printed(_record(one, self.identifier), self.kind.fields, one.face, AUTHORITY, holders),
        )
        return Standing(keeps_issuer=True, record=record if inquiry.identifier == self.identifier else None)


def _record(one: PlannedLicense, identifier: str) -> LicenseRecord:
    return LicenseRecord(
        id="1", identifier=identifier, number=one.number, number_hash="", number_key="",
        number_personal=False, version=1, state=LicenseState.IN_FORCE,
        issued_on=one.issued_on, valid_from=one.valid_from, valid_until=one.valid_until, sealed_at=AT, digest="",
        size=0, seal_serial="", type_code=one.type_code, type_name=KINDS[one.type_code].name, issuer=one.issuer,
        history=(), face_cipher="", holder_hashes=(), change_reason="", replaces_id=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """One licence of every type, typed from the text of its drawn page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    folder = tmp_path_factory.mktemp("pages")
    return [_typed(drawn, folder) for drawn in every_type()]


def _typed(drawn: Drawn, folder: Path) -> Sample:
    file = folder / f"{drawn.kind.code}.pdf"
    file.write_bytes(drawn.page)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True, text=True)
    labels = [field.label for field in drawn.kind.fields if not field.pictorial]
    return Sample(drawn, (*_rows(done.stdout, labels), *_beside(done.stdout, drawn.planned.number)))


def _rows(page: str, labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Label and value of each row; both as the page spaces and breaks them."""
    if _label("持证主体").search(page):
        labels = ["持证主体", *labels]
    places, at = [], 0
    for label in labels:
        found = _label(label).search(page, at)
        assert found is not None, (label, page)
        places.append(found.span())
        at = found.end()
    end = re.compile(rf"\s(?:扫\s?码|特此证明|以上内容|{AUTHORITY})").search(page, at)
    assert end is not None
    for (start, stop), (until, _) in zip(places, [*places[1:], end.span()], strict=True):
        yield page[start:stop], page[stop:until]


def _label(label: str) -> re.Pattern[str]:
    return re.compile(r"(?<=\s)" + r"\s?".join(map(re.escape, label)) + r"(?=\s)")


def _beside(page: str, number: str) -> Iterator[tuple[str, str]]:
    assert number in page
    assert AUTHORITY in page
    days = r"\d{4}年\d\d月\d\d日"
    issued = re.search(rf"{AUTHORITY}\s+({days})", page)
    validity = re.search(rf"有效期[\s　]({days} 至 (?:{days}|长期))", page)
    assert issued is not None
    assert validity is not None
    yield from (("编号：", number), ("颁发机构", AUTHORITY), ("颁发日期", issued[1]), ("有效期", validity[1]))


async def answered(sample: Sample, typed: Face) -> tuple[FaceAnswer | None, str]:
    """The code, and everything that is said."""
    verdict = await verify_identifier(sample.identifier, AT, sample, typed)
    return verdict.face_check, orjson.dumps(verdict.to_json()).decode()


async def test_a_face_typed_from_the_page_is_valid_for_every_type(samples: list[Sample]) -> None:
    assert len(samples) == 40
    for sample in samples:
        code, said = await answered(sample, sample.typed)
        assert code is FaceAnswer.VALID, (sample.kind.name, sample.typed)
        assert '"summary":"genuine"' in said


async def test_the_rows_of_the_type_alone_are_enough_and_one_required_row_less_is_too_little(
    samples: list[Sample],
) -> None:
    for sample in samples:
        needed = [(field.key, sample.planned.face[field.key]) for field in sample.kind.fields if not field.pictorial]
        assert (await answered(sample, needed))[0] is FaceAnswer.VALID, sample.kind.name
        for field in sample.kind.fields:
            if field.required and not field.pictorial:
                less = [(key, value) for key, value in needed if key != field.key]
                assert (await answered(sample, less))[0] is FaceAnswer.TOO_LITTLE, (sample.kind.name, field.label)


async def test_what_a_person_is_asked_to_type_is_on_the_page_and_enough(samples: list[Sample]) -> None:
    for sample in samples:
        labels = {field.label: sample.planned.face.get(field.key, "") for field in sample.kind.fields}
        holders = "、".join(holder.name for holder in sample.planned.holders)
        said = labels | {"编号": sample.planned.number, "持证人": holders}
        asked = typed_from_page(sample.kind.fields)
        whole = [(word, said[word]) for word, _ in asked]
        needed = [(word, said[word]) for word, is_needed in asked if is_needed]
        assert len(needed) >= 2
        for typed in (whole, needed):
            assert (await answered(sample, typed))[0] is FaceAnswer.VALID, (sample.kind.name, typed)


async def test_one_changed_letter_of_a_name_is_never_genuine_anywhere_in_the_answer(samples: list[Sample]) -> None:
    changed = 0
    for sample in samples:
        for place, (label, value) in enumerate(sample.typed):
            if not NAMES.fullmatch("".join(label.split())):
                continue
            for mutant in _mutants(value):
                typed = [*sample.typed[:place], (label, mutant), *sample.typed[place + 1 :]]
                code, said = await answered(sample, typed)
                assert code is FaceAnswer.PARTLY_WRONG, (sample.kind.name, label, mutant)
                assert "genuine" not in said.replace("not_genuine", "").lower()
                changed += 1
    assert changed > 1_500, changed


def _mutants(value: str) -> Iterator[str]:
    """Each letter left out, doubled, and another in its place."""
    for place, letter in enumerate(value):
        if not letter.isspace():
            yield value[:place] + value[place + 1 :]
            yield value[:place] + letter + value[place:]
            yield value[:place] + ("某" if letter != "某" else "李") + value[place + 1 :]


async def test_any_changed_character_of_any_row_is_answered_alike(samples: list[Sample]) -> None:
    sample = samples[0]
    wrong = {
        (await answered(sample, [*sample.typed[:place], (label, f"{value}某"), *sample.typed[place + 1 :]]))[1]
        for place, (label, value) in enumerate(sample.typed)
    }
    wrong.add((await answered(sample, [(label, "错") for label, _ in sample.typed]))[1])
    assert len(wrong) == 1


def test_the_page_of_an_older_licence_has_the_fields_that_it_was_issued_with() -> None:
    (one, *_) = plan(on=ON)
    fields = (
        FaceField("KZ_XM", "姓名", "文本"),
        FaceField("KZ_XIN", "新增项", "文本"),
        FaceField("KZ_ZP", "照片", "照片"),
    )
    on_page = printed(_record(one, "1"), fields, {"KZ_XM": "陈一凡", "KZ_JIU": "旧"}, AUTHORITY, ["陈一凡", "李二宁"])
    found = {field.key: field for field in on_page}
    assert [key for key in found if key.startswith("KZ_")] == ["KZ_XM", "KZ_XIN", "KZ_JIU"]
    assert (found["KZ_XM"].required, found["KZ_XIN"].required) == (True, False), "nobody can type what is not there"
    assert found["KZ_XIN"].texts == ("／",)
    assert found["CZZT"].texts == ("陈一凡、李二宁", "李二宁"), "the page names those whom no field names"


def test_what_anybody_may_look_up_counts_for_nothing() -> None:
    (one, *_) = plan(on=ON)
    private = {field.key for field in printed(_record(one, "1"), (), {}, AUTHORITY, ["陈一凡"]) if not field.public}
    assert private == {"ZZBH", "CZZT"}
