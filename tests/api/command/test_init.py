"""A bureau's own installation, from the empty folder to the first query."""

from __future__ import annotations

import json
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.more import TORTURE, left_out
from builders.papers import ON_COMMAND
from builders.processes import ROOT, Ended, ask, command, excel, left_behind, running, token

from api.command.ending import Exit, run
from api.command.zhengtu import app
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.sources import sheet as sources_sheet
from graph.words.people import Role

long = pytest.mark.skipif(not TORTURE, reason="the long form runs with ZHENGTU_TEST_TORTURE=1")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
CITY, BUREAU = "11340200MB9835637J", "11340200MB3514234Y"
SYSTEM = {"代码": "SYS-1", "名称": "投资项目监管平台", "运行部门代码": BUREAU, "资金来源": "市级财政", "等保级别": "3"}
ENTRY = {
    "资源代码": "307001340200/000001", "资源名称": "投资项目备案信息", "提供方代码": BUREAU,
    "摘要": "企业投资项目的备案结果", "格式分类": "数据库", "格式类型": "mysql", "共享类型": "无条件",
    "共享方式分类": "共享平台", "共享方式类型": "接口", "开放类型": "不予", "更新周期": "每日", "来源系统": "SYS-1",
    "信息项": "项目代码", "数据类型": "C", "长度": "24", "项类别": "业务",
}  # fmt: skip
CLAIM = """mutation ($code: String!) { claimAdministration(input: {code: $code}) {
    administrator { subject } errors { code } } }"""
DEPARTMENTS = "{ departments { totalCount } }"
SEEN = """{ resources(search: "投资项目") {
    edges { node { name provider { name } systems { name } } } } }"""


@pytest.fixture
def home(migrated_folder: Path) -> Path:
    """An empty HOME."""
    return migrated_folder.parent


@pytest.fixture
def departments(tmp_path: Path) -> str:
    """The first departments of the demonstration's table, the city government among them."""
    lines = (ROOT / "seed" / "tables" / "departments.csv").read_text("utf-8").splitlines()
    file = tmp_path / "departments.csv"
    file.write_text("\n".join(lines[:6]) + "\n", encoding="gb18030")
    return str(file)


@left_out
@pytest.mark.slow
def test_a_bureau_starts_empty_and_serves_what_it_imported(
    home: Path, departments: str, zhengtu: Callable[..., Ended]
) -> None:
    founded = zhengtu("en", home, "init", "--policy", "WH", "--json")
    said = json.loads(founded.stdout)
    assert said["validUntil"].endswith("+08:00")
    assert f"before {said['validUntil'][:16].replace('T', ' ')} China time" in founded.stderr
    assert (founded.returncode, said["policy"]) == (Exit.DONE, "WH")
    for name in (
        "ZHENGTU_TSA_URL",
        "ZHENGTU_JWKS",
        "keys/seals/<USCC>.pem",
        "trust/seals/<USCC>.pem",
        "trust/crl/*.crl",
    ):
        assert any(name in each["en"] for each in said["missing"])
        assert name in founded.stderr
    for folder in ("keys", "keys/seals", "archive", "logs"):
        assert stat.S_IMODE((home / folder).stat().st_mode) == 0o700
    assert (home / "trust" / "seals").is_dir()
    assert (home / "trust" / "crl").is_dir()
    assert stat.S_IMODE((home / "keys" / "personal.key").stat().st_mode) == 0o600

    done = zhengtu("en", home, "import", "departments", departments, "--commit", "--json")
    assert (done.returncode, json.loads(done.stdout)["counts"]["new"]) == (Exit.DONE, 5)

    with running(home, "serve", ZHENGTU_DEVELOPMENT_ISSUER="true") as server:
        url = server.url()
        assert ask(url, DEPARTMENTS)["departments"]["totalCount"] == 5
        administration(url, home, said["code"])
        beside = command(home, "import", "departments", departments)
        assert (beside.returncode, beside.stderr) == (Exit.DONE, "")
        assert "5 unchanged" in beside.stdout
        renewed = command(home, "init", "--policy", "WH", "--new-code")
        assert (renewed.returncode, len(renewed.stdout.strip())) == (Exit.DONE, 29)
        assert "another process" in zhengtu("en", home, "seed").line
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []


