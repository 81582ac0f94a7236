"""All statements: what they name is declared, what they read is written, what has a period is asked for a day.

A text that the engine is given and that was not found ends the collection (`builders.statements`): nothing is unread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from builders.cypher import names_in, touched, undeclared
from builders.statements import Statement, UnreadError, listings, read, statements

from graph.schema.migrations import BESIDES, MIGRATIONS
from graph.schema.nodes import ALL, INNER
from graph.schema.periods import SHARED, TENURE, Period
from graph.schema.relations import BROWSED, RELATIONS
from graph.store.edges import to_many
from graph.subjects.organisation.binding import answering_for, policy_of

IMPOSSIBLE: Mapping[str, str] = {
    "graph.subjects.lineage.memory.walk: DERIVES_FROM|FROM_SYSTEM does not join System and anything":
        "a system is made from nothing, and its walk upstream is empty",
    **{
        f"migration:10: property {name}": "stored for searches by an earlier release; it goes"
        for name in (
            "titleText of Resource", "wordText of Resource", "searchText of Resource", "wordText of Department",
            "wordText of Library", "wordText of LicenseType",
        )
    },
    **{
        f"{origin}: property {name}": "kept in the clear by an earlier release; it is encrypted, and goes"
        for origin, names in (
            ("graph.store.hiding.hide_columns", (
                "words of Objection", "result of Objection", "purposeWords of SharingRequest",
                "scenario of SharingRequest", "basis of SharingRequest", "refusal of SharingRequest",
                "purposeWords of Grant",
            )),
            ("graph.subjects.forgeries.hiding.hide._LEFT", ("verdict of ForgeryCase",)),
            ("graph.subjects.forgeries.hiding.hide._WRITE", ("verdict of ForgeryCase",)),
            ("graph.subjects.licensing.hiding.left._LEFT", ("number of License",)),
            ("graph.subjects.licensing.hiding.read._READ", ("number of License", "changeReason of License")),
            ("graph.subjects.licensing.hiding.write._WRITE", ("number of License", "changeReason of License")),
        )
        for name in names
    },
}  # fmt: skip
"""What the schema says that a statement cannot find, and why it is asked."""

UNWRITTEN: Mapping[tuple[str, str], str] = {
    ("FileDigest", "user"): "annotated copies (加注件) are recognised, and not made yet",
    ("FileDigest", "purpose"): "annotated copies (加注件) are recognised, and not made yet",
    ("FileDigest", "until"): "annotated copies (加注件) are recognised, and not made yet",
}
"""What is read and never written, and why."""

UNREAD: Mapping[tuple[str, str], str] = {
    ("Journal", "wordsCipher"): "the journal is kept for whoever supervises, who reads it outside this program",
    ("JournalPart", "closedAt"): "kept as what happened",
    **{("LicenseUse", name): "kept as what happened; that there was one is looked up by its pair"
       for name in ("at", "how")},
    ("Attestation", "takenAt"): "who counts the numbers finds here when one was taken of which nothing came",
    ("Series", "takenAt"): "written so that a rival waits",
    ("Holder", "taken"): "written so that a rival waits; another value each time, as the same would be no writing",
    ("License", "moving"): "written so that a rival waits, and taken away again",
    ("LicenseDraft", "moving"): "written so that a rival waits, and taken away again",
    ("Grant", "moving"): "written so that a rival waits, and taken away again",
    ("EntryCase", "moving"): "written so that a rival waits, and taken away again",
    ("LicenseBatch", "moving"): "written so that a rival waits, and taken away again",
    ("SharingRequest", "moving"): "written so that a rival waits, and taken away again",
    ("OwedDuty", "moving"): "written so that a rival waits, and taken away again",
    ("Objection", "moving"): "written so that a rival waits, and taken away again",
    ("ForgeryCase", "moving"): "written so that a rival waits, and taken away again",
    ("MutedKinds", "moving"): "written so that a rival waits, and taken away again",
    ("Zhengtu", "initialisedAt"): "kept as what happened",
}  # fmt: skip
"""What is written and never read, and why."""

_WRITE_ENTRIES = "graph.subjects.entries.recording.write_entries"
STAMPED_BESIDE: Mapping[str, str] = {
    _WRITE_ENTRIES: "the items of the entries that `_WRITE` stamps in the same transaction",
    f"{_WRITE_ENTRIES}._WRITE_ITEMS": "the items of the entries that `_WRITE` stamps in the same transaction",
    "graph.subjects.entries.creating.create_entries": "what entries name that `_CREATE` stamps",
    **{
        f"graph.subjects.{name}": "what entries are found by; they are stamped behind it (`found_by`)"
        for name in (
            "organisation.memory.write_departments",
            "sources.memory.write_libraries",
            "sources.memory.write_systems",
            "licensing.defining.write_types._WRITE_TYPES",
            "lineage.recording.write_lineage",
        )
    },
    "migration:5": "keys that a store gets before anything of it is counted in memory",
}
"""What writes something that is kept in memory of a kind and stamps no node, and who stamps it."""

_GRANTS = "graph.subjects.sharing.grants.memory"
_TABLES = "graph.subjects.sharing.tables"
_ORGANISATION = "graph.subjects.organisation"
_LICENSING = "graph.subjects.licensing.memory"
_FACTS = "graph.subjects.licensing.facts"
_FORGERIES = "graph.subjects.forgeries.memory"
_AGREEMENTS = ("agreement_of._AGREEMENT", "kept_agreements", "all_agreements")
_REPORTS = (
    "duties.owing.bound_over_time._BOUND_OVER_TIME", "duties.owing.reporting._REPORTING",
    "waiting.reports.owed._OF_SOME", "waiting.reports.due._OF_ALL", "waiting.supervised.supervised._PAGE",
)  # fmt: skip
OVER_TIME: Mapping[tuple[str, str], str] = {
    ("by_id:Post", "Post"): "one post, shown with its period",
    ("graph.subjects.licensing.publication.published_facts._FACTS", "ISSUABLE_BY"):
        "published over time: each right with its period, for whoever asks for a day",
    ("graph.subjects.licensing.setting.catalogue_setting._SETTING", "ISSUABLE_BY"):
        "rights to compare with, each with its period",
    ("graph.subjects.licensing.defining.correct_entitlements", "ISSUABLE_BY"):
        "a right by the first day that it has, which is corrected",
    ("graph.subjects.licensing.memory.rights_of_type", "ISSUABLE_BY"): "the rights to a type, each with its period",
    ("migration:13", "Post"): "every post that there ever was",
    ("graph.store.sealing.seal_subjects", "Post"): "every post that there ever was, once",
    **{(f"graph.subjects.licensing.drafts.{at}", relation): why
       for at in ("draft_of._DRAFT", "draft_anew._DRAFT_ANEW") for relation, why in (
           ("SUCCEEDED_BY", "asks which of them exists on the day"),
           ("ISSUABLE_BY", "handed on with its period, to the rule"),
       )},
    **{(f"graph.subjects.entries.cases.{read}", "SUCCEEDED_BY"): "asks for the nearest department that is living"
       for read in ("case_of._CASE", "under_codes._UNDER_CODES")},
    **{(f"graph.subjects.sharing.cases.{read}", "SUCCEEDED_BY"): "asks for the nearest department that is living"
       for read in ("asked_for._ASKED_FOR", "request_of._CASE")},
    ("graph.subjects.sharing.tables.recording._sides._SIDES", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    **{("graph.subjects.sharing.memory.write_on_file._WRITE", bound): "asks for the day of each row"
       for bound in ("BINDS", "EXEMPTS")},
    ("graph.subjects.licensing.drafts.made_drafts._MADE", "SUCCEEDED_BY"): "asks which of them exists on the day",
    ("by_id:Grant", "Grant"): "one grant, shown with its period",
    ("graph.subjects.entries.withdrawn.of_grant", "Grant"): "of which the data were, over as it is",
    ("graph.subjects.waiting.memory.matters._MATTERS", "Grant"): "the grant of which somebody was told, as it stands",
    **{(f"graph.subjects.sharing.grants.memory.{each}", "Grant"): "of one grant, shown with its period"
       for each in ("refused_items", "dropped_items")},
    ("graph.subjects.sources.leaving.left_behind._LEFT", "Grant"): "alive, with or without its agreement",
    ("graph.subjects.sources.leaving.left_behind._LEFT", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    ("graph.subjects.exchange.memory._apart._ONE_ANSWERS", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    ("graph.subjects.sharing.hints.noted_of_request", "Grant"): "one that waits for its agreement is none yet",
    ("graph.subjects.sharing.grants.memory.of_request", "Grant"): "the grant of one request, shown with its period",
    ("graph.subjects.exchange.memory.named_grants._NAMED", "Grant"): "handed on with its days, to the rule",
    **{("graph.subjects.exchange.memory.surroundings._SURROUNDINGS", bound): "asks for the day of each use"
       for bound in ("BINDS", "EXEMPTS")},
    ("graph.subjects.exchange.memory.surroundings._SURROUNDINGS", "Grant"): "handed on with its days, to the rule",
    ("migration:18", "Grant"): "every grant that there ever was",
    ("migration:22", "Grant"): "every grant that there ever was",
    **{(f"{_GRANTS}.GRANTS:all:{what}", "Grant"): "grants of both sides, each shown with its period"
       for what in ("BEGUN", "landmarks:BEGUN", "count", "size")},
    **{("migration:20", bound): "asks for the day on which each was opened" for bound in ("BINDS", "EXEMPTS")},
    **{(f"{_GRANTS}.{at}", "Grant"): "the life of one, whenever it holds"
       for at in ("grant_of._GRANT", "_KEPT:standing", "_KEPT:moving")},
    **{(f"{_GRANTS}.{at}", "Grant"): "its agreement, for as long as it is kept" for at in _AGREEMENTS},
    **{(f"graph.subjects.waiting.memory.{at}", "Grant"): "grants that wait for their agreement"
       for at in ("page", "counts")},
    ("graph.subjects.waiting.memory.ending_grants._ENDING", "Grant"): "asks for a last day between two days",
    ("graph.subjects.waiting.ended.to_destroy._TO_DESTROY", "Grant"): "asks for those that have ended",
    ("graph.subjects.waiting.memory.answering._ANSWERING", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    (f"{_GRANTS}.grant_of._GRANT", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    ("graph.subjects.entries.recording.write_entries._END_GRANTS", "Grant"): "ends them, also before they hold",
    **{(f"graph.subjects.entries.memory.{at}._CONCERNED", "Grant"): "alive, also before they hold"
       for at in ("users_to_be", "users_to_be_in")},
    **{(f"{_TABLES}.{at}", "Grant"): "grants to compare with, over time"
       for at in ("setting.request_setting._REQUESTS", "setting.grant_setting._GRANTS")},
    **{(f"{_GRANTS}.write_grants._WRITE", bound): "asks for the day of each row"
       for bound in ("BINDS", "EXEMPTS")},
    ("by_id:LicenseGrant", "LicenseGrant"): "one grant, shown with its period",
    **{(f"graph.subjects.lineage.browsing.{at}", "LicenseGrant"): "what there is at a node, not what it permits"
       for at in ("relations", "path", "place")},
    **{(origin, "LicenseGrant"): "the grants of a consumer or a type, each shown with its period" for origin in (
        "graph.subjects.granting.memory.grants_of_consumer", "graph.subjects.granting.memory.grants_of_type",
        "api.graphql.granting.listing.OF_CONSUMER", "api.graphql.granting.listing.OF_TYPE",
    )},
    ("graph.subjects.granting.memory.write_license_grants", "LicenseGrant"): "writes them",
    ("graph.subjects.granting.setting.grant_setting._SETTING", "LicenseGrant"): "grants to compare with, over time",
    ("graph.subjects.sources.setting.sources_setting._SETTING", "LicenseGrant"): "grants to judge by, over time",
    ("graph.subjects.lineage.browsing.relations", "Post"): "what there is at a node, not what it permits",
    ("graph.subjects.lineage.browsing.relations", "Grant"): "what there is at a node, not what it permits",
    ("graph.subjects.lineage.browsing.place", "Post"): "what there is to begin or end a path with",
    ("graph.subjects.lineage.browsing.place", "Grant"): "what there is to begin or end a path with",
    **{(f"graph.subjects.lineage.browsing.{at}", relation): why for at in ("relations", "path") for relation, why in (
        ("ISSUABLE_BY", "asks for the day where the step is one of these, among steps of every kind"),
        ("BINDS", "browsed by nobody, so never among the kinds that are asked for"),
        ("EXEMPTS", "browsed by nobody, so never among the kinds that are asked for"),
    )},
    ("graph.subjects.lineage.browsing.relations", "SUCCEEDED_BY"): "what followed a department, over time",
    ("graph.subjects.lineage.browsing.path", "SUCCEEDED_BY"): "how things hang together, over time",
    ("graph.subjects.lineage.browsing.path", "Post"): "how things hang together, not what they permit",
    ("graph.subjects.lineage.browsing.path", "Grant"): "how things hang together, not what they permit",
    (f"{_ORGANISATION}.memory.posts_of", "Post"): "the posts of a department, each shown with its period",
    (f"{_ORGANISATION}.memory.write_posts", "Post"): "writes them",
    (f"{_ORGANISATION}.setting.organisation_setting._SETTING", "Post"): "posts to compare with, over time",
    **{(f"{_ORGANISATION}.setting.seats_of._SEATS", name): "who acts for a city, each with its period"
       for name in ("Post", "BINDS")},
    (f"{_ORGANISATION}.setting.organisation_setting._SETTING", "SUCCEEDED_BY"): "successions to compare with",
    **{(f"{_ORGANISATION}.setting.organisation_setting._SETTING", name): "what a department's days are compared with"
       for name in ("ISSUABLE_BY", "LicenseGrant")},
    (f"{_ORGANISATION}.setting.organisation_setting._SETTING", "BINDS"): "what is bound at all, to compare with",
    (f"{_ORGANISATION}.setting.organisation_setting._SETTING", "EXEMPTS"): "what is left out at all, to compare with",
    ("graph.subjects.people.memory.posts_of._POSTS", "Post"): "past and future posts too; the law says which is held",
    ("graph.store.hiding.hide_columns", "Grant"): "what was said in one, whenever it holds, is encrypted",
    ("graph.subjects.installation.memory.is_keyed._KEYED", "Post"): "whether there is anything that a key has written",
    **{(f"{_LICENSING}.LICENSE_TYPES:issuer:{what}", "ISSUABLE_BY"): "types that it may issue, or could in a period"
       for what in ("CODE", "NAME", "count")},
    **{(f"{_ORGANISATION}.memory.DEPARTMENTS:license_type:{what}", "ISSUABLE_BY"):
       "authorities that may issue a type, or could in a period" for what in ("CODE", "NAME", "count")},
    ("graph.subjects.licensing.ordering.issue_setting._SETTING", "ISSUABLE_BY"):
        "handed on with its period, to the rule",
    **{(f"graph.subjects.licensing.batching.{read}", "ISSUABLE_BY"): "as of issue_setting"
       for read in ("known_rows._ROWS", "chunk_of._CHUNK")},
    **{(f"graph.subjects.licensing.batching.{read}", "SUCCEEDED_BY"): "asks for the nearest department that is living"
       for read in ("known_rows._ROWS", "chunk_of._CHUNK")},
    **{(f"{_ORGANISATION}.memory.policies_over_time._OVER_TIME", bound): "asks for each of some days"
       for bound in ("BINDS", "EXEMPTS")},
    (f"{_FACTS}.register_facts._REGISTER_FACTS", "ISSUABLE_BY"):
        "handed on with its period, for the day of issue; and whether the issuer ever could issue anything",
    ("graph.subjects.entries.setting.entry_setting._SETTING", "BINDS"): "asks which policy binds on some other day",
    ("graph.subjects.entries.setting.entry_setting._SETTING", "SUCCEEDED_BY"):
        "who answers for a provider is there on the day; a succession has no end",
    (f"{_FACTS}.register_facts._REGISTER_FACTS", "SUCCEEDED_BY"): "asks whether the department itself has ended",
    (f"{_FACTS}.changing_facts._CHANGING_FACTS", "ISSUABLE_BY"): "as of register_facts",
    (f"{_FACTS}.changing_facts._CHANGING_FACTS", "SUCCEEDED_BY"): "as of register_facts",
    (f"{_FACTS}.known_at_once._AT_ONCE", "ISSUABLE_BY"): "as of register_facts",
    (f"{_FACTS}.known_at_once._AT_ONCE", "SUCCEEDED_BY"): "as of register_facts",
    ("graph.subjects.exchange.memory.surroundings._NEAREST", "BINDS"): "asks which policy binds on some other day",
    (f"{_ORGANISATION}.unbound.told_why_unbound._NEAREST", "BINDS"): "asks which policy binds on some other day",
    **{(f"graph.subjects.{read}", "BINDS"): "asks which policy binds on some other day, too"
       for read in ("licensing.batching.known_rows._ROWS", "licensing.batching.chunk_of._CHUNK",
                    "licensing.drafts.draft_anew._DRAFT_ANEW", "licensing.drafts.draft_of._DRAFT",
                    "licensing.ordering.issue_setting._SETTING",
                    "sharing.memory.provided._PROVIDED", "sharing.tables.setting.request_setting._REQUESTS")},
    (f"{_ORGANISATION}.memory.answering_department._ANSWERING", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    ("graph.subjects.elements.memory.compared._COMPARED", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    ("graph.subjects.objections.memory.case._CASE", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    (f"{_FORGERIES}.case._CASE", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    (f"{_FORGERIES}.standing._STANDING", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    (f"{_FORGERIES}.answering._ANSWERING", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    ("graph.subjects.people.memory.posts_of._POSTS", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    ("graph.subjects.exchange.memory.surroundings._SURROUNDINGS", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    ("graph.subjects.objections.memory.doubted", "SUCCEEDED_BY"): "asks for the nearest department that is living",
    **{(f"graph.subjects.duties.{read}", "SUCCEEDED_BY"): "asks for the nearest department that is living"
       for read in ("memory.duty_of._OF_ID", "memory.owed_of_entries._OF_RECEIVERS", "resting.resting_on._RESTING",
                    "resting.receiver_of._RECEIVER", "owing.bound_over_time._BOUND_OVER_TIME",
                    "owing.provider_of._ENTRY", "lapsing.lapsed_by._BY_NOW", "lapsing.lapsed_by._AMONG")},
    **{(f"graph.subjects.{read}", bound): "handed on with its days, to ask for the day on which a report is due"
       for read in _REPORTS for bound in ("BINDS", "EXEMPTS")},
    ("graph.subjects.sources.changes.surroundings._SURROUNDINGS", "SUCCEEDED_BY"):
        "asks for the nearest department that is living",
    (f"{_ORGANISATION}.memory.successors_of", "SUCCEEDED_BY"): "what followed a department, over time",
    (f"{_ORGANISATION}.memory.predecessors_of", "SUCCEEDED_BY"): "what a department followed, over time",
}  # fmt: skip
"""Statements that follow something with a period and ask for no day, on purpose, and why."""

PERIODS: Mapping[str, Period] = {
    **{kind.label: kind.period for kind in ALL if kind.period and kind.permits},
    **{relation.name: relation.period for relation in RELATIONS if relation.period},
}
STAMPS = re.compile(r"touched(?: =|:) \$touched")
WRITES = re.compile(r"\b(?:MERGE|CREATE|SET|DELETE|REMOVE)\b")
IDENTIFYING = sorted({name for migration in (*MIGRATIONS, BESIDES) for _, name in migration.unique})
SCANS = re.compile(rf"\w+\.(?:{'|'.join(IDENTIFYING)})\s+IN\s+\$\w+(?![\w.])", re.IGNORECASE)
"""An identifying property compared by IN with a parameter: ArcadeDB uses no index for that."""


def decides(part: str, start: int, end: int) -> bool:
    """Whether a predicate stands in a WHERE, joined to the rest of it by AND alone."""
    before, after = _beside(part[:start][::-1], ")]}", "([{")[::-1], _beside(part[end:], "([{", ")]}")
    clauses = re.split(r"\b(MATCH|WHERE|WITH|RETURN|UNWIND|SET)\b", before)
    joined = clauses[-1] + re.split(r"\b(?:MATCH|WITH|RETURN|UNWIND|SET|ORDER)\b", after)[0]
    if re.search(r"\b(?:OR|XOR|CASE|WHEN)\b", joined) or before.rstrip().endswith("NOT"):
        return False
    if len(clauses) > 1:
        return clauses[-2] == "WHERE"
    opened, closed = start - len(before) - 1, end + len(after)
    return opened >= 0 and part[opened] == "(" and decides(part, opened, closed + 1)


def _beside(text: str, opening: str, closing: str) -> str:
    """As much of a text as stands in the same brackets, without what is in brackets of its own."""
    depth = 0
    found: list[str] = []
    for sign in text:
        depth += (sign in opening) - (sign in closing)
        if depth < 0:
            break
        found.append(sign if depth == 0 else " ")
    return "".join(found)


def timeless(statement: Statement) -> Iterator[tuple[str, str]]:
    """What has a period and is followed without asking whether it holds on the day."""
    for each in names_in(statement.text).followed:
        if each.name not in PERIODS:
            continue
        day = r"(?:\$\w+|\w+\[\d\])"  # a parameter, or a day in a list of them
        asked = re.escape(PERIODS[each.name].holds(each.variable or "?", "$day")).replace(r"\$day", day)
        if not each.variable or not any(decides(each.part, *hit.span()) for hit in re.finditer(asked, each.part)):
            yield statement.origin, each.name


@cache
def properties(*, written: bool) -> Mapping[tuple[str, str], set[str]]:
    """Every property that statements read or write, and which of them do."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement in statements():
        for each in touched(names_in(statement.text), written=written):
            found[each].add(statement.origin)
    return found


