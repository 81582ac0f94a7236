"""What is due when, and what a breach breaks, as the policies say it."""

from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.scalars import Date
from api.graphql.lens.terms import publish
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import Remark
from graph.law.duties import Duty, Owed, Recurrence
from graph.law.findings import Circumstance, FindingKind
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Told
from graph.words.organisation import PostKind

publish(Duty, "What has to be done after an event (有期限的义务).")
publish(Told, "Who has to be told (告知对象).")
publish(FindingKind, "What was broken (违规情形).")
publish(Circumstance, "What some items ask for beside the breach itself (情节).")


@shows(Owed, "Until when a duty has to be done after an event (期限).")
class Term:
    """Until when a duty has to be done."""

    due_on: Date | None = attribute(
        "Last day; null where the text has no number, see `noDueDate`.",
        "due",
        through=lambda due: None if due is NO_NUMBER else due.last_day,
    )
    provisional: bool = attribute(
        "Counted through a year whose rest days are not published.",
        "due",
        through=lambda due: due is not NO_NUMBER and due.provisional,
    )
    no_due_date: Remark | None = attribute("That the text sets no number, in words; null where it sets one.", "silence")
    rules: list[Rule] = attribute("Where it is written.", through=cited)
    extension: int | None = attribute("Working days by which it may be extended once; null = it may not.")
    extension_by: PostKind | None = attribute("The post whose consent that needs (同意人).")
    excuse: str | None = attribute("Words under which being late is excused.", through=lambda words: words or None)
    told: list[Told] = attribute("Who has to be told when it is done (告知对象).")


@shows(Recurrence, "A duty that comes back with the calendar, once (定期义务).")
class RecurringDuty:
    """A duty that comes back with the calendar."""

    what: str = attribute("What has to be done (事项).", "duty", through=lambda duty: duty.what)
    by: str = attribute("By whom, in the words of the text (责任单位).", "duty", through=lambda duty: duty.by)
    to: str | None = attribute("To whom (报送单位).", "duty", through=lambda duty: duty.to or None)
    period: Date = attribute("First day of the month or year that it is about (所属期间).", "period")
    due_on: Date = attribute("Last day; rest days do not move it.")
    rules: list[Rule] = attribute("Where it is written.", "duty", through=lambda duty: cited(duty.rules))