def administration(url: str, home: Path, code: str) -> None:
    """The one-time code registers the first who shows it, and guesses are few."""
    boss, other = token(home, Role.ADMIN, "boss"), token(home, Role.STAFF, "other")
    for bearer, shown, answer in (
        (None, code, "ROLE_REQUIRED"),
        (token(home, Role.HOLDER, "340200197911096009"), code, "ROLE_REQUIRED"),
        (boss, "00000-00000-00000-00000-00000", "CODE_REFUSED"),
        (boss, code.lower().replace("-", " "), None),
        *[(other, code, "CODE_REFUSED")] * 3,
        (other, code, "TOO_MANY_ATTEMPTS"),
    ):
        claimed = ask(url, CLAIM, bearer, code=shown)["claimAdministration"]
        assert claimed == (
            {"administrator": None, "errors": [{"code": answer}]}
            if answer
            else {"administrator": {"subject": "boss"}, "errors": []}
        )


@long
@pytest.mark.slow
def test_every_kind_of_file_is_imported_and_found_over_http(home: Path, departments: str) -> None:
    assert command(home, "import", "departments", departments, LANG="zh_CN.UTF-8").line.endswith(
        "zhengtu init --policy …"
    )
    assert command(home, "init", "--policy", "wh").returncode == Exit.DONE
    entry, system = home / "entries.xlsx", home / "systems.xlsx"
    entry.write_bytes(excel(entries_sheet.ENTRIES, ENTRY))
    system.write_bytes(excel(sources_sheet.SYSTEMS, SYSTEM))

    early = command(home, "import", "entries", str(entry), "--commit")
    assert (early.returncode, early.stderr) == (Exit.NO, "")
    assert "row 2 来源系统\twrong" in early.stdout
    for kind, file in (("departments", departments), ("systems", str(system)), ("entries", str(entry))):
        approved = ON_COMMAND if kind == "entries" else ()
        dry = command(home, "import", kind, file, LANG="zh_CN.UTF-8")
        assert (dry.returncode, dry.stderr) == (Exit.DONE, "")
        assert "试运行，未写入" in dry.stdout
        assert command(home, "import", kind, file, "--commit", *approved).returncode == Exit.DONE
        again = json.loads(command(home, "import", kind, file, "--json").stdout)
        assert {row["outcome"] for row in again["rows"]} == {"unchanged"}

    with running(home, "serve") as server:
        (edge,) = ask(server.url(), SEEN)["resources"]["edges"]
        assert edge["node"]["name"] == ENTRY["资源名称"]
        assert edge["node"]["provider"]["name"] == "芜湖市发展和改革委员会"
        assert server.ends(signal.SIGINT) == Exit.DONE
    assert left_behind(home) == []

    again = command(home, "init", "--policy", "CZ", LANG="zh_CN.UTF-8")
    assert (again.returncode, again.stdout) == (Exit.NO, "")
    assert "已按政策 WH 初始化" in again.line
    renewed = command(home, "init", "--policy", "WH", "--new-code")
    assert (renewed.returncode, len(renewed.stdout.strip())) == (Exit.DONE, 29)
    demonstration = command(home, "serve", "--demo")
    assert demonstration.returncode == Exit.NO
    assert "not a demonstration" in demonstration.line


@pytest.mark.parametrize("words", [("--policy", "XX"), ("--policy", "SC809"), ()])
def test_wrong_usage_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run(lambda: app(["init", *words], prog_name="zhengtu")) == Exit.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert not words or f"没有政策 {words[1]}；可用：CZ, JZ, JI, WH, CS" in said.err
    assert list(tmp_path.iterdir()) == []
