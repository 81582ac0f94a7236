"""Every text in the store is declared: what anybody says about somebody is encrypted, and all else says what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from builders.plain import PLAIN, Plain

from graph.schema.columns import Column, Type
from graph.schema.nodes import ALL, INNER
from graph.schema.relations import RELATIONS


def texts(columns: Iterable[Column]) -> set[str]:
    return {each.name for each in columns if each.of in (Type.TEXT, Type.TEXTS) and not each.refers}


def undeclared(kinds: Iterable[tuple[str, Iterable[Column]]]) -> set[str]:
    """Texts of which nobody was asked what they are."""
    return {
        f"{label}.{name}"
        for label, columns in kinds
        for name in texts(columns) - {each for names in PLAIN.get(label, {}).values() for each in names}
    }


KINDS = (
    *((shape.label, shape.columns) for shape in (*ALL, *INNER)),
    *((relation.name, relation.properties) for relation in RELATIONS),
)


def test_every_text_says_why_it_is_not_encrypted_or_is() -> None:
    assert undeclared(KINDS) == set()
    words = ("Objection", (Column("id"), Column("complaint"), Column("resultCipher", Type.CIPHER)))
    assert undeclared([words]) == {"Objection.complaint"}, "a new column has no place until it was asked"


def test_nothing_is_declared_that_is_not_there_or_twice() -> None:
    there = {label: texts(columns) for label, columns in KINDS}
    for label, said in PLAIN.items():
        names = Counter(name for each in said.values() for name in each)
        assert set(names) <= there[label], label
        assert set(names.values()) == {1}, label


def test_what_is_said_in_a_case_is_encrypted() -> None:
    ciphers = {f"{label}.{each.name}" for label, columns in KINDS for each in columns if each.of is Type.CIPHER}
    assert {
        "Objection.wordsCipher", "Objection.resultCipher", "License.changeReasonCipher", "License.numberCipher",
        "ForgeryCase.verdictCipher", "SharingRequest.purposeWordsCipher", "SharingRequest.scenarioCipher",
        "SharingRequest.basisCipher", "SharingRequest.refusalCipher", "Grant.purposeWordsCipher",
        "Journal.wordsCipher",
    } <= ciphers  # fmt: skip
    cases = ("Objection", "ForgeryCase", "SharingRequest", "Grant")
    assert not [label for label in cases if Plain.CATALOGUE in PLAIN[label]]
