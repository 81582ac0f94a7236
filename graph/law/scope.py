"""Who sees what: one table of askers and of what is not public, and the scope that it gives somebody on a day.

* Fail closed: what no row names is not seen. What is not `Guarded` everybody sees: departments and their heads,
  published entries and their published versions, systems, libraries, legal bases, consumers, licence types.
* A scope names departments, never "all". Whoever supervises sees what he supervises, the bureau's auditor and
  administrator the departments of the installation, and of these the subtree of the one that the token names.
* Personal data are for the holder himself and for those who issue or answer for his licence (WHL-17, WHL-21); whoever
  supervises sees the register without them.
* The head is the first person responsible (CZ-22, JZ-4, JI-5, WH-27, CS-11): he sees what those see who supervise from
  his department, and whatever waits in it, licences and forgeries too; no holders.
* The heads are public (CZ-22, JZ-4, JI-5, WH-27, CS-11). The texts put other people and contacts on file and don't
  publish them (JZ-4, JZP-5.1): they are named to their own department and those above it, and to departments that share
  a case with it; not to those below, who have the head. That is our reading.
* Who uses what is its parties', as the grant is that tells it: in an entry's list, in a consumer's, in what an impact
  touches, in relations and on paths. No text publishes it. A case that is closed was shared all the same: both are our
  reading.
* A grant of licences (用证授权) is its parties' too: of the department that the consumer is or belongs to, of the one
  that runs it where it is a system, and of those that may issue the type on the day. That is our reading.
* A notice is for whom it was sent to: somebody himself, or a department, and then whoever holds a post in it and may
  open the case that it tells of; of data, not who has to do with licences alone, and of licences and forgeries not who
  sees no licences. Who supervises sees the case, not what
  others were told of it. What happened once is told once to whoever holds posts in several departments.
* The exchange platform asks by service account which requests and grants there are (WH-23); it needs no draft, no
  objection and no licence.
* The system's own work is a value of its own, which no principal gets.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, unique
from types import MappingProxyType
from typing import Final

from graph.law.access import Principal
from graph.law.posts import HeldPost, held_on
from graph.words.organisation import PostKind
from graph.words.people import Role


@unique
class Guarded(Enum):
    """What is not for everybody, with the kinds of node that it is."""

    ENTRIES = ("Resource", "Item", "EntryVersion", "EntryCase", "OwedDuty")
    """Entries that are not published, their items, and versions from before a publication."""
    EXCHANGES = ("SharingRequest", "Grant")
    """Requests and grants, and with the grants who uses what."""
    LICENSE_GRANTS = ("LicenseGrant",)
    """Grants of licences: of the department of the consumer, and of those that may issue the type on the day."""
    OBJECTIONS = ("Objection",)
    FORGERIES = ("ForgeryCase",)
    """Suspected forgeries; who presented the file, and the file itself, are for who sees the department's holders."""
    LICENSES = ("License", "LicenseDraft")
    """Licences, issued or not yet, without their holders."""
    HOLDERS = ("Holder",)
    """Holders, and what of a licence tells of them: its face, its file, a number that holds a code."""
    PEOPLE = ("Post",)
    """Names of people in posts other than the head, and the telephone of a department's contact. Whatever the reach, a
    post also shows those of the departments that share a case with its own."""
    NOTICES = ("Notice",)
    DATA_NOTICES = ()
    """Of the notices to a department those of data: who has to do with licences alone is not told of requests."""


@unique
class Reach(Enum):
    """Whose it may be."""

    NONE = "–"
    OWN = "本人的"
    """What he raised, what he holds, what was sent to him."""
    DEPARTMENT = "本部门"
    """The department of the post, and those that have ended and for which it answers; so in the two below."""
    SUBTREE = "本部门及下级"
    """The department of the post and those below it."""
    SUPERVISED = "所辖"
    """The departments that the post supervises, and its subtree where that is more."""
    INSTALLATION = "全库"
    """Every department of the installation, or the subtree of the one that the token names."""


Row = Mapping[Guarded, Reach]


def _row(*cells: Reach) -> Row:
    return MappingProxyType(dict(zip(Guarded, cells, strict=True)))


_NO, _OWN, _DEP, _SUB, _SUP, _INST = Reach
_PUBLIC: Final = _row(_NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO)
_ORDINARY: Final = _row(_DEP, _DEP, _DEP, _DEP, _NO, _NO, _NO, _SUB, _DEP, _DEP)
_LICENSING: Final = _row(_DEP, _DEP, _DEP, _DEP, _DEP, _DEP, _DEP, _SUB, _DEP, _NO)
_FIRST: Final = _row(_DEP, _DEP, _DEP, _DEP, _DEP, _DEP, _NO, _SUB, _DEP, _DEP)
_SUPERVISING: Final = _row(_SUP, _SUP, _SUP, _SUP, _NO, _NO, _NO, _SUP, _DEP, _DEP)
_REGISTER: Final = _row(_SUP, _SUP, _SUP, _SUP, _SUP, _SUP, _NO, _SUP, _DEP, _DEP)

