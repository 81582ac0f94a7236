"""Licences that are made by the hundred are sealed like single ones: genuine, of level LT, recognised as issued."""

from __future__ import annotations

import asyncio
import hashlib
import io
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from asn1crypto import x509
from builders.every_type import CITIES, KINDS, stated
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, KIND, SEALED_AT, Authority, metadata, rsa_key
from builders.more import LEFT_OUT, left_out
from builders.portraits import portrait
from builders.time_service import time_service
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore

from graph.codes.identifier import build_identifier
from graph.errors import Malformed, Text
from graph.words.licensing import IssueOrder
from licenses.proof.brought import Brought
from licenses.proof.issued.recognition import facts_of, recognise
from licenses.proof.kept import form
from licenses.proof.kept.learning import as_issued
from licenses.proof.kept.telling import ValidationData
from licenses.proof.reading import read
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Question, Summary
from licenses.proof.verification import verify
from licenses.register import series
from licenses.register.making import Job, make
from licenses.register.sealed import Sealed
from licenses.register.series import Piece, Series
from licenses.seal.authority import DemonstrationAuthority
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import HttpTimestamper, Timestamper, TimestampUnavailable

pytestmark = [*LEFT_OUT]

URL = "https://licenses.example"
LONG = "建筑电工、建筑架子工；" * 400


def piece(number: int, trade: str = "建筑电工") -> Piece:
    identifier = build_identifier(KIND.code, DEPARTMENT_CODE, f"20260{number:05}").text
    said = metadata(number=f"皖B20260{number:05}", identifier=identifier, face={"KZ_GZ": trade, "KZ_XB": "男"})
    return Piece(replace(said, sealed_at=SEALED_AT + timedelta(seconds=number)), None)


def job(one: Piece, sealer: Sealer, timestamper: Timestamper) -> Job:
    said = one.said
    order = IssueOrder(
        type_code=KIND.code, issuer=DEPARTMENT_CODE, holders=said.holders, number=said.number,
        issued_on=said.issued_on, valid_from=said.valid_from, valid_until=said.valid_until, face=dict(said.face),
    )  # fmt: skip
    return Job(order, KIND, "wuhu", said, None, None, sealer, timestamper, URL)


def prepared(authority: Authority, sealer: Sealer | None = None) -> Series:
    return series.prepared(job(piece(0), sealer or authority.sealer(), authority))


def files(made: Sequence[Sealed | Malformed]) -> list[Sealed]:
    return [one for one in made if isinstance(one, Sealed)]


@pytest.fixture(scope="module")
def many(authority: Authority) -> list[Sealed]:
    """Some licences of one series."""
    return files(series.made(prepared(authority), [piece(number) for number in range(1, 6)]))


def test_they_are_genuine_and_read_as_files_that_were_issued_here(authority: Authority, many: list[Sealed]) -> None:
    assert not [one for one in many if one.singly]
    for number, one in enumerate(many, 1):
        said = facts_of(recognise(one.content)).metadata
        assert said == piece(number).said
        verdict = asyncio.run(verify(one.content, authority.bundle, SEALED_AT + timedelta(days=1)))
        assert verdict.summary is Summary.GENUINE
        assert verdict.identifier == piece(number).said.identifier


def test_their_digest_is_that_of_the_file(many: list[Sealed]) -> None:
    assert [one.digest for one in many] == [hashlib.sha256(one.content).hexdigest() for one in many]
    assert len({one.digest for one in many}) == len(many)


def test_what_is_told_of_them_is_what_is_found_in_them(many: list[Sealed]) -> None:
    for one in many:
        assert one.kept is not None
        assert Sealed.of(one.content) == replace(one, singly=True)
        facts = read(one.content)
        assert facts.seal is not None
        assert form.written(replace(facts, seal=None), Brought.of(facts.seal)) == one.kept


def test_of_no_file_is_the_seal_s_data_read_that_all_of_a_series_have(authority: Authority) -> None:
    of_another = replace(prepared(authority), data=ValidationData((b"of another",), ()))
    (one,) = files(series.made(of_another, [piece(1)]))
    assert one.kept != as_issued(one.content), "it is told by what the series says, and not by the file"


