"""A bureau's own installation, from the empty folder to the first query: founding, importing, serving, administering."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import stat
from pathlib import Path

import pytest
import xlsxwriter
from builders.processes import ROOT, ask, command, left_behind, running

from api.auth import Identity
from api.ending import Exit
from api.settings import load
from api.tokens import existing_issuer
from graph.desk.importing import FORMS, Kind
from graph.model.terms import Role

TORTURE = bool(os.environ.get("ZHENGTU_TEST_TORTURE"))
CITY, BUREAU = "11340200MB9835637J", "11340200MB3514234Y"
DEVELOPMENT = {"ZHENGTU_DEVELOPMENT_ISSUER": "true"}
ENTRY = {
    "资源代码": "307001340200/000001", "资源名称": "投资项目备案信息", "提供方代码": BUREAU, "摘要": "企业投资项目备案结果",
    "格式分类": "数据库", "格式类型": "mysql", "共享类型": "无条件", "共享方式分类": "共享平台", "共享方式类型": "接口",
    "开放类型": "不予", "更新周期": "每日", "信息项": "项目代码", "数据类型": "C", "长度": "24", "项类别": "业务",
}  # fmt: skip
CLAIM = """mutation ($code: String!) { claimAdministration(input: {code: $code}) {
    __typename ... on Administrator { subject } ... on UserError { code } } }"""
SEEN = """{ departments { totalCount } resources(search: "投资项目") { edges { node { name provider { name } } } } }"""


@pytest.fixture
def home(store_folder: Path) -> Path:
    """An empty HOME."""
    return store_folder.parent


@pytest.fixture
def departments(tmp_path: Path) -> Path:
    """The first departments of the demonstration's table, the city government among them."""
    lines = (ROOT / "seed" / "tables" / "departments.csv").read_text("utf-8").splitlines()
    file = tmp_path / "departments.csv"
    file.write_text("\n".join(lines[:6]) + "\n", encoding="gb18030")
    return file


def excel(kind: Kind, file: Path, *rows: dict[str, str]) -> Path:
    """An Excel file of a kind."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(FORMS[kind].columns):
            sheet.write(0, place, column.name)
            for number, row in enumerate(rows, start=1):
                sheet.write(number, place, row.get(column.name, ""))
    file.write_bytes(content.getvalue())
    return file


def token(home: Path, role: Role, subject: str) -> str:
    """A development token, as `zhengtu token` issues it."""
    settings = load(home=home, development_issuer=True)
    from datetime import UTC, datetime

    return existing_issuer(settings).token(Identity(role, subject), datetime.now(UTC))


@pytest.mark.slow
def test_a_bureau_starts_empty_imports_and_serves_what_it_imported(home: Path, departments: Path) -> None:
    founded = command(home, "init", "--policy", "WH", "--json")
    said = json.loads(founded.stdout)
    assert founded.returncode == Exit.DONE
    assert said["policy"] == "WH"
    assert {"ZHENGTU_TSA_URL", "ZHENGTU_JWKS"} <= {each["en"].split(":")[0].split(",")[0] for each in said["missing"]}
    assert "missing" in founded.stderr
    for folder in ("keys", "keys/seals", "archive", "logs"):
        assert stat.S_IMODE((home / folder).stat().st_mode) == 0o700
    assert (home / "trust" / "seals").is_dir()
    assert (home / "trust" / "crl").is_dir()
    assert stat.S_IMODE((home / "keys" / "personal.key").stat().st_mode) == 0o600

    done = command(home, "import", "departments", str(departments), "--commit", "--json")
    assert (done.returncode, json.loads(done.stdout)["counts"]["new"]) == (Exit.DONE, 5)
    file = excel(Kind.ENTRIES, home / "entries.xlsx", ENTRY)
    assert command(home, "import", "entries", str(file), "--commit").returncode == Exit.DONE

    with running(home, "serve", **DEVELOPMENT) as server:
        url = server.url()
        seen = ask(url, SEEN)
        assert seen["departments"]["totalCount"] == 5
        assert [edge["node"]["name"] for edge in seen["resources"]["edges"]] == ["投资项目备案信息"]
        administration(url, home, said["code"])
        assert "another process" in command(home, "import", "entries", str(file)).line
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []

    again = command(home, "init", "--policy", "CZ", LANG="zh_CN.UTF-8")
    assert (again.returncode, again.stdout) == (Exit.NO, "")
    assert "已按政策 WH 初始化" in again.line


def administration(url: str, home: Path, code: str) -> None:
    """A token that says administrator is nobody's here, until its subject has shown the one-time code."""
    journal = "{ auditTrail: __typename }"
    boss, other = token(home, Role.ADMIN, "boss"), token(home, Role.STAFF, "other")
    assert ask(url, journal, boss)
    for bearer, shown, answer in (
        (None, code, "ROLE_REQUIRED"),
        (token(home, Role.HOLDER, "340200197911096009"), code, "ROLE_REQUIRED"),
        (boss, "00000-00000-00000-00000-00000", "CODE_REFUSED"),
        (boss, code.lower().replace("-", " "), None),
        (other, code, "CODE_REFUSED"),
        (other, code, "TOO_MANY_ATTEMPTS"),
    ):
        claimed = ask(url, CLAIM, bearer, code=shown)["claimAdministration"]
        assert claimed.get("code") == answer
        assert claimed.get("subject") == (None if answer else "boss")
