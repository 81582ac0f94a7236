"""Columns of what the system writes for itself and shows to nobody: journal, attestations, counts, its own node."""

from __future__ import annotations

from graph.schema.columns import Column, Type
from graph.words.attestations import AttestationKind

JOURNAL = (
    Column("id", unique=True),
    Column("act"),
    Column("about", indexed=True),
    Column("subject", personal=True),
    Column("role"),
    Column("at", Type.MOMENT),
    Column("rules", Type.TEXTS),
    Column("detail"),
    Column("wordsCipher", Type.CIPHER),
    # In which part of the journal it is (`store.journal_parts`).
    Column("part", indexed=True),
)
JOURNAL_PART = (
    Column("id", unique=True),
    Column("lines", Type.INTEGER),
    Column("mark"),
    Column("closedAt", Type.MOMENT),
)
"""Lines of the journal that are closed off together."""
ATTESTATION = (
    Column("id", unique=True),
    Column("kind", AttestationKind),
    Column("issuerId", refers="Department"),
    Column("number"),
    Column("takenAt", Type.MOMENT),
    Column("madeAt", Type.MOMENT),
    Column("digest"),
    Column("about"),
    Column("outcome"),
    Column("asker", personal=True),
)
SERIES = (Column("id", unique=True), Column("last", Type.INTEGER), Column("takenAt", Type.MOMENT))
"""The numbers of one kind of attestation, of one department, in one year."""
ONCE = (Column("id", unique=True), Column("input"), Column("at", Type.MOMENT), Column("result"))
REVISION = (
    Column("id", unique=True),
    Column("epoch"),
    Column("number", Type.INTEGER),
    Column("tokens", Type.TEXTS),
)
ATTEMPTS = (
    Column("id", unique=True),
    Column("made", Type.TEXTS),
    Column("until", Type.INTEGER, indexed=True),
)
ADMINISTRATOR = (Column("id", unique=True), Column("registeredAt", Type.MOMENT))
ZHENGTU = (
    Column("id", unique=True),
    Column("schema", Type.INTEGER),
    Column("demonstration", Type.BOOLEAN),
    # The day that a demonstration is about: its licences are those of that day, whenever the rest of them is loaded.
    Column("demonstrationOn", Type.DATE),
    Column("keysMade", Type.BOOLEAN),
    Column("filesLocked", Type.BOOLEAN),
    Column("wordsHidden", Type.BOOLEAN),
    Column("subjectsSealed", Type.BOOLEAN),
    Column("catalogueDigest"),
    Column("catalogueSteps", Type.TEXTS),
    Column("catalogueLoadedAt", Type.MOMENT),
    Column("policy"),
    Column("initialisedAt", Type.MOMENT),
    Column("keyCheck"),
    Column("authority"),
    Column("administrationCode"),
    Column("administrationCodeUntil", Type.MOMENT),
    Column("administrationTaken", Type.INTEGER),
    Column("packageSequence", Type.INTEGER),
    Column("journalParts", Type.INTEGER),
    Column("journalMark"),
    # Of a store that came back from a backup: between which moments it does not know what happened, and which numbers
    # may have been given meanwhile (`subjects.installation.restoring`).
    Column("lost", Type.TEXTS),
    Column("numbersYear"),
    Column("numbersBehind", Type.INTEGER),
)
