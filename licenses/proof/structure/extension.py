"""What may follow a seal: validation data and archive timestamps, and nothing that anybody sees.

The revisions after the seal are read byte by byte (`revisions`); here is said what they may hold (ETSI EN 319 142-1,
5.4 and 5.5):

* the catalog, saying what it said, but for its pointer to the validation data;
* validation data: a dictionary of lists of streams;
* for an archive timestamp: its field, invisible, at the end of the form and of one page's annotations, its record, and
  what programs write along with it: date and program of the last change in the document information and in the XMP.

Everything else is an edit: an object that is none of these, a reference that leads nowhere, a value that changed.

Validation data and timestamps prove nothing by themselves, since anybody can append them: an extension counts as far as
a trusted timestamp covers it. Two need none: directly after the seal what our own sealing writes, validation data and
nothing else; and directly after a trusted timestamp its own, which some programs append with the date of the change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.facts import Extension
from licenses.proof.structure.document_state import DocumentState
from licenses.proof.structure.edits import Edited, changed_in_dates, refuse_change
from licenses.proof.structure.entries import draws_nothing, is_nowhere, present, same_document, typed
from licenses.proof.structure.papers import is_one_value, unpacked
from licenses.proof.structure.revisions import OtherFormError, Revision, later_revisions, number_of
from licenses.proof.structure.syntax import Name, NotPlainError, Reference, Stream, Value, references

_TRAILER_KEYS = frozenset({"Size", "Root", "Info", "ID", "Prev"})
_STORE_LISTS = ("Certs", "CRLs", "OCSPs")
_OWN_STORE_KEYS = frozenset({"Type", *_STORE_LISTS})
_VRI_LISTS = ("Cert", "CRL", "OCSP")
_VRI_KEYS = frozenset({"Type", *_VRI_LISTS, "TU", "TS"})
_FIELD_KEYS = frozenset({"FT", "T", "TU", "V", "Type", "Subtype", "F", "Rect", "P", "AP"})
_RECORD_KEYS = frozenset({"Type", "Filter", "SubFilter", "Contents", "ByteRange", "V"})
_FLATE = Name("FlateDecode")
_FIELD_NAME = re.compile(rb"[ -\-/-~]{1,127}")
"""ASCII without the dot, which would make it the field of a field."""
_NUMBERS_TO_SPARE = 16
"""Object numbers that a program may leave out before those that it writes."""


@dataclass(slots=True)
class Trace:
    """How far a reading of the later revisions came; stays where it was when something is found."""

    ends: list[int] = field(default_factory=list)


def judge_extension(data: bytes, reader: PdfFileReader, sealed_revision: int, end: int, trace: Trace) -> Extension:
    """Judge every revision after the one that holds the seal.

    Args:
        data: The file.
        reader: The same, parsed.
        sealed_revision: Index of the revision that holds the seal.
        end: Offset behind that revision.
        trace: Takes the end of each revision that was found in order.

    Raises:
        NotPlainError: A byte belongs to nothing of a revision.
        OtherFormError: A revision is of a form that is not judged (`revisions`).
        Edited: A revision does more than extending a file needs.
    """
    trace.ends = [end]
    state = DocumentState(reader, sealed_revision)
    sealed_with_data = "DSS" in state.catalog
    proved, timestamps, supplements = end, 0, list[int]()
    for revision in later_revisions(data, end):
        step = _Step(state, revision)
        step.judge()
        if revision.start == end and step.own and not sealed_with_data:
            proved = revision.end
        state.take(revision)
        timestamps += step.timestamps
        trace.ends.append(revision.end)
        if step.supplements and proved != revision.end:
            supplements.append(revision.end)
    return Extension(tuple(trace.ends), proved, timestamps, tuple(supplements))


class _Step:
    """One revision, seen from the state before it."""

    def __init__(self, before: DocumentState, revision: Revision) -> None:
        self._before = before
        self._objects = {number: value for number, value in revision.objects.items() if value != before.object(number)}
        """What it says anew; some programs write objects again as they were."""
        self._revision = revision
        self._explained: set[int] = set()
        self.timestamps = 0
        self.own = False
        """It holds validation data as our own sealing writes them, and nothing else."""
        self.supplements = False
        """It brings validation data, perhaps the date of the last change, and nothing else."""

    def judge(self) -> None:
        """See that the revision holds nothing but what extending needs.

        Raises:
            NotPlainError: A reference leads nowhere.
            Edited: It holds more.
        """
        self._judge_trailer()
        before = self._before.catalog
        catalog = self._entries(self._before.root, self._before.root, "Catalog")
        refuse_change(before, catalog, {"DSS", "AcroForm"}, "Catalog")
        known = len(self._explained)
        store = self._judge_store(before.get("DSS"), catalog.get("DSS"))
        brings = len(self._explained) > known
        written = self._revision.objects.keys()
        self.own = "DSS" in catalog and store.keys() <= _OWN_STORE_KEYS and written == self._explained
        self._judge_form(before.get("AcroForm"), catalog.get("AcroForm"))
        told = [
            (self._before.resolved(reference), self._now(reference, reference))
            for reference in (self._before.trailer.get("Info"), catalog.get("Metadata"))
        ]
        self.supplements = changed_in_dates(*told) and brings and not self.timestamps
        edits = [self._unexplained(number) for number in sorted(self._objects.keys() - self._explained)]
        if edits:
            raise min(edits, key=lambda edit: edit.replaced is None)
        for value in (*self._objects.values(), self._revision.trailer):
            for reference in references(value):
                if reference.generation or not self._exists(reference.number):
                    raise NotPlainError(self._revision.start, f"no object {reference.number}")

    def _exists(self, number: int) -> bool:
        return number in self._objects or self._before.object(number) is not None

    def _unexplained(self, number: int) -> Edited:
        known = self._before.object(number) is not None
        return Edited(f"object {number}", number if known else None)

    def _now(self, value: Value | None, was: Value | None = None) -> Value | None:
        """What a value is, or refers to, after this revision.

        An object that the revision holds is explained by the part it plays: it is new, or it played that part before
        (`was`). A sealed object that would be given another part is replaced, whatever is said of it.
        """
        if not isinstance(value, Reference):
            return value
        if value.number not in self._objects:
            return self._before.object(value.number)
        if value != was and self._before.object(value.number) is not None:
            raise self._unexplained(value.number)
        self._explained.add(value.number)
        return self._objects[value.number]

    def _entries(self, value: Value | None, was: Value | None, what: str) -> Mapping[str, Value]:
        found = self._now(value, was)
        if not isinstance(found, Mapping):
            raise Edited(what)
        return found

    def _judge_trailer(self) -> None:
        now, before = self._revision.trailer, self._before.trailer
        if not now.keys() <= _TRAILER_KEYS:
            raise Edited("trailer")
        if number_of(now.get("Prev")) != self._before.table:
            raise Edited("Prev")
        known = number_of(before.get("Size")) or 0
        size = max(known, *(number + 1 for number in self._revision.objects), 0)
        if size > known + len(self._revision.objects) + _NUMBERS_TO_SPARE:
            raise Edited("an object number far off")  # programs with other ranges would see another number
        if number_of(now.get("Size")) not in {size, size + 1}:  # some programs count one too many
            raise Edited("Size")
        for key in ("Root", "Info"):
            if now.get(key) != before.get(key):
                raise Edited(key)
        if not same_document(now.get("ID"), before.get("ID")):
            raise Edited("ID")

    def _judge_store(self, was: Value | None, now: Value | None) -> Mapping[str, Value]:
        """Judge the validation data: more of them, or others; the objects are new, or were validation data before."""
        if now is None and was is not None:
            raise Edited("DSS")
        store, before = self._entries(now or {}, was, "DSS"), self._before.entries(was)
        if not store.keys() <= {*_OWN_STORE_KEYS, "VRI"} or typed(store, "DSS") != "DSS":
            raise Edited("DSS")
        known = set(self._papers_before(before))
        self._judge_papers(before, store, _STORE_LISTS, known)
        entries_before = self._before.entries(before.get("VRI"))
        for key, reference in self._entries(store.get("VRI", {}), before.get("VRI"), "VRI").items():
            entry_was = entries_before.get(key)
            entry = self._entries(reference, entry_was, "VRI")
            stamped = entry.get("TU", b"")
            if not entry.keys() <= _VRI_KEYS or not isinstance(stamped, bytes) or typed(entry, "VRI") != "VRI":
                raise Edited("VRI")
            self._judge_papers(self._before.entries(entry_was), entry, _VRI_LISTS, known)
            if "TS" in entry:
                self._judge_paper(entry["TS"], known)
        return store

    def _papers_before(self, store: Mapping[str, Value]) -> Iterator[Value]:
        """Every stream that was validation data before, in whatever list."""
        for key in _STORE_LISTS:
            yield from self._before.items(store.get(key))
        for reference in self._before.entries(store.get("VRI")).values():
            entry = self._before.entries(reference)
            for key in _VRI_LISTS:
                yield from self._before.items(entry.get(key))
            yield entry.get("TS", ())

    def _judge_papers(
        self, was: Mapping[str, Value], now: Mapping[str, Value], keys: Iterable[str], known: Collection[Value]
    ) -> None:
        for key in keys:
            papers = self._now(now.get(key, ()), was.get(key))
            if not isinstance(papers, tuple):
                raise Edited(key)
            for paper in papers:
                self._judge_paper(paper, known)

    def _judge_paper(self, value: Value, known: Collection[Value]) -> None:
        """See that a certificate, list or response is a stream of this revision, or one that stood there before."""
        paper = self._now(value)
        if not isinstance(value, Reference) or not isinstance(paper, Stream):
            raise Edited("DSS")
        if value.number not in self._objects:
            if value not in known:
                raise Edited("DSS")
            return
        if not paper.entries.keys() <= {"Filter"}:
            raise Edited("DSS")
        if paper.entries.get("Filter", _FLATE) != _FLATE:
            raise OtherFormError("DSS")
        if not is_one_value(unpacked(paper.content) if paper.entries else paper.content):
            raise Edited("DSS")

    def _judge_form(self, was: Value | None, now: Value | None) -> None:
        if isinstance(was, Reference) and now != was:
            raise Edited("AcroForm")
        before, form = self._before.entries(was), self._entries(now, was, "AcroForm")
        refuse_change(before, form, {"Fields"}, "AcroForm")
        fields = self._appended(before, form, "Fields")
        known = {self._before.entries(one).get("T") for one in self._before.items(before.get("Fields"))}
        for one in fields:
            self._judge_field(one, known)
        for page in {self._objects_entries(one).get("P") for one in fields} - {None}:
            self._judge_page(page, fields)
        self.timestamps = len(fields)

    def _objects_entries(self, reference: Reference) -> Mapping[str, Value]:
        found = self._objects.get(reference.number)
        return found if isinstance(found, Mapping) else {}

    def _appended(self, was: Mapping[str, Value], now: Mapping[str, Value], key: str) -> tuple[Reference, ...]:
        """What this revision put at the end of a list; the rest has to be as it was."""
        if isinstance(was.get(key), Reference) and now.get(key) != was[key]:
            raise Edited(key)
        old, new = self._before.items(was.get(key)), self._now(now.get(key, ()), was.get(key))
        if not isinstance(new, tuple) or new[: len(old)] != old:
            raise Edited(key)
        added = tuple(one for one in new[len(old) :] if isinstance(one, Reference))
        if len(old) + len(added) != len(new) or len(set(added)) != len(added):
            raise Edited(key)
        return added

    def _judge_field(self, reference: Reference, known: set[Value | None]) -> None:
        """See that a new field is that of an archive timestamp that nobody sees, under a name of its own."""
        entry = self._new(reference)
        form = entry.get("FT"), entry.get("Subtype"), typed(entry, "Annot")
        if form != (Name("Sig"), Name("Widget"), "Annot") or not is_nowhere(entry.get("Rect")):
            raise Edited("field")
        name = entry.get("T")
        if not isinstance(name, bytes) or not _FIELD_NAME.fullmatch(name) or name in known:
            raise Edited("field name")
        record = self._new(entry.get("V"))
        if record.get("Type") != Name("DocTimeStamp"):
            raise Edited("signature")
        plain = isinstance(entry.get("TU", b""), bytes) and isinstance(entry.get("P", reference), Reference)
        plain = plain and all(number_of(value) is not None for value in present(entry, "F") + present(record, "V"))
        if not plain or not entry.keys() <= _FIELD_KEYS or not record.keys() <= _RECORD_KEYS:
            raise OtherFormError("timestamp")
        if "AP" in entry:
            self._judge_appearance(self._entries(entry["AP"], None, "appearance"))

    def _judge_appearance(self, appearance: Mapping[str, Value]) -> None:
        """See that a timestamp's appearance, which some programs want, is the empty one."""
        if appearance.keys() != {"N"} or not draws_nothing(self._now(appearance.get("N"))):
            raise OtherFormError("appearance")

    def _new(self, value: Value | None) -> Mapping[str, Value]:
        """A dictionary that this revision brought."""
        if not isinstance(value, Reference) or value.number not in self._objects:
            raise Edited("timestamp")
        return self._entries(value, None, "timestamp")

    def _judge_page(self, value: Value | None, fields: Sequence[Reference]) -> None:
        was, page = self._before.entries(value), self._entries(value, value, "Page")
        if was.get("Type") != Name("Page"):
            raise Edited("Page")
        refuse_change(was, page, {"Annots"}, "Page")
        if not set(self._appended(was, page, "Annots")) <= set(fields):
            raise Edited("Annots")
