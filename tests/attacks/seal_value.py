"""CMS: the value of the seal changed, lent, or made otherwise than seals are made; and the place where it stands."""

from __future__ import annotations

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from attacks.kinds import BROKEN, NOT_INTACT, Attack, Build, Catch, Family, no, not_yes
from attacks.signing import attribute, byte_range, digest, resigned, revalued, value_of, with_gap, with_value
from attacks.specimens import BYTE_RANGE, Specimen, sealed_length
from builders.licenses import Authority

from licenses.proof.causes import Cause
from licenses.proof.verdict import Question


def _moved(*by: int) -> Build:
    """State another range, in the same number of bytes."""

    def build(specimen: Specimen) -> bytes:
        data = specimen.data
        found = BYTE_RANGE.search(data)
        assert found is not None
        stated = (number + other for number, other in zip(byte_range(data), by, strict=True))
        text = b"/ByteRange[%d %d %d %d]" % tuple(stated)
        return data[: found.start()] + text.ljust(found.end() - found.start()) + data[found.end() :]

    return build


def _flipped(part: float) -> Build:
    """Change a bit of what the seal covers, at a part of the way through it."""

    def build(specimen: Specimen) -> bytes:
        place = int(sealed_length(specimen.data) * part)
        return specimen.data[:place] + bytes([specimen.data[place] ^ 1]) + specimen.data[place + 1 :]

    return build


def _in_the_content(specimen: Specimen) -> bytes:
    place = specimen.data.index(b"stream", 200) + 40
    return specimen.data[:place] + bytes([specimen.data[place] ^ 1]) + specimen.data[place + 1 :]


def _gap(change: str) -> Build:
    def build(specimen: Specimen) -> bytes:
        data = specimen.data
        _, before, after, _ = byte_range(data)
        gap, value = data[before:after], value_of(data).dump().hex().encode()
        text = {
            "smuggled": (b"<" + value + b"> /Smuggled <" + b"41" * 100 + b">"),
            "blanks": (b"<" + value + b" " * (len(gap) - len(value) - 2) + b">"),
            "comment": (b"<" + value + b"%" + b"0" * (len(gap) - len(value) - 3) + b">"),
            "bytes behind": gap[:-9] + b"41424344>",
            "emptied": b"<" + b"0" * (len(gap) - 2) + b">",
            "no digits": b"<" + b" " * (len(gap) - 2) + b">",
            "literal": b"(" + gap[1:-1] + b")",
            "shorter": b"<" + value + b">",
            "lower case": gap.lower(),
        }[change]
        return with_gap(data, text.ljust(len(gap)))

    return build


def _lower(specimen: Specimen) -> bytes | None:
    return None if specimen.archived else _gap("lower case")(specimen)


def _lent(specimen: Specimen) -> bytes:
    """Put the whole value of another licence's seal into this one."""
    return with_value(specimen.data, value_of(specimen.another(number="皖B2026000002")).dump())


def _lent_timestamp(specimen: Specimen) -> bytes:
    info, other = value_of(specimen.data), value_of(specimen.another())
    info["content"]["signer_infos"][0]["unsigned_attrs"] = other["content"]["signer_infos"][0]["unsigned_attrs"]
    return with_value(specimen.data, info.dump())


def _flipped_in_timestamp(specimen: Specimen) -> bytes:
    """Change the last bit of the timestamp's own signature."""
    value = bytearray(value_of(specimen.data).dump())
    value[-1] ^= 1
    return with_value(specimen.data, bytes(value))


def _another_certificate(specimen: Specimen) -> bytes:
    """Exchange the certificate for one of the same names and number, over another key."""
    twin = Authority()
    fake = asn1_x509.Certificate.load(specimen.hand("thief").certificate)
    info = value_of(specimen.data)
    signed = info["content"]
    number = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    mine = next(one for one in signed["certificates"] if one.chosen.serial_number == number)
    fake["tbs_certificate"]["serial_number"] = number
    others = [one.chosen for one in signed["certificates"] if one is not mine]
    signed["certificates"] = cms.CertificateSet([*others, asn1_x509.Certificate.load(fake.dump(force=True))])
    assert twin is not specimen.authority
    return with_value(specimen.data, info.dump())