def test_every_label_relation_and_property_is_declared() -> None:
    found = {
        f"{statement.origin}: {what}" for statement in statements() for what in undeclared(names_in(statement.text))
    }
    assert found == set(IMPOSSIBLE)


def test_what_is_read_is_written() -> None:
    read_, written = properties(written=False), properties(written=True)
    assert set(read_) - set(written) == set(UNWRITTEN)


def test_what_is_declared_is_written_and_read() -> None:
    declared = {(kind.label, column.name) for kind in (*ALL, *INNER) for column in kind.columns}
    declared |= {(relation.name, column.name) for relation in RELATIONS for column in relation.properties}
    assert declared - set(properties(written=True)) == set(UNWRITTEN)
    assert declared - set(properties(written=False)) == set(UNREAD)


def test_what_writes_a_date_writes_the_text_by_which_it_is_sorted() -> None:
    keyed = {(kind.label, each.name): each.key for kind in ALL for each in kind.columns if each.key}
    assert keyed
    written = properties(written=True)
    for (label, name), key in keyed.items():
        assert written[label, name] <= written[label, key]


def test_what_writes_something_by_which_a_kind_is_counted_stamps_the_node() -> None:
    found = set[str]()
    for texts in (listing.roll for listing in listings().values() if listing.roll is not None):
        read_ = names_in(texts.these)
        looked_at = set(touched(read_, written=False)) - {(texts.label, "touched")}
        for statement in (each for each in statements() if WRITES.search(each.text)):
            names = names_in(statement.text)
            if looked_at & set(touched(names, written=True)) or read_.relations & names.relations:
                stamps = (texts.label, "touched") in set(touched(names, written=True))
                found |= set() if stamps and STAMPS.search(statement.text) else {statement.origin}
    assert found == set(STAMPED_BESIDE)