@pytest.mark.parametrize("name", ["甲 rdf:resource", "甲]]>", "甲\nb", "  甲 <b>&amp;</b> ", "\U00020bb7"])
def test_of_texts_that_xml_takes_for_more_the_same_is_kept(authority: Authority, name: str) -> None:
    one = piece(1)
    (made,) = files(series.made(prepared(authority), [replace(one, said=replace(one.said, sealed_by=name))]))
    assert not made.singly
    assert made == replace(Sealed.of(made.content), singly=False)


def test_of_a_seal_that_does_not_hold_nothing_is_kept(authority: Authority) -> None:
    ready = prepared(authority)
    lying = replace(ready, sealer=Lying(authority.sealer(), ready.sealer))
    (made,) = files(series.made(lying, [piece(1)]))
    assert made.kept is None
    late = replace(ready, timestamper=Lying(authority, authority))
    (made,) = files(series.made(late, [piece(1)]))
    assert made.kept is None


def test_they_can_be_checked_from_the_file_alone(authority: Authority, many: list[Sealed]) -> None:
    for number, one in enumerate(many, 1):
        reader = PdfFileReader(io.BytesIO(one.content), strict=True)
        context = DocumentSecurityStore.read_dss(reader).as_validation_context(
            {
                "trust_roots": [x509.Certificate.load(authority.chain[-1])], "allow_fetching": False,
                "moment": SEALED_AT + timedelta(days=1), "revocation_mode": "require",
            }
        )  # fmt: skip
        status = validate_pdf_signature(reader.embedded_regular_signatures[0], context)
        assert status.bottom_line
        assert status.docmdp_ok
        assert status.timestamp_validity is not None
        assert status.timestamp_validity.timestamp == SEALED_AT + timedelta(seconds=number)


def test_a_file_of_a_series_is_as_long_as_a_single_one_and_in_its_shape(authority: Authority) -> None:
    sealer = authority.sealer()
    (one,) = files(series.made(prepared(authority, sealer), [piece(1)]))
    alone = make(job(piece(1), sealer, authority))
    assert abs(len(one.content) - len(alone)) < len(alone) / 5
    ours, theirs = (recognise(content) for content in (one.content, alone))
    assert ours.papers == theirs.papers
    assert ours.seal.certificate == theirs.seal.certificate
    assert ours.seal.others == theirs.seal.others


@pytest.mark.parametrize("changes", [{"issuer_code": "11340200MB3003290W"}, {"type_code": "11100000MB0143028R001"}])
def test_no_seal_is_put_on_a_licence_of_another_issuer_or_type(authority: Authority, changes: dict[str, str]) -> None:
    other = Piece(replace(piece(1).said, **changes), None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="another issuer or type"):
        series.made(prepared(authority), [piece(2), other])


def test_a_bureau_may_seal_with_rsa(authority: Authority) -> None:
    sealer = authority.sealer(key=rsa_key("series"))
    (one,) = files(series.made(prepared(authority, sealer), [piece(1)]))
    verdict = asyncio.run(verify(one.content, authority.bundle, SEALED_AT + timedelta(days=1)))
    assert verdict.summary is Summary.GENUINE
    assert not one.singly


def test_what_has_no_room_on_its_page_is_made_singly_and_what_cannot_be_made_is_refused(authority: Authority) -> None:
    made = series.made(prepared(authority), [piece(1), piece(2, LONG), piece(3, "电\u200b工"), piece(4)])
    first, alone, refused, last = made
    assert isinstance(refused, Malformed)
    assert [one.singly for one in files(made)] == [False, True, False]
    for one in files((first, alone, last)):
        verdict = asyncio.run(verify(one.content, authority.bundle, SEALED_AT + timedelta(days=1)))
        assert verdict.summary is Summary.GENUINE


def test_a_series_goes_to_other_processes_without_a_key(tmp_path: Path) -> None:
    authority = DemonstrationAuthority.open(tmp_path, SEALED_AT)
    sealer = authority.sealer(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT)
    one = series.prepared(job(piece(0), sealer, authority.timestamper(SEALED_AT)))
    sent = pickle.dumps(one)
    (key,) = tmp_path.glob("keys/authority-seal-*.pem")
    assert key.read_bytes().split(b"\n")[1] not in sent
    (made,) = files(series.made(pickle.loads(sent), [piece(1)]))
    trusted = TrustBundle.of_pem(authority.root_file.read_bytes(), crls=sealer.revocation)
    verdict = asyncio.run(verify(made.content, trusted, SEALED_AT + timedelta(days=1)))
    assert verdict.summary is Summary.GENUINE
    assert {reply.code for reply in verdict.questions} >= {Question.TIME_TRUSTED, Question.INTACT}


