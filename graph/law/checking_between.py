"""The tables of requests between two policies are held against their words when the program starts, like each alone.

1. Inner approvals can be put in front of another table: one of them is how a request is opened, and says of which
   sharing types; one leads out of them.
2. On every day on which a wording of one of the two began, the joined table holds (`tables`).
3. What it runs on is cited from the two rows, and from no third.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations

from graph.law.articles import STANDARDS
from graph.law.joining import NotJoined, joined
from graph.law.policy import Policy
from graph.law.tables import faults_of, said
from graph.law.workflow import Table
from graph.law.workflows import SHARING


def faults_between(rows: Iterable[Policy]) -> Iterator[str]:
    """What is wrong with the tables between any two of some rows, each of which holds alone."""
    for applicant, provider in permutations(rows, 2):
        for day in _days(applicant, provider):
            place = f"{applicant.id} asks {provider.id} on {day}"
            try:
                table = joined(applicant.on(day), provider.on(day))
            except NotJoined as fault:
                yield f"{place}: {fault}"
                continue
            yield from (f"{place}: {fault}" for fault in faults_of(table, SHARING) if table)
            yield from (f"{place}: {fault}" for fault in _foreign(table, applicant, provider))


def _days(*rows: Policy) -> Iterator[date]:
    """The days on which what is joined begins, or is worded anew, while all of the rows are in force."""
    begun = {row.valid_from for row in rows}
    for row in rows:
        cell = row.table(SHARING)
        begun |= {each.since for each in cell.wordings() if each.since is not None} if cell else set()
    yield from sorted(day for day in begun if all(row.in_force(day) for row in rows))


def _foreign(table: Table, *rows: Policy) -> Iterator[str]:
    known = {prefix for row in rows for prefix in row.prefixes}
    standards = {standard.id for standard in STANDARDS}
    for step in table:
        for article in step.cited:
            if article not in standards and article.partition("-")[0] not in known:
                yield f"{said(step)} cites {article}, which is of neither"
