"""Every kind of node, and who may see it: the form in which the graph leaves the store.

A `Shape` is a kind of node: its words, its columns (`kinds/`), who sees it, and for which days it holds. Its row is a
list of constant expressions over a variable. `visible` is the predicate of the asker's scope (parameter `$scope`, made
by `store.view`): it stands in every statement that reads that kind of node, so that lists, counts, facets and lineage
agree. Who sees what of whom is a table of the law (`law.scope`); a predicate only compares with what it gave.
"""

from __future__ import annotations

from typing import LiteralString

from graph.errors import Text
from graph.schema import told, ways
from graph.schema.kinds import (
    collected,
    drafts,
    duties,
    elements,
    entries,
    entry_cases,
    exchange,
    forgeries,
    licensing,
    machine,
    notices,
    objections,
    organisation,
    sharing,
    sources,
)
from graph.schema.periods import EXISTENCE, GRANTED, PRINTED, SHARED, TENURE
from graph.schema.relations import issuable
from graph.schema.shapes import Shape
from graph.schema.visibility import Published, Withheld

_PUBLIC: LiteralString = "true"
_ENTRIES = Published("state", "PUBLISHED", owner="providerId", scope="entries")
_EXCHANGE: LiteralString = "($scope.system OR any(x IN {v}.parties WHERE x IN $scope.exchanges))"

DIVISION = Shape("Division", Text("行政区划", "administrative division"), organisation.DIVISION, _PUBLIC)
DEPARTMENT = Shape(
    "Department",
    Text("政务部门", "department"),
    organisation.DEPARTMENT,
    _PUBLIC,
    guards=(("phone", "$scope.system OR {v}.id IN $scope.people"),),  # the contact's, who is on file (JZP-5.1)
    period=EXISTENCE,
    exists_on="Existed on this day (在此日存在).",
)
POST = Shape(
    "Post",
    Text("岗位", "post"),
    organisation.POST,
    "({v}.kind = 'HEAD' OR $scope.system OR {v}.departmentId IN $scope.people)",
    some_public=True,
    period=TENURE,
    permits=True,
)
LEGAL_BASIS = Shape("LegalBasis", Text("依据", "legal basis"), sources.LEGAL_BASIS, _PUBLIC, period=EXISTENCE)
SYSTEM = Shape("System", Text("信息系统", "information system"), sources.SYSTEM, _PUBLIC)
DATA_ELEMENT = Shape("DataElement", Text("数据元", "data element"), elements.DATA_ELEMENT, _PUBLIC)
LIBRARY = Shape("Library", Text("资源库", "library"), sources.LIBRARY, _PUBLIC)
RESOURCE = Shape(
    "Resource",
    Text("信息资源", "resource"),
    entries.RESOURCE,
    _ENTRIES.predicate,
    some_public=True,
    published=_ENTRIES,
)
ITEM = Shape(
    "Item",
    Text("信息项", "information item"),
    entries.ITEM,
    "EXISTS { MATCH ({v})<-[:HAS_ITEM]-(owner:Resource) WHERE " + RESOURCE.sees("owner") + " }",
    some_public=True,
)
ENTRY_VERSION = Shape(
    "EntryVersion",
    Text("条目版本", "version of an entry"),
    entries.ENTRY_VERSION,
    "EXISTS { MATCH ({v})<-[:HAS_VERSION]-(owner:Resource) WHERE $scope.system "
    "OR owner.providerId IN $scope.entries OR (owner.state = 'PUBLISHED' AND {v}.state = 'PUBLISHED') }",
    some_public=True,
)
ENTRY_CASE = Shape(
    "EntryCase",
    Text("目录条目案件", "case of an entry"),
    entry_cases.ENTRY_CASE,
    "({v}.providerId IN $scope.entries OR $scope.system)",
    found_by=ways.ENTRY_CASES,
)
OWED_DUTY = Shape(
    "OwedDuty", Text("义务", "duty"), duties.OWED_DUTY, "({v}.departmentId IN $scope.entries OR $scope.system)",
    found_by=ways.OWED_DUTIES,
)  # fmt: skip
CONSUMER = Shape("Consumer", Text("使用方", "consumer"), sources.CONSUMER, _PUBLIC)
REQUEST = Shape(
    "SharingRequest", Text("共享申请", "sharing request"), sharing.REQUEST,
    f"($scope.system OR {ways.shown(ways.REQUESTS)})", found_by=ways.REQUESTS,
)  # fmt: skip
GRANT = Shape(
    "Grant", Text("授权", "grant"), sharing.GRANT, _EXCHANGE, period=SHARED, permits=True, found_by=ways.GRANTS
)


