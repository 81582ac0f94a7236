"""Forms of certificate numbers: which can be, and which numbers are of one."""

from __future__ import annotations

import time
from datetime import date

import pytest

from graph.codes.number_format import Numbered, fault_of_number, faults_of_form

FACTS = Numbered("340200", date(2026, 3, 2), "34020019900101011X")


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("J{区县}-{年}-{序号:6}", "J340281-2026-000123"),
        ("JY{业态}{区县}{序号:6}", "JY2340202000123"),
        ("{身份证}", "34020019900101011X"),
        ("{区划}000{年}{月日}{序号:4}", "340200000202603020001"),
        ("{设备}11皖B{序号:5}({年短})", "梯11皖B00017(26)"),
        ("皖({年})第{序号:3}号", "皖(2026)第1234号"),
        ("{字母:2}{数字:3}", "AB123"),
        ("{文字}", "芜字第1号"),
        ("", "anything"),
    ],
)
def test_a_number_of_its_form_passes(form: str, number: str) -> None:
    assert faults_of_form(form) is None
    assert fault_of_number(form, number, FACTS) is None


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("J{区县}-{年}-{序号:6}", "J431000-2026-000123"),
        ("J{区县}-{年}-{序号:6}", "J340281-2025-000123"),
        ("J{区县}-{年}-{序号:6}", "J340281-2026-00012"),
        ("J{区县}-{年}-{序号:6}", "J340281-2026-00012345678"),
        ("{身份证}", "34020019900101012X"),
        ("{区划}{年}", "3402002026\n"),
        ("{区划}{年}", "34020２2026"),
        ("(皖.)", "(皖x)"),
    ],
)
def test_a_number_of_another_form_does_not(form: str, number: str) -> None:
    assert fault_of_number(form, number, FACTS) is not None


def test_exactly_one_check_figure_is_right() -> None:
    right = [
        figure
        for figure in "0123456789"
        if fault_of_number("{区县}{序号:6}{校验}", f"340202000123{figure}", FACTS) is None
    ]
    assert len(right) == 1


def test_a_holders_code_is_not_said_again() -> None:
    fault = fault_of_number("{身份证}", "34020019900101012X", FACTS)
    assert fault is not None
    assert "19900101011X" not in "".join(fault)


def test_what_is_issued_again_keeps_the_number_of_an_earlier_year_and_of_no_later_one() -> None:
    again = Numbered("340200", date(2026, 3, 2), "", again=True)
    assert fault_of_number("J{年}{序号:3}", "J2019001", again) is None
    assert fault_of_number("J{年}{序号:3}", "J2027001", again) is not None


@pytest.mark.parametrize(
    "form",
    [
        "{",
        "}{年}",
        "{年}}",
        "{没有}",
        "{序号}",
        "{年:4}",
        "{序号:0}",
        "x" * 101,
        "{序号:2}" * 3,
        "{年}" * 13,
        "{文字}" * 3,
    ],
)
def test_a_form_that_cannot_be_is_named(form: str) -> None:
    fault = faults_of_form(form)
    assert fault is not None
    assert all(fault)


def test_no_number_takes_long() -> None:
    form = "{文字}{数字:9}{字母:9}{文字}号"
    assert faults_of_form(form) is None
    begun = time.perf_counter()
    for number in ("1" * 64, "A" * 64, "1A" * 32, "1" * 10_000_000):
        assert fault_of_number(form, number, FACTS) is not None
    assert time.perf_counter() - begun < 0.5