def _without_certificate(signed: cms.SignedData) -> None:
    number = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    signed["certificates"] = cms.CertificateSet(
        [one for one in signed["certificates"] if one.chosen.serial_number != number]
    )


def _reordered(specimen: Specimen) -> bytes:
    """Turn the order of the signed attributes round, in the bytes: the library would put them in order again."""
    info = value_of(specimen.data)
    written = [one.dump() for one in info["content"]["signer_infos"][0]["signed_attrs"]]
    value, inside = info.dump(), b"".join(written)
    assert inside in value
    return with_value(specimen.data, value.replace(inside, b"".join(reversed(written))))


def _dropped(kind: str, build: object = None) -> Build:
    def change(signed: cms.SignedData) -> None:
        signer = signed["signer_infos"][0]
        place = attribute(signed, kind)
        signer["signed_attrs"] = cms.CMSAttributes(
            [one for index, one in enumerate(signer["signed_attrs"]) if index != place]
        )

    return resigned(change) if build else revalued(change)


def _enclosing(signed: cms.SignedData) -> None:
    signed["encap_content_info"] = cms.ContentInfo({"content_type": "data", "content": b"forged"})


def _other_content_type(signed: cms.SignedData) -> None:
    place = attribute(signed, "content_type")
    signed["signer_infos"][0]["signed_attrs"][place]["values"] = ["signed_data"]


def _two_signers(signed: cms.SignedData) -> None:
    signer = signed["signer_infos"][0]
    signed["signer_infos"] = cms.SignerInfos([signer, cms.SignerInfo.load(signer.dump())])


def _no_signers(signed: cms.SignedData) -> None:
    signed["signer_infos"] = cms.SignerInfos([])


def _unsigned(kind: str, value: core.Asn1Value) -> Build:
    """Put an attribute beside the timestamp that nobody signed."""

    def change(signed: cms.SignedData) -> None:
        signer = signed["signer_infos"][0]
        new = cms.CMSAttribute({"type": kind, "values": [value]})
        signer["unsigned_attrs"] = cms.CMSAttributes([*signer["unsigned_attrs"], new])

    return revalued(change)


def _without_timestamp(signed: cms.SignedData) -> None:
    del signed["signer_infos"][0]["unsigned_attrs"]


def _weak(specimen: Specimen) -> bytes:
    """Sign over a SHA-1 digest."""

    def change(signed: cms.SignedData) -> None:
        signer = signed["signer_infos"][0]
        signed["digest_algorithms"] = cms.DigestAlgorithms([algos.DigestAlgorithm({"algorithm": "sha1"})])
        signer["digest_algorithm"] = algos.DigestAlgorithm({"algorithm": "sha1"})
        kept = [one for one in signer["signed_attrs"] if one["type"].native != "cms_algorithm_protection"]
        signer["signed_attrs"] = cms.CMSAttributes(kept)
        signer["signed_attrs"][attribute(signed, "message_digest")]["values"] = [digest("sha1", specimen.data)]

    return resigned(change)(specimen)


def _wrong_digest(signed: cms.SignedData) -> None:
    signed["signer_infos"][0]["signed_attrs"][attribute(signed, "message_digest")]["values"] = [bytes(32)]


def _another_certificates_digest(signed: cms.SignedData) -> None:
    place = attribute(signed, "signing_certificate_v2")
    attributes = signed["signer_infos"][0]["signed_attrs"]
    attributes[place]["values"][0]["certs"][0]["cert_hash"] = bytes(32)


def _indefinite(specimen: Specimen) -> bytes:
    """Write the outermost length as BER, with an end marker instead."""
    value = value_of(specimen.data).dump()
    head = 2 + (value[1] & 0x7F)
    return with_value(specimen.data, value[:1] + b"\x80" + value[head:] + b"\x00\x00")


def _sub_filter(specimen: Specimen) -> bytes:
    return specimen.data.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.sha1    ", 1)