def test_every_relation_is_written_and_every_kind() -> None:
    made = [
        names_in(statement.text) for statement in statements() if re.search(r"\b(?:MERGE|CREATE) \(", statement.text)
    ]
    assert {relation.name for relation in RELATIONS} - {name for each in made for name in each.relations} == set()
    assert {kind.label for kind in (*ALL, *INNER)} - {label for each in made for label in each.labels} == set()


def test_what_has_a_period_is_asked_for_a_day() -> None:
    measured = ":longest"  # how long lists are, over time and whoever asks
    asked = [statement for statement in statements() if not statement.origin.endswith(measured)]
    assert {found for statement in asked for found in timeless(statement)} == set(OVER_TIME)


def test_a_permission_is_never_among_what_is_read_over_time() -> None:
    """A grant permits its consumer; only where it is shown as what it is, it is shown without asking for a day."""
    assert {origin for origin, name in OVER_TIME if name == "Grant"} == {
        "graph.subjects.waiting.memory.matters._MATTERS",
        "graph.subjects.entries.withdrawn.of_grant",
        "graph.subjects.sharing.hints.noted_of_request", "graph.subjects.sources.leaving.left_behind._LEFT",
        "by_id:Grant", "graph.subjects.lineage.browsing.relations", "graph.subjects.lineage.browsing.path",
        "graph.store.hiding.hide_columns",
        "graph.subjects.lineage.browsing.place",
        "graph.subjects.exchange.memory.named_grants._NAMED",
        "graph.subjects.exchange.memory.surroundings._SURROUNDINGS",
        "migration:18", "migration:22", "graph.subjects.entries.recording.write_entries._END_GRANTS",
        "graph.subjects.entries.memory.users_to_be._CONCERNED",
        "graph.subjects.entries.memory.users_to_be_in._CONCERNED",
        *(f"{_GRANTS}.GRANTS:all:{what}" for what in ("BEGUN", "landmarks:BEGUN", "count", "size")),
        "graph.subjects.waiting.memory.page", "graph.subjects.waiting.memory.counts",
        "graph.subjects.waiting.memory.ending_grants._ENDING",
        "graph.subjects.waiting.ended.to_destroy._TO_DESTROY",
        *[f"{_GRANTS}.{at}" for at in _AGREEMENTS],
        f"{_GRANTS}.refused_items", f"{_GRANTS}.dropped_items",
        f"{_GRANTS}.grant_of._GRANT", f"{_GRANTS}.of_request", f"{_GRANTS}._KEPT:standing", f"{_GRANTS}._KEPT:moving",
        f"{_TABLES}.setting.request_setting._REQUESTS", f"{_TABLES}.setting.grant_setting._GRANTS",
    }  # fmt: skip
    assert {origin for origin, name in OVER_TIME if name == "EXEMPTS"} == {
        "graph.subjects.sharing.memory.write_on_file._WRITE",  # likewise
        f"{_GRANTS}.write_grants._WRITE",  # for the day of each row
        "migration:20",  # likewise
        "graph.subjects.exchange.memory.surroundings._SURROUNDINGS",  # for the day of each use
        f"{_ORGANISATION}.setting.organisation_setting._SETTING",
        f"{_ORGANISATION}.memory.policies_over_time._OVER_TIME",  # for each of some days
        "graph.subjects.lineage.browsing.relations", "graph.subjects.lineage.browsing.path",
        *(f"graph.subjects.{read}" for read in _REPORTS),  # for the day of each report
    }  # fmt: skip
    assert {"BINDS", "EXEMPTS"}.isdisjoint(relation.name for relation in BROWSED)


