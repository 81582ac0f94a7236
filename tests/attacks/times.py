"""Time: timestamps that prove nothing or another time; archive timestamps that cover the wrong thing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

from asn1crypto import cms
from attacks.drafting import drafted
from attacks.kinds import BROKEN, NOT_INTACT, Attack, Build, Catch, Family, no, not_yes, undecided
from attacks.revision import Draft, exchanged, stream
from attacks.services import Service
from attacks.signing import revalued
from attacks.specimens import Specimen, authorities
from attacks.trust import revoking, traitor
from builders.licenses import SEALED_AT, YEAR, Clock
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfTimeStamper

from licenses.proof.causes import Cause
from licenses.proof.verdict import Question
from licenses.seal import certificates
from licenses.seal.certificates import Profile

_LATE = timedelta(days=90)


def _archived(specimen: Specimen) -> bytes:
    return specimen.authority.archive(specimen.data, SEALED_AT + _LATE)


def _archived_by_stranger(specimen: Specimen) -> bytes:
    return authorities()[1].archive(specimen.data, SEALED_AT + _LATE)


def _archived_in_two_formats(specimen: Specimen) -> bytes:
    return specimen.authority.archive(_archived(specimen), SEALED_AT + _LATE)


def _changed_under_archive(specimen: Specimen) -> bytes:
    """Change the page, and archive the change."""
    draft = drafted(specimen)
    changed = draft.with_objects({draft.numbers.contents: stream(b"0 0 1 rg 0 0 500 500 re f")})
    return specimen.authority.archive(changed.written(), SEALED_AT + _LATE)


def _bit_changed_under_archive(specimen: Specimen) -> bytes:
    data = bytearray(_archived(specimen))
    place = data.index(b"stream", 200) + 40
    data[place] ^= 1
    return bytes(data)


def _object_behind_archive(specimen: Specimen) -> bytes:
    return Draft(_archived(specimen)).adding(stream(b"nothing"))[0].written()


def _page_behind_archive(specimen: Specimen) -> bytes:
    draft = Draft(_archived(specimen))
    return draft.with_objects({draft.numbers.contents: stream(b"0 0 1 rg 0 0 500 500 re f")}).written()


def _cut_in_archive(specimen: Specimen) -> bytes:
    data = _archived(specimen)
    return data[: (len(data) + len(specimen.data)) // 2]


def _visible_archive(specimen: Specimen) -> bytes:
    """Paint the field of an archive timestamp over the page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(specimen.data))
    append_signature_field(writer, SigFieldSpec("Cover", box=(0, 0, 500, 300)))
    field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
    picture = generic.StreamObject(stream_data=b"0.5 g 0 0 500 300 re f")
    picture[pdf_name("/Subtype")] = pdf_name("/Form")
    picture[pdf_name("/BBox")] = generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 500, 300))
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(picture)})
    output = io.BytesIO()
    clock = Clock(specimen.authority, SEALED_AT + _LATE)
    PdfTimeStamper(clock, field_name="Cover").timestamp_pdf(writer, "sha256", output=output)
    return output.getvalue()


def _archive_of_another(specimen: Specimen) -> bytes:
    """Put the archive timestamp of another licence behind this one."""
    other = specimen.another(number="皖B2026000002")
    return specimen.data + specimen.authority.archive(other, SEALED_AT + _LATE)[len(other) :]


def _emptied_archive(specimen: Specimen) -> bytes:
    data = _archived(specimen)
    head, tail = data[: len(specimen.data)], data[len(specimen.data) :]
    start = tail.index(b"/Contents <") + len(b"/Contents <")
    end = tail.index(b">", start)
    return head + tail[:start] + b"0" * (end - start) + tail[end:]


def _archive_as_seal(specimen: Specimen) -> bytes:
    """Call an archive timestamp a seal."""
    data = _archived(specimen)
    tail = data[len(specimen.data) :]
    tail = exchanged(tail, rb"/Type /DocTimeStamp", b"/Type /Sig         ")
    return data[: len(specimen.data)] + exchanged(tail, rb"/ETSI.RFC3161", b"/ETSI.CAdES.d")


def _without_timestamp(signed: cms.SignedData) -> None:
    del signed["signer_infos"][0]["unsigned_attrs"]


def _bare(specimen: Specimen) -> bytes:
    return revalued(_without_timestamp)(specimen)


def _bare_alone(specimen: Specimen) -> bytes | None:
    return None if specimen.archived else _bare(specimen)


def _bare_of_traitor(specimen: Specimen) -> bytes | None:
    if specimen.archived:
        return None
    other = Specimen(specimen.algorithm, specimen.shape, specimen.authority, traitor(specimen))
    return _bare(other)


