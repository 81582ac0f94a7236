"""Constraints and indexes as numbered migrations, the same for both servers.

A migration is a number and the statements that bring a store from the number before to it. Migrations are only added.
One is needed where something that is stored changes: what columns declare and no migration makes, above all those of a
new kind of node, is made at every opening (`BESIDES`), where it is not there yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString, TypeAlias

from graph.schema.columns import sorted_by
from graph.schema.kinds.sharing import NEVER_DUE
from graph.schema.nodes import ALL, INNER
from graph.schema.periods import TENURE
from graph.schema.shapes import Shape

Pairs: TypeAlias = tuple[tuple[LiteralString, LiteralString], ...]
"""Labels with a property each."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step."""

    number: int
    about: str
    unique: Pairs = ()
    """Properties that identify a node."""
    indexed: Pairs = ()
    named: tuple[LiteralString, ...] = ()
    """Labels of nodes whose names get the key that they are sorted by (`words.pinyin`), which no statement can make."""
    alike: tuple[LiteralString, ...] = ()
    """Labels of nodes whose names get the key by which those are found that mean the same (`words.alike`)."""
    dropped: Pairs = ()
    """Properties with a full-text index of an earlier release, which goes."""
    unindexed: Pairs = ()
    """Properties whose index of an earlier schema goes."""
    statements: tuple[LiteralString, ...] = ()
    """What is written besides from what the store holds; each can be run twice."""