def test_what_is_known_by_its_identity_is_matched_by_it_and_not_searched_for() -> None:
    found = {statement.origin: SCANS.findall(statement.text) for statement in statements()}
    assert {origin for origin, hits in found.items() if hits} == set(), "UNWIND $list AS k MATCH (n:Label {id: k})"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("MATCH (r:Resource {id: $id}) RETURN r.colour", "property colour of Resource"),
        ("MATCH (r:Resource {colour: $colour}) RETURN r.id", "property colour of Resource"),
        ("MATCH (r:Resource {id: $id}) SET r.colour = $colour", "property colour of Resource"),
        ("MATCH (p:Department)<-[b:BINDS {colour: 1}]-(:Policy) RETURN b.validFrom", "property colour of BINDS"),
        ("MATCH (r:Resource)-[:HAS_ITEM]->(i) RETURN i.summary", "property summary of Item"),
        ("MATCH (r:Resource) WITH collect(r) AS rs UNWIND rs AS x RETURN x.colour", "property colour of Resource"),
        ("RETURN COLLECT { MATCH (c:Item) RETURN c.seq } + COLLECT { MATCH (c:System) RETURN c.seq }",
         "property seq of System"),
        ("MATCH (r:Ressource {id: $id}) RETURN r.id", "label Ressource"),
        ("MATCH (r:Resource) WHERE EXISTS { MATCH (r)-[:HAS_ITEMS]->(i:Item) } RETURN r.id", "relation HAS_ITEMS"),
        ("MATCH (r:Resource)<-[:HAS_ITEM]-(i:Item) RETURN r.id", "HAS_ITEM does not join Resource and Item"),
        ("MATCH (r:Resource {id: $id}) SET r += row", "SET r +=: a map says not what is written"),
        ("MATCH (r:Resource {id: $id}) RETURN q.id", "q.id: nothing is called q"),
        ("MATCH (r:Resource) WHERE (r)<-[:COVERS]-(:Grant) RETURN r.id",
         "a pattern outside MATCH: what it follows is not read"),
        ("MATCH (r:Resource) RETURN [(r)<-[:COVERS]-(g:Grant) | g.id]",
         "a pattern outside MATCH: what it follows is not read"),
        ("MATCH (r:Resource) WHERE exists((r)<--(:Grant)) RETURN r.id",
         "a pattern outside MATCH: what it follows is not read"),
    ],
)  # fmt: skip
def test_a_statement_that_names_what_is_not_declared_is_complained_of(text: str, complaint: str) -> None:
    assert complaint in list(undeclared(names_in(text)))


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (r:Resource)<-[:COVERS]-(g:Grant) RETURN collect(r.id)",
        "MATCH (r:Resource)<-[:COVERS]-(:Grant)-[:GRANTED_TO]->(c:Consumer) RETURN collect(c.id)",
        "MATCH (r:Resource)<-[:COVERS]-(g:Grant) WHERE g.validFrom <= date($today) RETURN collect(r.id)",
        # Of a grant the last day still counts.
        f"MATCH (r:Resource)<-[:COVERS]-(g:Grant) WHERE {TENURE.holds('g')} RETURN collect(r.id)",
        # Neither labels nor relations need be said.
        "MATCH (r:Resource)<-[:COVERS]-(g) RETURN collect(r.id)",
        "MATCH (r:Resource)<-[:COVERS]-()-[:GRANTED_TO]->(c) RETURN collect(c.id)",
        "MATCH (g)-[:COVERS]->(r:Resource) RETURN collect(r.id)",
        "MATCH (r:Resource)<-[e]-(g) RETURN collect(r.id)",
        "MATCH (t:LicenseType)-[e]->(d:Department) RETURN collect(d.id)",
        # The day is asked where it decides nothing.
        f"MATCH (r:Resource)<-[:COVERS]-(g:Grant) WHERE NOT {SHARED.holds('g')} RETURN collect(r.id)",
        f"MATCH (r:Resource)<-[:COVERS]-(g:Grant) WHERE r.state = 'A' OR {SHARED.holds('g')} RETURN collect(r.id)",
        f"MATCH (r:Resource)<-[:COVERS]-(g:Grant) WHERE NOT (r.state = 'A' AND {SHARED.holds('g')}) RETURN r.id",
        f"MATCH (r:Resource)<-[:COVERS]-(g:Grant) RETURN collect(r.id), {SHARED.holds('g')} AS held",
        # The day is asked of another grant.
        f"RETURN EXISTS {{ MATCH (g:Grant) WHERE {SHARED.holds('g')} }} OR EXISTS {{ MATCH (g:Grant) }}",
    ],
)
def test_a_permission_that_is_followed_without_its_day_is_complained_of(text: str) -> None:
    assert list(timeless(Statement("here", text)))


