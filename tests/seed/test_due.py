"""Which licences the demonstration seals, by whom and when."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders.more import left_out

from graph.codes.quoted import citizen_ids
from graph.words.periods import holds_on
from seed.licenses import due
from seed.sheets import sheet

DAYS = (date(2026, 3, 2), date(2026, 11, 27))


@left_out
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_each_is_sealed_by_an_authority_that_had_the_right_on_the_day_that_is_printed(on: date) -> None:
    rights = [
        (
            row["类型代码"],
            row["颁发机构代码"],
            date.fromisoformat(row["起"]),
            row["止"] and date.fromisoformat(row["止"]),
        )
        for row in sheet("issuers")
    ]
    sealed = due(300, on)
    assert len(sealed) > 280
    for each in sealed:
        planned = each.planned
        periods = [row[2:] for row in rights if row[:2] == (planned.type_code, each.issuer)]
        assert any(holds_on(planned.issued_on, since, until or None) for since, until in periods), planned


def test_no_identifier_holds_a_citizens_number_though_certificate_numbers_do() -> None:
    every = [each for on in DAYS for each in due(200, on)]
    assert [each for each in every if citizen_ids(each.planned.number)], "some certificate numbers are ID numbers"
    assert [each.identifier for each in every if citizen_ids(each.identifier)] == []


def test_where_a_number_holds_a_citizens_number_nobody_guesses_the_serial() -> None:
    every = [each.planned for on in DAYS for each in due(200, on)]
    guessed = {one.running for one in every}
    told = [one for one in every if citizen_ids(one.number)]
    assert told
    assert [one.serial for one in told if one.serial in guessed or not re.fullmatch("[0-9A-F]{32}", one.serial)] == []
    assert len({one.serial for one in told}) == len({one.running for one in told}), (
        "one each, the same for its versions"
    )


def test_what_an_earlier_release_has_sealed_keeps_the_serial_that_it_had() -> None:
    for each in due(200, DAYS[0]):
        assert each.earlier.planned.serial == each.planned.running
        assert (each.earlier.replaces is None) == (each.replaces is None)
        assert (each.earlier.identifier == each.identifier) is not bool(citizen_ids(each.planned.number))