_SHARES_CASE: LiteralString = (
    "UNWIND q.parties AS a UNWIND q.parties AS b WITH DISTINCT a, b WHERE a < b "
    "MATCH (x:Department {id: a}) MATCH (y:Department {id: b}) MERGE (x)-[:SHARES_CASE]->(y)"
)
_OPEN_KEYS: LiteralString = (
    "MATCH (o:Objection) WHERE o.open WITH o ORDER BY o.id "
    "WITH o.raisedBy + '|' + o.onKind + '|' + o.onId + '|' + o.ground AS key, head(collect(o)) AS first "
    "SET first.openKey = key"
)
_KEYS: tuple[tuple[LiteralString, LiteralString, LiteralString], ...] = (
    ("Resource", "publishedOn", "publishedKey"), ("Resource", "recordedAt", "recordedKey"),
    ("License", "issuedOn", "issuedKey"), ("Objection", "raisedAt", "raisedKey"), ("Notice", "at", "toldKey"),
)  # fmt: skip
_LICENSE_KEYS: LiteralString = (
    "MATCH (l:License) SET l.issuerKey = l.issuerId + '|' + l.issuedKey, "
    "l.holderKey = head(l.holderHashes) + '|' + l.issuedKey"
)
_HELD_BESIDE: LiteralString = (
    "MATCH (l:License)-[:HELD_BY]->(h:Holder) WHERE h.codeHash <> head(l.holderHashes) MERGE (l)-[:HELD_BESIDE]->(h)"
)
_WORDS: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("Resource", "n.titleText, n.wordText, n.searchText"), ("Department", "n.wordText"), ("Library", "n.wordText"),
    ("LicenseType", "n.wordText"),
)  # fmt: skip
_FIRST_VERSIONS: LiteralString = (
    "MATCH (t:LicenseType) WHERE t.version IS NULL MERGE (v:LicenseTypeVersion {id: t.id + '|1'}) "
    "SET v.typeId = t.id, v.number = 1, v.draft = false, v.holderCount = '', v.definerName = t.definerName, "
    "v.definerCode = t.definerCode, v.definerLevel = t.definerLevel, v.category = t.category, "
    "v.holderCategory = t.holderCategory, v.name = t.name, v.validity = t.validity, v.issuerLevel = t.issuerLevel, "
    "v.layout = t.layout, v.colour = t.colour, v.photo = t.photo, v.numberFormat = t.numberFormat, "
    "v.serviceItem = t.serviceItem, v.serviceCode = t.serviceCode, v.synthetic = t.synthetic, v.summary = t.summary, "
    "v.fields = t.fields"
)
_FIRST_OF_TYPES: LiteralString = (
    "MATCH (t:LicenseType) WHERE t.version IS NULL SET t.version = 1, t.draft = false, t.holderCount = ''"
)
_FIRST_OF_LICENSES: LiteralString = "MATCH (l:License) WHERE l.typeVersion IS NULL SET l.typeVersion = 1"
_OFFICERS_FILED: LiteralString = (
    "MATCH (p:Post {kind: 'LICENSE_OFFICER'}) WHERE p.filedOn IS NULL SET p.filedOn = p.validFrom"
)
"""Until then the bureau entered them itself: that was their filing."""
_DAY: LiteralString = "coalesce(toString(n.dueOn), '9999-12-31')"
_IN_MAKING: LiteralString = "n.batchId IS NULL AND n.state IN ['RECEIVED', 'SENT_BACK', 'MADE', 'REVIEWED']"
_WAITING: tuple[tuple[LiteralString, LiteralString, LiteralString, LiteralString, LiteralString], ...] = (
    ("Objection", "n.open", _DAY, "raisedAt", "answersId"),
    ("ForgeryCase", "n.state IN ['SUSPECTED', 'CONFIRMED']", _DAY, "enteredAt", "answersId"),
    ("EntryCase", "n.openKey IS NOT NULL AND n.state <> 'DRAFT'", _DAY, "enteredAt", "providerId"),
    ("LicenseDraft", _IN_MAKING, "'9999-12-31'", "enteredAt", "issuerId"),
)
"""Cases that wait: until when, since when, and which department answers."""
_GRANTS_KNOWN: LiteralString = (
    "MATCH (g:Grant)-[:SETTLES]->(q:SharingRequest) WHERE g.state IS NULL MATCH (g)-[:COVERS]->(r:Resource) "
    "SET g.state = 'ACTIVE', g.requestId = q.id, g.agreementAsked = false, g.articles = [], g.keptOn = g.validFrom, "
    "g.providerId = r.providerId, g.pair = g.consumerId + '|' + g.resourceId"
)
"""Until then none asked for an agreement; its row is that of its provider on the day from which it holds."""
_REQUESTS_AS_CASES: LiteralString = (
    "MATCH (q:SharingRequest) WHERE q.openedAt IS NULL SET q.applicantId = head(q.parties), "
    "q.openedAt = datetime(toString(q.openedOn) + 'T00:00:00+08:00'), "
    f"q.dueKey = '{NEVER_DUE}', "
    "q.state = CASE q.state WHEN 'WAITING' THEN 'ASKED' ELSE q.state END, q.history = [], q.articles = [] "
    f"SET q.openedKey = {sorted_by('q.openedAt')}"
)
_REQUESTS_WAIT: LiteralString = (
    f"MATCH (q:SharingRequest {{state: 'ASKED'}}) WHERE q.waitKey IS NULL SET q.waitKey = '{NEVER_DUE}|' + q.openedKey "
    "SET q.waitsAtKey = q.providerId + '|' + q.waitKey"
)
_OPENED: LiteralString = "toString(q.openedOn)"
_REQUESTS_BOUND: LiteralString = (
    "MATCH (q:SharingRequest) WHERE q.policyId IS NULL "
    "SET q.enteredAt = datetime(toString(coalesce(q.answeredOn, q.openedOn)) + 'T00:00:00+08:00'), "
    "q.policyId = head(COLLECT { "
    "MATCH way = (:Department {id: q.providerId})-[:CHILD_OF*0..8]->(:Department)<-[binds:BINDS]-(binding:Policy) "
    f"WHERE {TENURE.holds('binds', _OPENED)} "
    "AND NOT EXISTS { MATCH (binding)-[exempts:EXEMPTS]->(branch:Department) "
    f"WHERE {TENURE.holds('exempts', _OPENED)} AND branch IN nodes(way) }} "
    "RETURN binding.id ORDER BY length(way), binding.id LIMIT 1 })"
)
"""Until then they were decided elsewhere; what waits, waits for its provider, by the policy of the day of opening."""
_REQUESTS_GO_ON: LiteralString = (
    "MATCH (q:SharingRequest {state: 'ASKED'})-[:ASKS_FOR]->(r:Resource) WHERE q.policyId IN ['JI', 'CS'] "
    "WITH q, coalesce(q.sharing, r.sharing) AS type SET q.state = CASE "
    "WHEN q.policyId = 'JI' AND type <> 'UNCONDITIONAL' THEN 'DECIDING' "
    "WHEN q.policyId = 'CS' AND type = 'CONDITIONAL' THEN 'OPINION' ELSE 'CLOSED' END"
)
_CLOSED_WAIT_NO_MORE: LiteralString = (
    "MATCH (q:SharingRequest {state: 'CLOSED'}) WHERE q.waitKey IS NOT NULL SET q.waitKey = null, q.waitsAtKey = null"
)
"""In 焦作 and 长沙 nobody waits for the provider; what is used directly, or not shared, nobody can answer there."""
NAMED: tuple[LiteralString, ...] = ("Department", "Resource", "Library", "System", "Consumer", "LicenseType")
"""Kinds with a list that is sorted by name."""
ALIKE: tuple[LiteralString, ...] = ("Resource",)
"""Kinds of which it is asked whether one is called alike."""
MIGRATIONS = (
    Migration(
        1,
        "the first schema",
        unique=(
            ("Zhengtu", "id"), ("Policy", "id"), ("Division", "id"), ("Department", "id"), ("Post", "id"),
            ("LegalBasis", "id"), ("System", "id"), ("Library", "id"), ("Resource", "id"), ("Item", "id"),
            ("EntryVersion", "id"), ("Consumer", "id"), ("SharingRequest", "id"), ("Grant", "id"),
            ("LicenseType", "id"), ("License", "id"), ("License", "identifier"), ("FileDigest", "id"),
            ("Holder", "id"), ("Holder", "codeHash"), ("Objection", "id"), ("Journal", "id"), ("Once", "id"),
        ),
        indexed=(
            ("Resource", "name"), ("Resource", "providerId"), ("Resource", "state"), ("Department", "name"),
            ("Post", "subject"), ("License", "number"), ("License", "typeId"), ("Item", "resourceId"),
            ("Objection", "onId"), ("Journal", "about"),
        ),
    ),
    Migration(2, "administrators of a bureau's store", unique=(("Administrator", "id"),)),
    Migration(
        3,
        "which departments share a case",
        statements=(f"MATCH (q:SharingRequest) {_SHARES_CASE}", f"MATCH (q:Objection) {_SHARES_CASE}"),
    ),
    Migration(
        4,
        "uses of licences; notices; one open objection per person, thing and ground; one licence in force per number",
        unique=(("LicenseUse", "id"), ("Notice", "id"), ("Objection", "openKey"), ("License", "numberKey")),
        indexed=(("LicenseUse", "pair"),),
        statements=(_OPEN_KEYS,),
    ),
    Migration(
        5,
        "what lists are sorted by is stored, as text, and indexed; so is where the lists of an asker begin",
        indexed=(
            ("LicenseType", "name"), ("Library", "name"), ("System", "name"), ("Consumer", "name"),
            ("License", "issuerId"), ("Notice", "recipient"), ("Notice", "departmentId"), ("Notice", "holderHash"),
            *[(label, key) for label, _, key in _KEYS],
        ),
        statements=tuple([f"MATCH (n:{label}) SET n.{key} = {sorted_by('n.' + name)}" for label, name, key in _KEYS]),
    ),
    Migration(
        6,
        "names are sorted by their sound; objections are found by who answers and by who raised them",
        indexed=(
            *[(label, "nameKey") for label in NAMED], ("Objection", "answersId"), ("Objection", "raisedBy"),
        ),
        named=NAMED,
    ),
    Migration(
        7,
        "an issuer's licences, and a holder's, are listed by one stored key",
        indexed=(("License", "issuerKey"), ("License", "holderKey")),
        statements=(_LICENSE_KEYS, _HELD_BESIDE),
    ),
    Migration(
        8,
        "what is counted in memory is stamped by whoever writes it; a program that does not is kept out",
        unique=(("Revision", "id"),),
        indexed=tuple([(label, "touched") for label in NAMED]),
    ),
    Migration(9, "entries are found by more words than their own"),
    Migration(
        10,
        "entries are searched in memory: what was stored for it goes",
        dropped=(("Resource", "searchText"),),
        statements=tuple([f"MATCH (n:{label}) REMOVE {names}" for label, names in _WORDS]),
    ),
    Migration(
        11,
        "licence types have versions; a licence keeps the one under which it was sealed",
        unique=(("LicenseTypeVersion", "id"),),
        indexed=(("LicenseTypeVersion", "typeId"),),
        statements=(_FIRST_VERSIONS, _FIRST_OF_TYPES, _FIRST_OF_LICENSES),
    ),
    # The keys themselves are made by who has the store's (`licenses.register.rekeying`); no statement can.
    Migration(12, "holders and licences have keys; a program that does not know them is kept out"),
    Migration(
        13,
        "licences are received, made and reviewed before they are issued; e-licence officers are filed with the centre",
        unique=(("LicenseDraft", "id"),),
        statements=(_OFFICERS_FILED,),
    ),
    # What there is, is encrypted by who has the key (`licenses.register.hiding`).
    Migration(
        14,
        "numbers of licences, and what people say, are encrypted; a program that writes them plain is kept out",
        indexed=(("License", "numberHash"),),
        unindexed=(("License", "number"),),
    ),
    Migration(
        15,
        "the journal is closed off in parts; a program that writes lines without one is kept out",
        unique=(("JournalPart", "id"),),
        indexed=(("Journal", "part"),),
        statements=("MATCH (j:Journal) WHERE j.part IS NULL SET j.part = 'open'",),
    ),
    # What there is, is sealed by who has the key (`licenses.register.hiding`).
    Migration(16, "names that tell identity numbers are sealed; a program that looks for them plain is kept out"),
    # A licence without a name of its own has its holder's, until he changes it (`subjects.licensing.naming`).
    Migration(17, "licences keep their holders' names, holders former ones; a program that covers them is kept out"),
    Migration(
        18,
        "grants have a life of their own; a program that takes one for active because it is there is kept out",
        indexed=(("Grant", "pair"),),
        statements=(_GRANTS_KNOWN,),
    ),
    Migration(
        19,
        "cases that wait are found by until when; a program that leaves one waiting that is settled is kept out",
        statements=tuple([
            f"MATCH (n:{label}) WHERE {waits} "
            f"SET n.waitKey = {until} + '|' + {sorted_by('n.' + since)} "
            f"SET n.waitsAtKey = n.{answers} + '|' + n.waitKey"
            for label, waits, until, since, answers in _WAITING
        ]),
    ),
    Migration(
        20,
        "requests are cases with a table; a program that knows three states of them is kept out",
        indexed=(
            ("SharingRequest", "state"), ("SharingRequest", "resourceId"), ("SharingRequest", "providerId"),
            ("SharingRequest", "applicantId"), ("SharingRequest", "openedKey"), ("SharingRequest", "dueKey"),
        ),
        statements=(_REQUESTS_AS_CASES, _REQUESTS_WAIT, _REQUESTS_BOUND),
    ),
    Migration(
        21,
        "requests of an earlier release wait for whom their text names; a program that has none wait there is kept out",
        statements=(_REQUESTS_GO_ON, _CLOSED_WAIT_NO_MORE),
    ),
    Migration(
        22,
        "grants are listed by who provides and who uses; a program that writes one without is kept out",
        indexed=(("Grant", "providerId"), ("Grant", "userId"), ("Grant", "validFromKey")),
        statements=(f"MATCH (g:Grant) SET g.userId = head(g.parties), g.validFromKey = {sorted_by('g.validFrom')}",),
    ),
    Migration(
        23,
        "entries are found by names that mean the same; a program that writes one without is kept out",
        indexed=tuple([(label, "alikeKey") for label in ALIKE]),
        alike=ALIKE,
    ),
)  # fmt: skip
CURRENT = MIGRATIONS[-1].number


def besides(kinds: Sequence[Shape], migrations: Sequence[Migration]) -> Migration:
    """The constraints and indexes that columns declare and no migration makes."""
    columns = [(kind, column) for kind in kinds for column in kind.columns]
    unique: Pairs = tuple([(kind.label, column.name) for kind, column in columns if column.unique])
    indexed: Pairs = tuple([(kind.label, column.name) for kind, column in columns if column.indexed])
    made = {pair for each in migrations for pair in each.unique}, {pair for each in migrations for pair in each.indexed}
    return Migration(
        migrations[-1].number,
        "what columns declare besides",
        unique=tuple([pair for pair in unique if pair not in made[0]]),
        indexed=tuple([pair for pair in indexed if pair not in made[1]]),
    )


BESIDES = besides((*ALL, *INNER), MIGRATIONS)
