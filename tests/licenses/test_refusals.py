"""Every refusal of issuing, receiving and drawing names its field, its value and its rule, where it is written down."""

from __future__ import annotations

from pathlib import Path

from builders.refusing import found_in

import licenses.paper
import licenses.register

EXCUSED = {
    # nothing was given, so that there is no value
    ("FIELD_MISSING", "value"): "a field of the face, or of the metadata, that is not there",
    ("HOLDER_MISSING", "value"): "no holder was given",
    ("PHOTO_REQUIRED", "value"): "no photo was given",
    # a value that is no text, or is told by its parts
    ("NOT_A_TEXT", "value"): "the metadata of a file have something that is no text where one has to be",
    ("NOT_A_LIST", "value"): "the metadata of a file have something that is no list where one has to be",
    ("HOLDERS_UNEVEN", "value"): "the columns of holders that a file has differ in length",
    ("METADATA_UNREADABLE", "value"): "bytes that are no JSON",
    ("METADATA_UNREADABLE", "path"): "the document as a whole",
    ("METADATA_UNREADABLE", "rules"): "a file of whoever made it, before anything in it is known",
    # the asker's own words, kept from being said again
    ("HOLDER_NOT_FOUND", "value"): "a person's code, which may be mistyped from anybody's",
    ("WORDS_REQUIRED", "value"): "nothing was said",
    # no article says it: what the product offers, bounds or keeps is its own
    ("FILE_NOT_FOUND", "path"): "a file that the register should have; nothing was given that is wrong",
    ("FILE_NOT_FOUND", "rules"): "a file that the register should have; nothing was given that is wrong",
    ("ERASED", "path"): "a file whose keys are destroyed; nothing was given that is wrong",
    ("ERASED", "rules"): "a file whose keys are destroyed; the order was a person's, not an article's",
    ("NOT_FOUND", "rules"): "nothing of this name; no rule is broken",
    ("LICENSE_NOT_FOUND", "rules"): "nothing of this name; no rule is broken",
    ("HOLDER_NOT_FOUND", "rules"): "nobody of this code; no rule is broken",
    ("UNKNOWN_DEPARTMENT", "rules"): "no department of this code at the terminal; no rule is broken",
    ("DEPARTMENT_ENDED", "rules"): "a list at the terminal in the name of who is gone",
    ("OUT_OF_BOUNDS", "rules"): "how long a package is believed is the product's bound, said as the limit",
    ("TOO_MANY_ROWS", "rules"): "how much is read of a file is the product's bound, said as the limit",
    ("TOO_MANY_ROWS", "value"): "counting stops at the limit",
    ("FILE_FORMAT", "rules"): "which files are read is the product's",
    ("FILE_FORMAT", "value"): "bytes that are no such file",
    ("CASE_MOVED", "rules"): "somebody else was faster; no rule is broken",
    ("NO_SUCH_MOVE", "rules"): "nothing of the batch waits for the step, whoever takes it",
    ("NO_SUCH_MOVE", "value"): "no step of the batch is going on",
    ("ERASURE_BASIS", "rules"): "a guard of the product against slips",
    ("WORDS_REQUIRED", "rules"): "at the terminal, or for a batch before any of its licences is looked at",
    ("WORDS_TOO_LONG", "rules"): "at the terminal: the product's bound, said as the limit",
    ("WORDS_TOO_LONG", "value"): "at the terminal: words that may tell of a person",
}


def test_every_refusal_of_a_licence_names_field_value_and_rule_or_it_is_written_down_why_not() -> None:
    found = found_in(*(Path(room.__path__[0]) for room in (licenses.register, licenses.paper)))
    assert [each for each in found if each[1:] not in EXCUSED] == []
    assert EXCUSED.keys() - {each[1:] for each in found} == set(), "excuses that nobody needs"
