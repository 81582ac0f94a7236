"""Objections to shared data and to licences (异议核查): what is theirs alone.

* On data: a department that uses them, by a grant or a recorded use.
* On a licence: its holder, a 用证单位 or another user who has used it, where a licence regulation binds the issuer.
* Who may what, until when and by which article, say the rows of the policies (`workflows.OBJECTION`,
  `LICENSE_OBJECTION`).
* While it is open, every answer about the data carries `WHILE_IN_CHECK`.
"""

from datetime import datetime
from enum import Enum, unique

from graph.errors import Text
from graph.law.policy import Policy
from graph.law.terms import Sentence, no_number
from graph.law.workflow import Workflow
from graph.law.workflows import LICENSE_OBJECTION, OBJECTION
from graph.words.china_time import china_day

WHILE_IN_CHECK = Text(
    "校核期间，已提供合法有效证明材料的，照常办理，不得拒绝、推诿，不得要求办事人办理信息更正手续。",
    "While this is being checked, whoever has handed in lawful and valid proof is served as usual: no refusal, no"
    " delay, and no demand that the person have the information corrected first.",
)


@unique
class ObjectionTarget(Enum):
    """What an objection is about; the value is the label that the graph stores."""

    RESOURCE = "Resource"
    ITEM = "Item"
    LICENSE = "License"

    @property
    def workflow(self) -> Workflow:
        """The workflow whose table decides."""
        return LICENSE_OBJECTION if self is ObjectionTarget.LICENSE else OBJECTION


def sentence_while_open(policy: Policy | None) -> Sentence:
    """What every answer about the data carries while an objection to them is open."""
    return Sentence(WHILE_IN_CHECK, _rules(OBJECTION, policy))


def sentence_without_due(target: ObjectionTarget, policy: Policy | None, raised_at: datetime) -> Sentence:
    """What is said of an objection whose text has no number.

    Args:
        target: What it is about.
        policy: The row that the case keeps; None where that is none any more.
        raised_at: When it was raised.
    """
    return no_number(_rules(target.workflow, policy), china_day(raised_at))


def _rules(workflow: Workflow, policy: Policy | None) -> tuple[str, ...]:
    cell = policy.table(workflow) if policy else None
    return cell.rules if cell else ()