@dataclass(frozen=True)
class Waiting:
    """A timestamp service that answers none before it has several in its hands."""

    authority: Authority
    several: Barrier

    @property
    def chain(self) -> tuple[bytes, ...]:
        return self.authority.chain

    @property
    def revocation(self) -> tuple[bytes, ...]:
        return self.authority.revocation

    def ask(self, request: bytes, at: datetime) -> bytes:
        self.several.wait(timeout=60)
        return self.authority.ask(request, at)


def test_several_timestamps_are_asked_for_at_once(authority: Authority) -> None:
    slow = replace(prepared(authority), timestamper=Waiting(authority, Barrier(4)))
    made = files(series.made(slow, [piece(number) for number in range(1, 9)]))
    stamped = [recognise(one.content).stated.time for one in made]
    assert stamped == [SEALED_AT + timedelta(seconds=number) for number in range(1, 9)], "each has its own"


def test_a_service_far_away_is_asked_over_few_connections_that_stay(authority: Authority) -> None:
    with time_service(authority) as service:
        far = HttpTimestamper(service.url, authority.chain, authority.revocation)
        of_far = replace(prepared(authority), timestamper=far)
        for begin in (1, 25):
            made = files(series.made(of_far, [piece(number) for number in range(begin, begin + 24)]))
            assert [one.kept for one in made] == [as_issued(one.content) for one in made]
        assert service.answered == 48
        assert len(service.connections) <= 2 * series.ASKED_AT_ONCE  # a round may find those of the first idle too long


@dataclass(frozen=True)
class Lying:
    """A key that is not that of the certificate, and a timestamp service whose answers somebody changes on the way."""

    key: Any
    papers: Any

    @property
    def certificate(self) -> bytes:
        return self.papers.certificate  # type: ignore[no-any-return]

    @property
    def chain(self) -> tuple[bytes, ...]:
        return self.papers.chain  # type: ignore[no-any-return]

    @property
    def revocation(self) -> tuple[bytes, ...]:
        return self.papers.revocation  # type: ignore[no-any-return]

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data + b"!")  # type: ignore[no-any-return]

    def ask(self, request: bytes, at: datetime) -> bytes:
        year = f"{at.astimezone(UTC):%Y%m%d}".encode()
        return self.key.ask(request, at).replace(year, b"20200101")  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Gone:
    """A timestamp service that cannot be reached."""

    chain: tuple[bytes, ...] = ()
    revocation: tuple[bytes, ...] = ()

    def ask(self, request: bytes, at: datetime) -> bytes:  # noqa: ARG002 - it is not there
        raise TimestampUnavailable(Text("不可用", "not available"))


def test_without_trusted_time_nothing_is_made(authority: Authority) -> None:
    with pytest.raises(TimestampUnavailable):
        series.made(replace(prepared(authority), timestamper=Gone()), [piece(1), piece(2)])


@left_out
@pytest.mark.parametrize(("code", "city"), list(zip(sorted(KINDS), cycle(CITIES), strict=False)), ids=sorted(KINDS))
def test_every_type_of_the_demonstration_is_sealed_in_the_series(
    code: str, city: tuple[str, str], authority: Authority
) -> None:
    kind = KINDS[code]
    photo = portrait() if kind.photo else None
    pieces = [Piece(replace(said, sealed_at=SEALED_AT), photo) for said in stated(code, city)]
    sealer = authority.sealer(city[0], pieces[0].said.issuer_code)
    of_city = series.prepared(replace(job(pieces[0], sealer, authority), kind=kind))
    for one, of in zip(series.made(of_city, pieces), pieces, strict=True):
        assert isinstance(one, Sealed)
        assert not one.singly
        assert facts_of(recognise(one.content)).metadata == of.said
        assert one.kept is not None
        assert Sealed.of(one.content) == replace(one, singly=True)
        verdict = asyncio.run(verify(one.content, authority.bundle, SEALED_AT + timedelta(days=1)))
        assert verdict.summary in {Summary.GENUINE, Summary.NOT_IN_FORCE}
        answered = {reply.code: reply.answer for reply in verdict.questions}
        assert answered[Question.CERTIFICATE_VALID_THEN] is Answer.YES