def use_seen(g: LiteralString) -> LiteralString:
    """The predicate over a grant `g` that is true when the asker may know that its consumer uses today what it covers.

    It is asked wherever a statement goes from an entry to who uses it, or back: the grant tells that, and whoever
    may not know of the one by `relations` does not learn the other by a list.
    """
    return f"{GRANT.sees(g)} AND {SHARED.holds(g)}"


LICENSE_TYPE = Shape("LicenseType", Text("证照类型", "licence type"), licensing.LICENSE_TYPE, _PUBLIC)
LICENSE_GRANT = Shape(
    "LicenseGrant",
    Text("用证授权", "grant of licences"),
    licensing.LICENSE_GRANT,
    "($scope.system OR EXISTS { MATCH ({v})-[:GRANTS_USE_TO]->(user:Consumer) "
    "WHERE user.departmentId IN $scope.grants } "
    "OR EXISTS { MATCH ({v})-[:GRANTS_USE_TO]->(:Consumer)-[:IS]->(program:System) "
    "WHERE program.operatorId IN $scope.grants } "
    "OR EXISTS { MATCH ({v})-[:GRANTS_USE_OF]->(what:LicenseType)-[right:ISSUABLE_BY]->(issuer:Department) "
    f"WHERE {issuable('right', 'what', 'issuer')} AND issuer.id IN $scope.grants }})",
    period=GRANTED,
    permits=True,
)
_HOLDERS_OF_LICENSE: LiteralString = (
    "($scope.system OR {v}.issuerId IN $scope.issuers OR $scope.holder IN {v}.holderHashes)"
)
"""Who sees who holds a licence: its holders, its number where that tells, its face, its file."""

_NUMBER_OF_LICENSE: LiteralString = f"(NOT coalesce({{v}}.numberPersonal, true) OR {_HOLDERS_OF_LICENSE})"
"""Who sees its number: everybody who sees the licence, unless the number tells of a person."""


def holders_seen(v: LiteralString) -> LiteralString:
    """The predicate over a licence `v` that is true when the asker may know who holds it.

    It is asked of every step between a licence and a holder: somebody may see both and not that they belong together.
    """
    return _HOLDERS_OF_LICENSE.replace("{v}", v)


