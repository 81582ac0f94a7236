"""Which items a breach breaks, in each city and under each circumstance: read off the lists of breaches."""

import pytest

from graph.law.citations import rules_broken
from graph.law.findings import Circumstance, FindingKind
from graph.law.policies import policy

PLAIN, LATE, INTENT, CONSEQUENCES = "", "LATE", "INTENT", "CONSEQUENCES"
BROKEN = {
    "CATALOGUE": {
        PLAIN: "CZ-23.1 JZ-28.1 JI-35.1 WH-28.1 WHL-23.1",
        LATE: "CZ-23.1 JZ-28.1 JZ-28.5 JI-35.7 WH-28.1 WHL-23.1",
        INTENT: "CZ-23.1 JZ-28.1 JZ-28.4 JI-35.1 WH-28.1 WHL-23.1",
    },
    "NOT_SUPPLIED": {
        PLAIN: "CZ-23.2 JZ-28.2 JI-35.2 WH-28.2 WHL-23.2",
        LATE: "CZ-23.2 JZ-28.2 JZ-28.5 JI-35.2 WH-28.2 WHL-23.2",
    },
    "NOT_ANSWERED": {
        PLAIN: "CZ-23.3 JI-35.4 WH-28.2",
        LATE: "JI-35.4 WH-28.2",
        CONSEQUENCES: "CZ-23.3 JZ-28.9 JI-35.4 WH-28.2",
    },
    "NOT_CORRECTED": {
        PLAIN: "CZ-23.4 JI-35.2 WH-28.5 WHL-23.5",
        LATE: "CZ-23.4 JZ-28.5 JI-35.7 WH-28.5 WHL-23.5",
        INTENT: "CZ-23.4 JZ-28.4 JI-35.2 WH-28.5 WHL-23.5",
        CONSEQUENCES: "CZ-23.4 JZ-28.9 JI-35.2 WH-28.5 WHL-23.5",
    },
    "MISUSED": {PLAIN: "CZ-23.5 JZ-28.7 JI-35.6 WH-28.3 WHL-23.3"},
    "NOT_PROTECTED": {
        PLAIN: "CZ-23.6 JZ-28.6 JI-35.6 WH-28.3 WHL-23.3",
        CONSEQUENCES: "CZ-23.6 CZ-23.7 JZ-28.6 JI-35.6 WH-28.3 WHL-23.3",
    },
    "COLLECTED_TWICE": {PLAIN: "JZ-28.3 JI-35.7 JI-17.1 JI-23 WH-28.7 WH-9 WH-10"},
    "ASKED_AGAIN": {PLAIN: "JI-35.3"},
    "OUTSIDE_CHANNEL": {PLAIN: "JI-35.7 WH-28.7", CONSEQUENCES: "JZ-28.9 JI-35.7 WH-28.7"},
    "TAMPERED": {PLAIN: "JI-35.5"},
    "MALWARE": {PLAIN: "", CONSEQUENCES: "WH-28.4"},
    "EFFECT_DENIED": {PLAIN: "WHL-23.4"},
    "ABUSE": {PLAIN: "WHL-23.6"},
    "ORDER_NOT_OBEYED": {PLAIN: "CZ-23 JZ-28.8 JI-36 WH-28.6 WHL-23.7"},
    "OTHER": {
        PLAIN: "CZ-23.8 JI-35.7 WH-28.7 WHL-23.8",
        CONSEQUENCES: "CZ-23.8 JZ-28.9 JI-35.7 WH-28.7 WHL-23.8",
    },
}
"""The items of all five cities, by breach and circumstance; 长沙's text ends before its list of breaches."""


@pytest.mark.parametrize("kind", FindingKind)
@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS"])
def test_a_breach_breaks_the_items_of_the_citys_own_list(city: str, kind: FindingKind) -> None:
    row = policy(city)
    for name in (PLAIN, *Circumstance.__members__):
        under = frozenset({Circumstance[name]} if name else ())
        wanted = BROKEN[kind.name].get(name, BROKEN[kind.name][PLAIN]).split()
        assert list(rules_broken(row, kind, under)) == [
            each for each in wanted if each.partition("-")[0] in row.prefixes
        ]