def test_a_permission_that_is_asked_for_the_day_is_let_pass() -> None:
    text = f"MATCH (r:Resource)<-[:COVERS]-(g:Grant) WHERE {SHARED.holds('g', '$on')} RETURN collect(r.id)"
    assert list(timeless(Statement("here", text))) == []


@pytest.mark.parametrize(
    "source",
    [
        'async def a(store, label):\n    await store.read(f"MATCH (n:{label}) RETURN n.id")\n',
        'async def a(store, label):\n    text = f"MATCH (n:{label}) RETURN n.id"\n    await store.read(text)\n',
        "async def a(store, text):\n    await store.read(text)\n",
        'async def a(work):\n    await work.do("MATCH (n:Resource) RETURN n.id")\n',
        'async def a(view):\n    return await to_many("Resource", ITEM, "(p)-[:HAS_ITEM]->(c:Item)")(view, [])\n',
    ],
)
def test_a_text_that_is_put_together_when_it_is_asked_or_not_seen_is_complained_of(source: str) -> None:
    with pytest.raises(UnreadError):
        read("here", source, {"to_many": to_many})


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (f:FileDigest)-[:OF]->(l:License) WHERE f.id IN $digests RETURN f.kind",
        "WHERE c.id IN $types OR EXISTS { MATCH (c)-[:DERIVES_FROM]->(r:Resource) WHERE r.id IN $ids }",
        "MATCH (n:License) WHERE n.identifier in $identifiers RETURN n.id",
        "MATCH (n:Holder) WHERE n.codeHash IN $hashes",
    ],
)
def test_a_statement_that_searches_for_an_identity_is_found(statement: str) -> None:
    assert SCANS.findall(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(l:License)",
        "MATCH (l:License {id: $id}) WHERE l.state IN $before",
        "any(x IN v.parties WHERE x IN $scope.departments)",
    ],
)
def test_a_bounded_comparison_is_let_pass(statement: str) -> None:
    assert not SCANS.findall(statement)


WALK = re.compile(r"head\(COLLECT \{ MATCH way = .*? LIMIT 1 \}\)")
"""A walk of `organisation.binding`, as it stands inside a statement."""
OF_WALKS = {"way", "binds", "binding", "exempts", "branch", "heir"}
"""Its variables."""


def test_a_walk_shares_no_variable_with_the_statement_around_it() -> None:
    """Neo4j takes one of the same name for the one around it; the embedded store does not."""
    around = {each.origin: WALK.sub("", each.text) for each in statements() if WALK.search(each.text)}
    assert len(around) > 10
    assert not {origin: found for origin, text in around.items() if (found := OF_WALKS & set(re.findall(r"\w+", text)))}
    assert set(re.findall(r"[(\[ ](\w+)(?=:| =)", policy_of("(d)") + answering_for("(d)"))) == OF_WALKS