def _kind(name: str, build: Build, caught: tuple[Catch, ...] = NOT_INTACT, except_for: str = "") -> Attack:
    return Attack(name, Family.CMS, build, caught, except_for=except_for)


_RANGE = no(Question.INTACT, Cause.RANGE_FALSE, Cause.CHANGED)
_ODD = not_yes(Question.INTACT)

VALUES = (
    _kind("content_changed", _in_the_content, no(Question.INTACT, Cause.CHANGED)),
    *(
        _kind(f"bit_changed_at_{int(part * 100)}_percent", _flipped(part), (*BROKEN, *_ODD))
        for part in (0.05, 0.2, 0.4, 0.6, 0.8)
    ),
    _kind("range_that_ends_early", _moved(0, 0, 0, -20), _RANGE),
    _kind("range_that_begins_late", _moved(10, -10, 0, 0), _RANGE),
    _kind("range_with_a_wider_gap_before", _moved(0, -100, 0, 0), _RANGE),
    _kind("range_with_a_wider_gap_behind", _moved(0, 0, 100, -100), _RANGE),
    _kind("range_with_a_narrower_gap", _moved(0, 0, -8, 8), _RANGE),
    _kind("range_behind_the_end", _moved(0, 0, 0, 90_000), _RANGE),
    _kind("range_of_nothing", _moved(0, -(10**9), 0, 0), (*_RANGE, *BROKEN)),
    _kind("objects_in_the_gap", _gap("smuggled"), no(Question.INTACT, Cause.RANGE_FALSE)),
    _kind("blanks_in_the_gap", _gap("blanks"), no(Question.INTACT, Cause.RANGE_FALSE)),
    _kind("comment_in_the_gap", _gap("comment"), (*BROKEN, *no(Question.SEALED))),
    _kind("value_shorter_than_the_gap", _gap("shorter"), no(Question.INTACT, Cause.RANGE_FALSE)),
    _kind("value_of_another_kind_of_string", _gap("literal"), no(Question.INTACT, Cause.RANGE_FALSE)),
    _kind("bytes_behind_the_value", _gap("bytes behind"), not_yes(Question.INTACT)),
    _kind("value_emptied", _gap("emptied"), no(Question.SEALED, Cause.EMPTY_SEAL)),
    _kind("value_of_no_digits", _gap("no digits"), no(Question.SEALED, Cause.EMPTY_SEAL)),
    _kind("value_in_lower_case", _lower, (), "an archive timestamp covers its digits"),
    _kind("value_of_another_licence", _lent, no(Question.INTACT, Cause.CHANGED)),
    _kind("timestamp_of_another_seal", _lent_timestamp, no(Question.INTACT, Cause.TIMESTAMP_FALSE)),
    _kind("timestamp_with_a_bit_changed", _flipped_in_timestamp, _ODD),
    _kind("certificate_of_the_same_name_over_another_key", _another_certificate, _ODD),
    _kind("certificate_left_out", revalued(_without_certificate), _ODD),
    _kind("signed_attributes_in_another_order", _reordered, _ODD),
    _kind("digest_left_out", _dropped("message_digest"), _ODD),
    _kind("digest_left_out_by_the_signer", _dropped("message_digest", True), _ODD),
    _kind("content_type_left_out", _dropped("content_type"), _ODD),
    _kind("content_type_left_out_by_the_signer", _dropped("content_type", True), _ODD),
    _kind("signers_certificate_not_named", _dropped("signing_certificate_v2"), _ODD),
    _kind("digest_of_something_else", resigned(_wrong_digest)),
    _kind("digest_of_something_else_unsigned", revalued(_wrong_digest)),
    _kind("signer_names_another_certificate", resigned(_another_certificates_digest), _ODD),
    _kind("content_type_of_something_else", resigned(_other_content_type), _ODD),
    _kind("content_enclosed", revalued(_enclosing), _ODD),
    _kind("two_signers", revalued(_two_signers), _ODD),
    _kind("no_signer", revalued(_no_signers), _ODD),
    _kind("weak_digest", _weak, _ODD),
    _kind("value_in_indefinite_lengths", _indefinite, _ODD),
    _kind("value_of_another_format", _sub_filter, _ODD),
)
