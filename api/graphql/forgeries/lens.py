"""Suspected forgeries (疑似伪造证照)."""

import asyncio
from dataclasses import replace
from datetime import datetime

import strawberry

from api.graphql.lens.citations import Rule
from api.graphql.lens.mentions import HIDDEN, HOW_LONG, MASKED_CODES, NOT_FOR_ALL, shown_words
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.licensing.verdict import Verdict
from api.graphql.objections.remark import Remark, row_of_case
from api.graphql.organisation.lens import Department
from graph.codes.quoted import NumberOf, masked
from graph.law import articles, terms
from graph.law.terms import Sentence
from graph.schema.nodes import DEPARTMENT, FORGERY_CASE
from graph.store.edges import by_id
from graph.store.reading import day, moment
from graph.subjects.forgeries import memory as forgeries_memory
from graph.subjects.forgeries.rules import sentence_without_due
from graph.words import forgeries as words
from graph.words.forgeries import ForgeryEvent, ForgeryState
from graph.words.licensing import Holder
from licenses.proof import verdict as proof
from licenses.register.forgery.verdicts import verdict_of


@shows(Holder, "Who presented a file (出示人).")
class Presenter:
    """Who presented a file."""

    name: str = attribute("Name (姓名或名称).")
    code: str | None = attribute("Code, where it is known (代码).", through=lambda code: code or None)
    code_type: str = attribute("Kind of the code, GB/T 36903 annex A: 111, 001 … (代码类型代码).")


@shows(words.Sighting, "That somebody was shown the file (出示情况).")
class Sighting:
    """That somebody was shown the file."""

    at: DateTime = attribute("When it was reported (举报时间).", through=datetime.isoformat)
    circumstances: str = attribute("Where and how it was presented (情形说明).")
    presenter: Presenter | None = attribute("Who presented it; null where that is not known (出示人).")


@shows(words.ForgeryMove, "A step that a case has taken (办理记录).")
class ForgeryMove:
    """A step that a case has taken."""

    at: DateTime = attribute("When (时间).", through=datetime.isoformat)
    event: ForgeryEvent = attribute("What was done (办理).")
    words: str | None = attribute(
        f"What was said with it; null where nothing was (说明); {MASKED_CODES}; {NOT_FOR_ALL}.",
        through=lambda said: said or None,
    )
    words_withheld: int | None = attribute(HOW_LONG.format("说明"), "withheld")


@lens(
    FORGERY_CASE,
    "A suspected forgery (疑似伪造案件: WHL-22). Seen by who met the file, the department that decides, and who "
    "supervises it; who presented it, and the file itself, by those of the department who see its holders.",
)
class ForgeryCase(Lens, Node):
    """A suspected forgery."""

    state: ForgeryState = column("State (状态).")
    digest: str = column("SHA-256 of the file (文件摘要).")
    size: int = column("Bytes of the file (文件大小).")
    suspected_at: DateTime = column("When it was suspected first (立案时间).")
    decided_at: DateTime | None = column("When it was confirmed or dismissed (认定时间).")
    reported_at: DateTime | None = column("When it was reported to the credit authority (报送时间).")
    closed_at: DateTime | None = column("When it was closed: dismissed, or reported (办结时间).")
    due_on: Date | None = column("Statutory due date; null where the text has no number, see `noDueDate` (法定期限).")

    @computed("due_rule", published=Rule | None)
    def due_rule(due_rule: str | None) -> articles.Rule | None:  # noqa: N805 - a pure function of columns
        """The article that sets the due date (期限依据)."""
        return articles.rule(due_rule) if due_rule else None

    @computed("due_on", "policy_id", "suspected_at", "entered_at", "closed_at", published=Remark | None)
    def no_due_date(
        due_on: str | None,  # noqa: N805
        policy_id: str | None,
        suspected_at: str,
        entered_at: str,
        closed_at: str | None,
    ) -> Sentence | None:
        """That the text sets no number, in words and with its rules; null where it does, or nobody is waited for."""
        if due_on is not None or closed_at is not None:
            return None
        return sentence_without_due(row_of_case(policy_id, suspected_at), datetime.fromisoformat(entered_at))

    @told("due_on", "provisional", "entered_at", "closed_at")
    def overdue(
        info: strawberry.Info,  # noqa: N805
        due_on: str | None,
        provisional: bool | None,
        entered_at: str,
        closed_at: str | None,
    ) -> bool:
        """Whether it is open after its statutory due date; never where there is none (逾期)."""
        due = terms.kept_due(day(due_on), provisional=provisional, handed_in=datetime.fromisoformat(entered_at))
        return terms.overdue(due, info.context.view.today, moment(closed_at))

    @told("suspected_at", "closed_at")
    def age(info: strawberry.Info, suspected_at: str, closed_at: str | None) -> int:  # noqa: N805
        """Working days since it was suspected, up to its closing (已用工作日)."""
        return terms.age(datetime.fromisoformat(suspected_at), info.context.view.today, moment(closed_at))

    @told("verdict_cipher", "sightings", published=Verdict)
    def verdict(info: strawberry.Info, verdict_cipher: str, sightings: list[str] | None) -> proof.Verdict:  # noqa: N805
        """What verifying the file said when it was suspected (立案时的核验意见); no ID number to who supervises."""
        said = info.context.backend.personal.decrypt(verdict_cipher, forgeries_memory.VERDICT)
        return verdict_of(
            said if sightings is not None else masked(said, {NumberOf.CITIZEN: HIDDEN, NumberOf.PAPER: HIDDEN})
        )

    @told("history", published=list[ForgeryMove])
    async def history(info: strawberry.Info, history: list[str]) -> list[words.ForgeryMove]:  # noqa: N805
        """Every step that it has taken, in order (办理记录)."""
        moves, personal = list(map(words.ForgeryMove.parse, history)), info.context.backend.personal
        plain = [personal.shown(each.words, forgeries_memory.WORDS) for each in moves]
        said = await asyncio.gather(*(shown_words(info, each) for each in plain))
        return [replace(each, words=seen) for each, seen in zip(moves, said, strict=True)]

    @edge(by_id(DEPARTMENT), key="answers_id")
    def imitates(self) -> Department | None:
        """The department whose seal or licence it imitates, and which decides (被伪造部门)."""

    @told("sightings", published=list[Sighting] | None)
    def sightings(info: strawberry.Info, sightings: list[str] | None) -> list[words.Sighting] | None:  # noqa: N805
        """Who met the file when, and who presented it; null for those who may not know, empty after a false alarm."""
        if sightings is None:
            return None
        return list(forgeries_memory.shown(info.context.backend.personal, sightings))

    @told("key", "sightings", "closed_at", "report_digest")
    def evidence_url(
        info: strawberry.Info,  # noqa: N805
        key: str,
        sightings: list[str] | None,
        closed_at: str | None,
        report_digest: str | None,
    ) -> str | None:
        """Address of the suspected file; needs the same token, and every reading is recorded (证据文件)."""
        dismissed = closed_at is not None and report_digest is None
        if sightings is None or dismissed:
            return None
        return f"{info.context.backend.public_url}/forgeries/{key}/evidence"

    @told("key", "report_digest", "sightings")
    def report_url(
        info: strawberry.Info,  # noqa: N805
        key: str,
        report_digest: str | None,
        sightings: list[str] | None,
    ) -> str | None:
        """Address of the sealed report; needs the same token, and every reading is recorded (报送文件)."""
        if report_digest is None or sightings is None:
            return None
        return f"{info.context.backend.public_url}/forgeries/{key}/report.pdf"