LICENSE = Shape(
    "License",
    Text("电子证照", "licence"),
    licensing.LICENSE,
    f"({{v}}.issuerId IN $scope.licenses OR {_HOLDERS_OF_LICENSE})",
    found_by=ways.LICENSES,
    guards=(
        ("numberCipher", _NUMBER_OF_LICENSE),
        ("numberHash", _NUMBER_OF_LICENSE),  # or who may not see a number would learn by a filter that it is there
        ("faceCipher", _HOLDERS_OF_LICENSE),
        ("keyCipher", _HOLDERS_OF_LICENSE),
    ),
    withheld=(
        Withheld("changeReasonCipher", _HOLDERS_OF_LICENSE),
        Withheld("stateHistory", _HOLDERS_OF_LICENSE, lines=True),
    ),
    period=PRINTED,
)
HOLDER = Shape(
    "Holder",
    Text("持证主体", "holder"),
    licensing.HOLDER,
    # Whose code type is not there has never held a licence: one is being made for him, and that shows him to nobody.
    "({v}.codeType IS NOT NULL AND ($scope.system OR {v}.codeHash = $scope.holder "
    "OR EXISTS { MATCH ({v})<-[:HELD_BY]-(held:License) WHERE held.issuerId IN $scope.issuers "
    "OR $scope.holder IN held.holderHashes }))",
)
LICENSE_DRAFT = Shape(
    "LicenseDraft",
    Text("待签发证照", "licence to be issued"),
    drafts.LICENSE_DRAFT,
    "({v}.issuerId IN $scope.licenses OR {v}.issuerId IN $scope.issuers OR $scope.system)",
    found_by=ways.LICENSE_DRAFTS,
    guards=(
        ("orderCipher", "$scope.system OR {v}.issuerId IN $scope.issuers"),
        ("keyCipher", "$scope.system OR {v}.issuerId IN $scope.issuers"),
        ("reasonCipher", "$scope.system OR {v}.issuerId IN $scope.issuers"),
        ("sourceCipher", "$scope.system OR {v}.issuerId IN $scope.issuers"),
    ),
)
# An objection to data concerns an entry, which nobody holds.
_WORDS_OF_OBJECTION: LiteralString = (
    "({v}.onKind <> 'License' OR $scope.system OR {v}.answersId IN $scope.issuers "
    "OR ($scope.subject <> '' AND {v}.raisedBy = $scope.subject))"
)
"""Who reads what is said of a licence: who said it, and who settles the case, and sees the holders (WHL-17, WHL-21)."""
_SIGHTINGS_OF_FORGERY: LiteralString = "($scope.system OR {v}.answersId IN $scope.issuers)"
_WORDS_OF_FORGERY: LiteralString = (
    f"({_SIGHTINGS_OF_FORGERY} OR ($scope.subject <> '' AND $scope.subject IN {{v}}.reporters))"
)
"""The same of a forgery: the decision is also the answer to who has met the file."""
OBJECTION = Shape(
    "Objection",
    Text("异议", "objection"),
    objections.OBJECTION,
    "($scope.system OR any(x IN {v}.parties WHERE x IN $scope.objections) "
    "OR ($scope.subject <> '' AND {v}.raisedBy = $scope.subject))",
    found_by=ways.OBJECTIONS,
    withheld=(Withheld("wordsCipher", _WORDS_OF_OBJECTION), Withheld("resultCipher", _WORDS_OF_OBJECTION)),
)
FORGERY_CASE = Shape(
    "ForgeryCase",
    Text("疑似伪造案件", "case of a suspected forgery"),
    forgeries.FORGERY_CASE,
    "($scope.system OR {v}.answersId IN $scope.forgeries "
    "OR ($scope.subject <> '' AND $scope.subject IN {v}.reporters))",
    found_by=ways.FORGERY_CASES,
    guards=(("sightings", _SIGHTINGS_OF_FORGERY),),
    withheld=(Withheld("history", _WORDS_OF_FORGERY, lines=True),),
)
NOTICE = Shape(
    "Notice", Text("通知", "notice"), notices.NOTICE, told.SENT,
    # Of the other kinds nobody is told who may not open them; each costs a server seconds to plan.
    told.besides((REQUEST, OBJECTION)),
    found_by=ways.NOTICES,
)  # fmt: skip

ALL: tuple[Shape, ...] = (
    DIVISION, DEPARTMENT, POST, LEGAL_BASIS, SYSTEM, LIBRARY, DATA_ELEMENT, RESOURCE, ITEM, ENTRY_VERSION, CONSUMER,
    REQUEST, GRANT, ENTRY_CASE, OWED_DUTY,
    LICENSE_TYPE, LICENSE_GRANT, LICENSE, LICENSE_DRAFT, HOLDER, OBJECTION, FORGERY_CASE, NOTICE,
)  # fmt: skip
"""What can be seen, each kind through a lens."""
BY_LABEL: dict[str, Shape] = {shape.label: shape for shape in ALL}

