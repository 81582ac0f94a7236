"""The objects of an issued file, as they are written: what `licenses.seal.sealing` and the page's composer write.

Every pattern is for a whole object. What they leave open is what differs from file to file; of a text that nobody here
reads, only that it is a plain one.
"""

from __future__ import annotations

import re

_REFERENCE = rb"([1-9]\d{0,6}) 0 R"
_PLAIN_TEXT = rb"\((?:[^()\\\r]|\\[0-7]{3})*\)"
_NUMBER = rb"-?\d{1,5}(?:\.\d{1,6})?"

HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
RANGE_WORD = b"/ByteRange"
RANGE = re.compile(rb"/ByteRange \[0 ([1-9]\d{0,7}) ([1-9]\d{0,7}) ([1-9]\d{0,7})\] {1,80}\n")
"""Where the seal's value begins, where it ends, and how much follows; as written into the record."""
END = re.compile(rb"startxref\n([1-9]\d{0,7})\n%%EOF\n\Z")
LONGEST_END = 32

TABLE = re.compile(rb"xref\n")
SUBSECTION = re.compile(rb"(0|[1-9]\d{0,6}) ([1-9]\d{0,6})\n")
HEAD_OF_FREE = re.compile(rb"0000000000 65535 f(?: \n|\r\n)")
ENTRY = re.compile(rb"(\d{10}) 00000 n(?: \n|\r\n)")
ENTRY_BYTES = 20

DRAWN_TRAILER = re.compile(
    rb"trailer\n<</Size ([1-9]\d{0,6})/Root %b/Info %b/ID\[\([A-Za-z0-9+/=]{1,64}\)\([A-Za-z0-9+/=]{1,64}\)\]>>\n"
    rb"startxref\n(\d{1,8})\n%%%%EOF\n" % (_REFERENCE, _REFERENCE)
)
SEALED_TRAILER = re.compile(
    rb"trailer\n<<\n/Size ([1-9]\d{0,6})\n/Root %b\n/Info %b\n/ID (\[ <[0-9a-f]{2,128}> <[0-9a-f]{2,128}> \])\n"
    rb"/Prev ([1-9]\d{0,7})\n>>\nstartxref\n(\d{1,8})\n%%%%EOF\n" % (_REFERENCE, _REFERENCE)
)
DATA_TRAILER = b"trailer\n<<\n/Root %d 0 R\n/Info %d 0 R\n/ID %b\n/Size %d\n/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n"
"""Of the revision with the validation data, to be filled in."""

CATALOG = re.compile(
    rb"<<\n/Type /Catalog\n/Pages %(pages)b\n/Metadata %(metadata)b\n/OutputIntents %(intents)b\n/Lang \(zh\\055CN\)\n"
    rb"(?:/StructTreeRoot %(structure)b\n)?(?:/MarkInfo <<\n/Marked true\n/Suspects false\n>>\n)?"
    rb"/ViewerPreferences <<\n/Direction /L2R\n(?:/DisplayDocTitle true\n)?>>\n"
    rb"/Names <<\n/EmbeddedFiles <<\n/Names \[ \(zhengtu\\055license\\056json\) %(file)b \]\n>>\n>>\n"
    rb"/AF \[ %(attached)b \]\n/Extensions <<\n/ESIC <<\n/Type /DeveloperExtensions\n/BaseVersion /1\.7\n"
    rb"/ExtensionLevel 1\n>>\n>>\n/AcroForm %(form)b\n/Perms <<\n/DocMDP %(record)b\n>>\n>>"
    % {
        name: rb"(?P<%b>[1-9]\d{0,6}) 0 R" % name
        for name in (b"pages", b"metadata", b"intents", b"structure", b"file", b"attached", b"form", b"record")
    }
)
FORM = re.compile(rb"<<\n/Fields \[ %b \]\n/SigFlags 3\n>>" % _REFERENCE)
FIELD = re.compile(
    rb"<<\n/FT /Sig\n/T \(Seal\)\n/Type /Annot\n/Subtype /Widget\n(?:/TU %(text)b\n)?/F 132\n"
    rb"/Rect \[ %(number)b %(number)b %(number)b %(number)b \]\n(?:/StructParent \d{1,6}\n)?/P %(one)b\n"
    rb"/AP <<\n/N %(one)b\n>>\n/V (?P<record>[1-9]\d{0,6}) 0 R\n>>"
    % {b"number": _NUMBER, b"one": _REFERENCE, b"text": _PLAIN_TEXT}
)
RECORD_HEAD = b"<<\n/Contents "
VALUE = re.compile(rb"<([0-9A-F]+)>")
RECORD_REST = re.compile(
    rb"\n/ByteRange \[[0-9 ]+\] {1,80}\n/Type /Sig\n/Filter /Adobe\.PPKLite\n/SubFilter /ETSI\.CAdES\.detached\n"
    rb"/M \(D\\072(\d{14})(?:Z|\\053(\d\d)\\047(\d\d)\\047)\)\n/Reason %b\n"
    rb"/Reference \[ <<\n/Type /SigRef\n/TransformMethod /DocMDP\n/TransformParams <<\n/Type /TransformParams\n"
    rb"/V /1\.2\n/P 1\n>>\n>> \]\n>>" % _PLAIN_TEXT
)
PAGES = re.compile(rb"<</Type/Pages/Count ([1-9]\d{0,2})/Kids\[([1-9]\d{0,6} 0 R(?: [1-9]\d{0,6} 0 R){0,199})\]>>")
"""How many pages, and which: the first has the seal, the others are what of a long face goes on there (附页)."""
INTENTS = re.compile(rb"\[%b\]" % _REFERENCE)
_DRAWN_TEXT = rb"(?:<(?:[0-9A-F]{2})*>|\((?:[^()\\\r]|\([^()\\\r]*\))*\))"
INFORMATION = re.compile(
    rb"<<(?:/Title%(text)b)?(?:/Subject%(text)b)?(?:/Author%(text)b)?/Creator\([A-Za-z0-9. ]{1,64}\)"
    rb"/ModDate\(D:\d{14}Z\)/CreationDate\(D:\d{14}Z\)>>" % {b"text": _DRAWN_TEXT}
)
ATTACHED = re.compile(
    rb"<</Type/Filespec/F\(zhengtu-license\.json\)/UF\(zhengtu-license\.json\)/EF<</F %b/UF %b>>"
    rb"/AFRelationship/Data/Desc%b>>" % (_REFERENCE, _REFERENCE, _DRAWN_TEXT)
)
METADATA = re.compile(rb"<<\n/Type /Metadata\n/Subtype /XML\n/Length ([1-9]\d{0,6})\n>>\nstream\n")
EMBEDDED = re.compile(
    rb"<</Length ([1-9]\d{0,6})/Type/EmbeddedFile/Filter/FlateDecode/Subtype/application#2Fjson"
    rb"/Params<</Size \d{1,6}/ModDate\(D:\d{14}Z\)>>>>\nstream\n"
)
STREAM_END = b"\nendstream"

PAPER = re.compile(rb"<</Filter/FlateDecode/Length ([1-9]\d{0,7})>>stream\n")
STORE = re.compile(rb"<</Type/DSS/Certs \[([0-9R ]{0,1100})\]/CRLs \[([0-9R ]{0,1100})\]>>")