SEEN_BY: Mapping[Role, Row] = MappingProxyType(
    {
        # ················ entries exchanges grants objections forgeries licences holders people notices data notices
        Role.PUBLIC: _PUBLIC,
        Role.HOLDER: _row(_NO, _NO, _NO, _OWN, _NO, _OWN, _OWN, _NO, _OWN, _NO),
        # A relying party is shown licences use by use, never as a list.
        Role.RELYING_PARTY: _row(_NO, _NO, _NO, _OWN, _OWN, _NO, _NO, _NO, _OWN, _NO),
        Role.STAFF: _row(_NO, _NO, _NO, _OWN, _OWN, _NO, _NO, _NO, _OWN, _NO),  # and what each of his posts shows him
        Role.SERVICE: _row(_NO, _INST, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO),
        Role.AUDITOR: _row(_INST, _INST, _INST, _INST, _INST, _INST, _NO, _INST, _NO, _NO),
        Role.ADMIN: _row(_INST, _INST, _INST, _INST, _INST, _INST, _NO, _INST, _NO, _NO),
    }
)
"""What each role sees by itself."""

SEEN_IN: Mapping[PostKind, Row] = MappingProxyType(
    {
        PostKind.HEAD: _FIRST,
        PostKind.CONTACT: _ORDINARY,
        PostKind.DEPUTY_IN_CHARGE: _ORDINARY,
        PostKind.APPLICANT: _ORDINARY,
        PostKind.CATALOGUER: _ORDINARY,
        PostKind.REVIEWER: _ORDINARY,
        PostKind.PROVIDER_OFFICER: _ORDINARY,
        PostKind.AGENT: _ORDINARY,
        PostKind.PLATFORM_OFFICER: _REGISTER,
        PostKind.AUTHORITY_OFFICER: _REGISTER,
        PostKind.COMMITTEE_SECRETARY: _SUPERVISING,
        PostKind.COUNTY_AUTHORITY_OFFICER: _SUPERVISING,
        PostKind.LICENSE_OFFICER: _LICENSING,
        PostKind.ISSUER: _LICENSING,
        PostKind.LICENSE_REVIEWER: _LICENSING,
        PostKind.INSPECTOR: _REGISTER,
    }
)
"""What staff see besides, by each post that they hold."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody sees; the store makes parameters of it."""

    subject: str = ""
    """Who sees the objections that he raised, the forgeries that he met, and the notices that were sent to him."""
    holder: str = ""
    """Keyed hash of the holder who sees his own licences, himself, and the notices that were sent to him."""
    entries: frozenset[str] = frozenset()
    """Departments whose unpublished entries are seen."""
    exchanges: frozenset[str] = frozenset()
    """Departments whose sharing requests and grants are seen."""
    grants: frozenset[str] = frozenset()
    """Departments of which the grants of licences are seen: to their consumers, and of the types that they issue."""
    objections: frozenset[str] = frozenset()
    """Departments whose objections are seen."""
    forgeries: frozenset[str] = frozenset()
    """Departments of which the suspected forgeries are seen that imitate them."""
    licenses: frozenset[str] = frozenset()
    """Departments whose licences are seen, without their holders."""
    issuers: frozenset[str] = frozenset()
    """Departments whose licences are seen with their holders."""
    people: frozenset[str] = frozenset()
    """Departments whose people in posts, and whose contact's telephone, are seen."""
    notices: frozenset[str] = frozenset()
    """Departments of which the notices are seen that were sent to them."""
    data_notices: frozenset[str] = frozenset()
    """Of these the departments of which the notices are seen that are about data, and not about licences."""


@dataclass(frozen=True, slots=True)
class SystemScope(Scope):
    """The scope of the system's own work, which sees everything; no principal has it."""


NOTHING: Final = Scope()
"""What the public sees: what is not guarded."""
EVERYTHING: Final = SystemScope()
"""What the system sees that loads, imports, decides and verifies; never the scope of a request."""


def scope_of(principal: Principal, on: date) -> Scope:
    """What a principal sees on a day."""
    own = SEEN_BY[principal.role]
    if own is _PUBLIC:
        return NOTHING
    posts = held_on(principal.posts, on) if principal.role is Role.STAFF else ()

    def seen(what: Guarded) -> frozenset[str]:
        granted = principal.installation if own[what] is Reach.INSTALLATION else frozenset[str]()
        kinds = ((post, kind) for post in posts for kind in (post.kind, *post.leads))
        return granted.union(*(_reached(post, SEEN_IN[kind][what]) for post, kind in kinds))

    return Scope(
        subject=principal.subject if Reach.OWN in own.values() else "",
        holder=principal.holder if own[Guarded.HOLDERS] is Reach.OWN else "",
        entries=seen(Guarded.ENTRIES),
        exchanges=seen(Guarded.EXCHANGES),
        grants=seen(Guarded.LICENSE_GRANTS),
        objections=seen(Guarded.OBJECTIONS),
        forgeries=seen(Guarded.FORGERIES),
        licenses=seen(Guarded.LICENSES),
        issuers=seen(Guarded.HOLDERS),
        people=seen(Guarded.PEOPLE).union(*(post.partners for post in posts)),
        notices=seen(Guarded.NOTICES),
        data_notices=seen(Guarded.DATA_NOTICES),
    )


def _reached(post: HeldPost, reach: Reach) -> Iterable[str]:
    match reach:
        case Reach.NONE | Reach.OWN | Reach.INSTALLATION:  # the last two are a role's
            return ()
        case Reach.DEPARTMENT:
            return (post.department, *post.predecessors)
        case Reach.SUBTREE:
            return (post.department, *post.predecessors, *post.below)
        case Reach.SUPERVISED:
            return (post.department, *post.predecessors, *post.below, *post.supervises)