_NOBODY: LiteralString = "false"
LICENSE_TYPE_VERSION = Shape(
    "LicenseTypeVersion", Text("证照类型版本", "version of a licence type"), licensing.LICENSE_TYPE_VERSION, _NOBODY
)
"""What a type was by each of its versions; it is read with its type, which everybody sees."""
BASIS_CHANGE = Shape("BasisChange", Text("依据变化", "change of a legal basis"), duties.BASIS_CHANGE, _NOBODY)
LICENSE_BATCH = Shape(
    "LicenseBatch",
    Text("制证批次", "batch of licences"),
    drafts.LICENSE_BATCH,
    "({v}.issuerId IN $scope.licenses OR {v}.issuerId IN $scope.issuers OR $scope.system)",
)
"""Whoever sees its licences sees it."""
DELIVERY = Shape(
    "Delivery",
    Text("归集记录", "delivery"),
    exchange.DELIVERY,
    "($scope.system OR {v}.providerId IN $scope.exchanges)",
)
"""Whose data they are sees it, and who supervises."""
DATA_USE = Shape("DataUse", Text("使用记录", "use of data"), exchange.DATA_USE, _EXCHANGE)
"""Its two parties see it, and who supervises."""
INNER: tuple[Shape, ...] = (
    DELIVERY,
    DATA_USE,
    Shape("Policy", Text("办法", "policy"), organisation.POLICY, _NOBODY),
    LICENSE_TYPE_VERSION,
    Shape("FileDigest", Text("证照文件", "file of a licence"), licensing.FILE_DIGEST, _NOBODY),
    Shape("CollectedFile", Text("归集文件", "collected file"), collected.COLLECTED_FILE, _NOBODY),
    LICENSE_BATCH,
    BASIS_CHANGE,
    Shape("SealPapers", Text("印章验证材料", "papers of a seal"), licensing.SEAL_PAPERS, _NOBODY),
    Shape("LicenseUse", Text("用证记录", "use of a licence"), licensing.LICENSE_USE, _NOBODY),
    Shape("Attestation", Text("凭证", "attestation"), machine.ATTESTATION, _NOBODY),
    Shape("MutedKinds", Text("免打扰设置", "muted kinds of notice"), notices.MUTED_KINDS, _NOBODY),
    Shape("Series", Text("凭证编号", "numbers of attestations"), machine.SERIES, _NOBODY),
    Shape("Journal", Text("日志", "journal"), machine.JOURNAL, _NOBODY),
    Shape("JournalPart", Text("日志分段", "part of the journal"), machine.JOURNAL_PART, _NOBODY),
    Shape("Revision", Text("变更序号", "revision"), machine.REVISION, _NOBODY),
    Shape("Attempts", Text("尝试次数", "count of attempts"), machine.ATTEMPTS, _NOBODY),
    Shape("Once", Text("幂等键", "idempotency key"), machine.ONCE, _NOBODY),
    Shape("Administrator", Text("管理员", "administrator"), machine.ADMINISTRATOR, _NOBODY),
    Shape("Zhengtu", Text("本库", "this store"), machine.ZHENGTU, _NOBODY),
    Shape(
        "ForgerySighting", Text("疑似伪造举报", "report of a suspected forgery"), forgeries.FORGERY_SIGHTING, _NOBODY
    ),
)
"""What is only asked by statements of the system's own."""


def named(v: LiteralString) -> LiteralString:
    """The expression that names a node of unknown kind, as far as the asker may read its name."""
    return f"coalesce({v}.name, {v}.title, {v}.number, CASE WHEN {v}:License THEN {v}.identifier END, {v}.id)"


GUARDED: tuple[Shape, ...] = tuple(shape for shape in ALL if shape.visible != _PUBLIC)


def sees_any(v: LiteralString) -> LiteralString:
    """The visibility predicate over a variable of unknown kind; a kind without a shape is never seen."""
    tests: list[LiteralString] = [f"(NOT {v}:{shape.label} OR {shape.sees(v)})" for shape in GUARDED]
    known: LiteralString = " OR ".join([f"{v}:{shape.label}" for shape in ALL])
    return f"({known}) AND " + " AND ".join(tests)
