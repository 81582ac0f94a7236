from __future__ import annotations

import pytest
from builders.licenses import metadata

from graph.errors import Malformed
from graph.words.licensing import Holder
from licenses.paper import packet, xmp

PACKET = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    b'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    b'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    b'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><rdf:Description rdf:about="">'
    b"<pdfaExtension:schemas><rdf:Bag></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>"
    b'<?xpacket end="r"?>'
)


def test_the_pairs_survive_the_packet_with_every_letter() -> None:
    facts = metadata(
        holders=(Holder("王<春>江", "1", "999", "其他"), Holder("李&若溪", "2", "999", "其他")),
        face={"KZ_GZ": "]]>&amp;\"'", "KZ_XB": ""},
    )
    assert xmp.read(xmp.extend(PACKET, facts)) == facts


def test_every_own_property_is_described_as_archives_require() -> None:
    text = xmp.extend(PACKET, metadata()).decode()
    for key in metadata().pairs():
        assert f"<pdfaProperty:name>{key}</pdfaProperty:name>" in text


def test_a_packet_without_room_is_refused() -> None:
    with pytest.raises(Malformed):
        xmp.extend(b"<x/>", metadata())


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"<x",
        b"\xff",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        PACKET.replace(b"</rdf:RDF>", b" " * packet.MAX_PACKET_BYTES + b"</rdf:RDF>"),
        PACKET.removesuffix(b'<?xpacket end="r"?>'),
        PACKET + b"<?xpacket x?>",
        PACKET.replace(b"<rdf:RDF", b"<?xpacket <dc:title>forged</dc:title>?><rdf:RDF"),
        PACKET.replace(b'begin=""', b'begin="<dc:title>forged</dc:title>"'),
        PACKET + PACKET,
    ],
)
def test_a_packet_that_is_no_plain_xml_is_refused(hostile: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        xmp.read(hostile)
    assert caught.value.code == "METADATA_UNREADABLE"


def test_a_property_written_twice_is_refused() -> None:
    doubled = xmp.extend(PACKET, metadata()).decode().replace("<zt:BBH>001</zt:BBH>", "<zt:BBH>001</zt:BBH>" * 2)
    with pytest.raises(Malformed, match="BBH"):
        xmp.read(doubled.encode())