def _bare_and_expired(specimen: Specimen) -> bytes | None:
    if specimen.archived:
        return None
    short = Profile(
        150 * timedelta(days=1), certificates.SEALING.key_usage, extended_usage=certificates.DOCUMENT_SIGNING
    )
    return _bare(
        Specimen(specimen.algorithm, specimen.shape, specimen.authority, specimen.hand("short", profile=short))
    )


def _stamped(wrong_by: timedelta) -> Build:
    return lambda specimen: specimen.another(clock=Service(specimen.authority, wrong_by=wrong_by))


def _served(profile: Profile) -> Build:
    return lambda specimen: specimen.another(clock=Service(specimen.authority, profile=profile))


def _stranger_clock(specimen: Specimen) -> bytes:
    return specimen.another(clock=authorities()[1])


def _fresh(build: Build) -> Build:
    """Leave out what is archived later than the moment of judging."""
    return lambda specimen: None if specimen.archived else build(specimen)


def _kind(name: str, build: Build, caught: tuple[Catch, ...] = NOT_INTACT, **others: object) -> Attack:
    return Attack(name, Family.TIME, build, caught, **others)  # type: ignore[arg-type]


_NO_TIME = "an archive timestamp proves the time, or was over the timestamp too"
_NOT_YET = "an archive timestamp would be of the future"
_WITHOUT_TIME = undecided(Question.CERTIFICATE_VALID_THEN)
_OLDER_THAN_WHAT_IT_COVERS = undecided(Question.INTACT, Cause.EXTENSION_UNPROVED)
_SHORT_LIVED = replace(certificates.TIMESTAMPING, life=timedelta(days=150))
_SOON = timedelta(days=10)

STAMPS = (
    _kind("archived_once_more", _archived, ()),
    _kind("archived_twice_more", _archived_in_two_formats, ()),
    _kind("archived_by_an_unknown_authority", _archived_by_stranger, undecided(Question.INTACT)),
    _kind("changed_and_then_archived", _changed_under_archive),
    _kind("archived_and_then_changed_in_a_bit", _bit_changed_under_archive),
    _kind("object_behind_an_archive_timestamp", _object_behind_archive, not_yes(Question.INTACT)),
    _kind("page_behind_an_archive_timestamp", _page_behind_archive),
    _kind("archive_timestamp_cut_off_in_the_middle", _cut_in_archive, BROKEN),
    _kind("archive_timestamp_painted_over_the_page", _visible_archive),
    _kind("archive_timestamp_of_another_licence", _archive_of_another, BROKEN),
    _kind("archive_timestamp_emptied", _emptied_archive, not_yes(Question.INTACT)),
    _kind("archive_timestamp_called_a_seal", _archive_as_seal, (*no(Question.SEALED), *NOT_INTACT)),
    _kind(
        "timestamp_taken_out_of_a_revoked_seal",
        _bare_of_traitor,
        _WITHOUT_TIME,
        trust=revoking(timedelta(days=3)),
        except_for=_NO_TIME,
    ),
    _kind(
        "timestamp_taken_out_of_an_expired_seal",
        _bare_and_expired,
        undecided(Question.CERTIFICATE_VALID_THEN, Cause.TIME_UNPROVED),
        judged_after=timedelta(days=200),
        except_for=_NO_TIME,
    ),
    _kind("timestamp_taken_out", _bare_alone, _WITHOUT_TIME, except_for=_NO_TIME),
    _kind(
        "timestamp_taken_out_while_lists_are_fresh",
        _bare_alone,
        (),
        judged_after=_SOON,
        notice=Question.TIME_TRUSTED,
        except_for=_NO_TIME,
    ),
    _kind("timestamp_of_an_unknown_service", _stranger_clock, _WITHOUT_TIME),
    _kind(
        "timestamp_of_an_unknown_service_while_lists_are_fresh",
        _fresh(_stranger_clock),
        (),
        judged_after=_SOON,
        notice=Question.TIME_TRUSTED,
        except_for=_NOT_YET,
    ),
    _kind("timestamp_of_a_key_not_for_it", _served(certificates.SEALING), _WITHOUT_TIME),
    _kind("timestamp_before_the_certificate", _stamped(-timedelta(days=200)), not_yes(Question.CERTIFICATE_VALID_THEN)),
    _kind("timestamp_of_the_future", _stamped(2 * YEAR), _WITHOUT_TIME + _OLDER_THAN_WHAT_IT_COVERS),
    _kind("timestamp_of_a_service_that_has_expired", _served(_SHORT_LIVED), _WITHOUT_TIME),
)
