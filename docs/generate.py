"""Writes the parts of these documents that the code already says: settings, commands, codes, limits, reasons, policies.

    python docs/generate.py            write them (`make docs`)
    python docs/generate.py --check    say which documents are not up to date, and end with 1

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; everything else is written by hand. What the code
has in both languages is taken from it; what it has in one only has its other language in a table below, and a new
setting or question without its words is a KeyError here. The command's help follows the locale when it is imported, so
each language is read in a process of its own.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
LOCALES = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}

SETTINGS_ZH: Mapping[str, str] = {
    "home": "库、归档、密钥、信任根和日志所在的文件夹，相对于工作目录",
    "host": "监听的地址",
    "port": "监听的端口；0 表示由系统选一个空闲端口",
    "workers": "服务进程数；两个及以上时另有一个进程持有它们共用的一切：内置图库、制证、验签、日志",
    "batch_cluster": "Dask 调度器的地址，由它的工作进程批量绘制、签章；空为本服务自己的进程",
    "public_url": "他人访问本服务的地址，写入每份证照的二维码",
    "store_uri": "空为内置图库，否则为 Neo4j 的地址（`neo4j://`、`bolt://`）",
    "store_java": "内置图库 Java 运行环境的其他选项，以空格分隔，如 `-Xmx2g` 加大内存",
    "store_user": "该 Neo4j 的用户",
    "store_password_file": "首行为该用户密码的文件",
    "allowed_origins": "可从浏览器使用本服务的网页来源（`https://front.example.org`），以空格分隔",
    "store_database": "该 Neo4j 中的数据库；空为该用户的默认数据库（home database），打开图库时确定一次",
    "introspection": "是否允许内省（查询接口模式）",
    "graphiql": "用浏览器打开 `/graphql` 时是否显示查询编辑器",
    "max_upload_bytes": "接收文件的上限，字节",
    "trusted_documents": "已登记操作的 JSON 文件：编号对应查询文本",
    "trusted_documents_only": "是否拒绝该文件以外的操作",
    "trust_publisher": "每天为本登记簿的信任包盖章的部门（统一社会信用代码）；空则不自行发布",
    "operation_seconds": "一次 GraphQL 操作的时限，秒",
    "answer_bytes": "一次 GraphQL 操作应答的上限，字节；超过者在生成过程中即被中止",
    "jwks": "令牌签发方的公钥：`https://` 地址，或 JWKS 文件的路径",
    "issuer": "令牌必须载明的 `iss`",
    "audience": "令牌必须载明的 `aud`",
    "development_issuer": "非演示库是否签发并接受开发用令牌（仅限本机）",
    "registrar": "管理登记簿并为核验回执盖章的部门的统一社会信用代码；演示库自有其部门",
    "fonts": "生僻字字库 HanaMinA.ttf、HanaMinB.ttf 所在文件夹；不设则用 Debian 的 fonts-hanazono 所在处",
    "tsa_url": "RFC 3161 时间戳服务；不设则使用演示库自带的服务",
    "log_level": "从哪一级起写入日志：`debug`、`info`、`warning`、`error`",
}
"""The settings in Chinese; the English words stand with each setting in the code."""

QUESTIONS_ZH: Mapping[str, str] = {
    "readable": "是否为可以判断的 PDF？",
    "sealed": "是否有且仅有一枚印章？",
    "intact": "所显示的是否就是盖章时的内容？无须信任任何人。",
    "signer_trusted": "印章证书是否出自受信任、可用于证照签章的机构？",
    "time_trusted": "盖章时间是否有可信证明？",
    "certificate_valid_then": "盖章时证书是否有效？",
    "issuer_entitled": "该机构在该日是否有权颁发该类证照？",
    "identifier_wellformed": "证照标识是否符合 GB/T 36904？",
    "registered": "登记簿中是否有该证照？",
    "as_issued": "是否为登记簿签发的文件？",
    "face_agrees": "照面信息是否与登记簿一致？",
    "in_force": "在所询日期的状态。",
    "uncontested": "是否没有未办结的异议？",
}
"""The questions of a verdict in Chinese."""

TARGETS_ZH: Mapping[str, str] = {
    "help": "列出全部目标",
    "demo": "装载演示数据（仅一次），在 127.0.0.1:8000 提供服务",
    "test": "在内置图库上运行测试",
    "lint": "全部形式检查：ruff、mypy、basedpyright、import-linter",
    "format": "由 ruff 整理代码",
    "bench": "输出基准的比值",
    "bench-growth": "测量数据由演示规模增长到一百万份证照时，各项读取慢了几倍",
    "neo4j": "在前台运行真正的 Neo4j 5（Java 17、Maven）；NEO4J_BOLT_PORT、NEO4J_HTTP_PORT 可改端口",
    "test-neo4j": "在单独的 Neo4j 上运行存储测试",
    "test-more": "运行 make test 为五分钟之限而略去的测试：向各版本留存的图库提出全部问题等",
    "mutate-law": "逐一改动办法表的每个单元格，检查是否有测试发现",
    "torture": "连同慢测试：强行终止、竞争、大图",
    "schema": "由代码写出 schema.graphql",
    "docs": "由代码写出 docs/ 中生成的部分",
    "lock": "由 pyproject.toml 解析两个锁文件（需要 uv）",
    "environment": "建立 .venv 并安装依赖",
    "embedded": "安装内置图库",
    "clean": "删除环境与缓存；ZHENGTU_HOME 下的数据保留",
}
"""The targets of the Makefile in Chinese."""

EXITS: Mapping[str, tuple[str, str]] = {
    "DONE": ("done", "完成"),
    "NO": ("the answer is no", "答案为否"),
    "USAGE": ("wrong usage", "用法错误"),
    "UNDECIDED": ("undecided", "无法判定"),
    "FAILURE": ("our failure; the log has the rest", "系统故障，详见日志"),
    "INTERRUPTED": ("interrupted by SIGINT; 143 by SIGTERM", "被 SIGINT 中断；143 为被 SIGTERM 中断"),
}
"""What the exit codes say; each must be one of the code's."""

GUARDED: Mapping[str, tuple[str, str]] = {
    "ENTRIES": ("unpublished entries, their items and versions", "未发布的条目及其信息项、版本"),
    "EXCHANGES": ("requests and grants", "共享申请与授权"),
    "LICENSE_GRANTS": ("grants of licences", "用证授权"),
    "OBJECTIONS": ("objections", "异议"),
    "FORGERIES": ("suspected forgeries", "疑似伪造案件"),
    "LICENSES": ("licences", "证照"),
    "HOLDERS": ("holders, faces and files; who presented a forgery", "持证主体、照面、文件；伪造件的出示人"),
    "PEOPLE": ("people in posts but the head, the contact's telephone", "负责人以外的岗位人员、联系电话"),
    "NOTICES": ("notices", "通知"),
    "DATA_NOTICES": ("notices of data", "数据类通知"),
}
"""What is not for everybody."""

REACHES: Mapping[str, str] = {
    "NONE": "–",
    "OWN": "his own",
    "DEPARTMENT": "department",
    "SUBTREE": "subtree",
    "SUPERVISED": "supervised",
    "INSTALLATION": "installation",
}
"""Whose it may be, in English; the Chinese words stand in the code."""


def main() -> int:
    """Write, or check."""
    if sys.argv[1:2] == ["--parts"]:
        sys.stdout.write(json.dumps({name: make(sys.argv[2]) for name, make in PARTS.items()}))
        return 0
    check, stale = "--check" in sys.argv, []
    parts = {language: _parts(language) for language in LOCALES}
    for file in sorted(HERE.glob("*.md")):
        language = "zh" if file.name.endswith(".zh.md") else "en"
        before = file.read_text("utf-8")
        after = PART.sub(lambda found, known=parts[language]: found[1] + known[found[2]] + found[3], before)  # type: ignore[misc]
        if after != before:
            stale.append(file.name)
            if not check:
                file.write_text(after, "utf-8")
    if check and stale:
        sys.stderr.write(f"not what the code says: {', '.join(stale)}; run `make docs`\n")
    return int(check and bool(stale))


def _parts(language: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "ZHENGTU_"))}
    path = os.pathsep.join([str(ROOT), *filter(None, [kept.get("PYTHONPATH")])])
    told = subprocess.run(
        [sys.executable, __file__, "--parts", language], env=kept | {"LANG": LOCALES[language], "PYTHONPATH": path},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if told.returncode:
        raise RuntimeError(told.stderr)
    found: dict[str, str] = json.loads(told.stdout)
    return found


def settings(language: str) -> str:
    """Every setting: variable, default, what it is."""
    from api.process.settings import PREFIX, Settings  # noqa: PLC0415 - read in the process of one language

    english = _described(Settings)
    heads = ("name", "default", "") if language == "en" else ("名称", "默认值", "")
    rows = [
        (f"`{PREFIX}{name.upper()}`", f"`{_default(field.default)}`", _of(language, english[name], SETTINGS_ZH[name]))
        for name, field in Settings.model_fields.items()
    ]
    return _table(heads, rows)


def commands(language: str) -> str:
    """Every command with its arguments, options and help, as the command itself says them."""
    import typer  # noqa: PLC0415

    from api.command.zhengtu import app  # noqa: PLC0415

    group: Any = typer.main.get_command(app)
    heads = ("command", "does") if language == "en" else ("命令", "作用")
    heads_of_options = ("argument, option", "") if language == "en" else ("参数、选项", "")
    commands = dict(_commands(group))
    written = [_table(heads, [(f"`zhengtu {name}`", each.help or "") for name, each in commands.items()])]
    for name, each in commands.items():
        rows = [(_spelt(given), getattr(given, "help", None) or "") for given in each.params if given.name != "help"]
        if rows:
            written.append(f"\n**`zhengtu {name}`**\n\n" + _table(heads_of_options, rows))
    return "".join(written)


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by what is typed for it, those of a group one by one."""
    for name in group.list_commands(None):
        each = group.get_command(None, name)
        if hasattr(each, "commands"):
            yield from _commands(each, f"{before}{name} ")
        else:
            yield f"{before}{name}", each


def exits(language: str) -> str:
    """The exit codes."""
    from api.command.ending import Exit  # noqa: PLC0415

    heads = ("exit code", "") if language == "en" else ("退出码", "")
    return _table(heads, [(str(int(each)), _of(language, *EXITS[each.name])) for each in Exit])


def targets(language: str) -> str:
    """The targets of the Makefile."""
    found = re.findall(r"^([a-z0-9-]+):.*?## (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    rows = [(f"`make {name}`", _of(language, english, TARGETS_ZH[name])) for name, english in found]
    return _table(("target", "") if language == "en" else ("目标", ""), rows)


def limits(language: str) -> str:
    """What one document may ask for."""
    from api.graphql.guard.limits import DEFAULT_LIMITS, NAMES  # noqa: PLC0415

    heads = ("name", "most", "of what") if language == "en" else ("名称", "上限", "限制的内容")
    rows = [
        (f"`{name}`", f"{getattr(DEFAULT_LIMITS, name):,}", _of(language, words.en, words.zh))
        for name, words in NAMES.items()
    ]
    return _table(heads, rows)


def file_limits(language: str) -> str:
    """What one file may cost, and how many may be examined at once."""
    from licenses.proof.confinement.confines import SERVING  # noqa: PLC0415
    from licenses.proof.limits import LIMITS  # noqa: PLC0415

    heads = ("most", "of what") if language == "en" else ("上限", "限制的内容")
    rows = [
        (f"{getattr(of, name) // scale if scale else getattr(of, name):,}{unit}", _of(language, en, zh))
        for of, name, scale, unit, en, zh in (
            (LIMITS, "bytes", 1 << 20, " MiB", "one file", "单个文件"),
            (LIMITS, "seconds", 0, " s", "processor time for it", "核验所用处理器时间"),
            (SERVING, "seconds", 0, " s", "time by the clock for it", "核验所用时间"),
            (SERVING, "memory", 1 << 20, " MiB", "memory for it, beyond the programs'", "程序本身之外的内存"),
            (SERVING, "memory_least", 1 << 20, " MiB", "the same, for a small file", "其中，小文件"),
            (LIMITS, "decoded_bytes", 1 << 20, " MiB", "everything that is unpacked of it", "解压内容合计"),
            (LIMITS, "revisions", 0, "", "revisions", "修订版本数"),
            (LIMITS, "objects", 0, "", "objects", "对象数"),
            (SERVING, "processes", 0, "", "files that are examined at once", "同时核验的文件数"),
            (SERVING, "waiting", 0, "", "files that wait for it", "等候核验的文件数"),
            (SERVING, "held", 1 << 20, " MiB", "bytes of all of these together", "以上文件合计"),
            (SERVING, "patience", 0, " s", "time that one waits", "单个文件等候时间"),
        )
    ]
    return _table(heads, rows)


def codes(language: str) -> str:
    """The names of refusals; each says what it is in both languages."""
    from api.graphql.lens.codes import PUBLISHED  # noqa: PLC0415

    heads = ("code", "") if language == "en" else ("代码", "")
    return _table(heads, [(f"`{code}`", code.says) for code in PUBLISHED])


def questions(language: str) -> str:
    """The questions of a verdict, and what a no to each does."""
    from licenses.proof.verdict import DECISIVE, Question  # noqa: PLC0415

    effects = {
        Question.READABLE: ("`undecided`", "`undecided`"),
        Question.SEALED: ("none: `not_genuine`; several: `undecided`", "没有印章：`not_genuine`；多枚：`undecided`"),
        Question.IN_FORCE: ("`not_in_force`", "`not_in_force`"),
    } | dict.fromkeys(DECISIVE, ("`not_genuine`", "`not_genuine`"))
    english = _described(Question)
    heads = ("code", "question", "a no makes it") if language == "en" else ("代码", "问题", "答“否”则结论为")
    rows = [
        (
            f"`{each.value}`",
            _of(language, english[each.name], QUESTIONS_ZH[each.value]),
            _of(language, *effects.get(each, ("a notice beside it", "不变，仅作提示"))),
        )
        for each in Question
    ]
    return _table(heads, rows)


def reasons(language: str) -> str:
    """Why a question was answered as it was."""
    from licenses.proof.causes import Cause  # noqa: PLC0415
    from licenses.proof.reasons import REASONS  # noqa: PLC0415

    heads = ("cause", "reason") if language == "en" else ("原因", "理由")
    return _table(heads, [(f"`{each.name}`", _of(language, REASONS[each].en, REASONS[each].zh)) for each in Cause])


def policies(language: str) -> str:
    """The rows of the cities with the limits that their texts name."""
    from graph.law.duty_workflows import CATALOGUE_UPDATE, DATA_UPDATE  # noqa: PLC0415
    from graph.law.policies import POLICIES  # noqa: PLC0415
    from graph.law.workflows import OBJECTION  # noqa: PLC0415
    from graph.subjects.sharing.rules import procedure_of  # noqa: PLC0415
    from graph.words.entries import SharingType  # noqa: PLC0415

    heads = (
        (
            "id",
            "city",
            "in force from",
            "read from",
            "answer to a request",
            "correction",
            "entry follows",
            "data follow",
        )
        if language == "en"
        else ("编号", "地方", "施行", "依据文本", "有条件共享的答复", "异议校核", "目录更新", "数据更新")
    )
    rows = []
    for row in POLICIES.values():
        mark = "" if row.verified else _of(language, " (*unverified*)", "（*未核实*）")
        conditional = procedure_of(row, SharingType.CONDITIONAL).steps
        answered = [(step.days, step.rules) for step in conditional if step.days is not None]
        rows.append(
            (
                f"`{row.id}`{mark}",
                row.city,
                row.valid_from.isoformat(),
                "、".join(row.prefixes),
                "；".join(_days(language, days, rules) for days, rules in answered) or "–",
                *(_term(language, row.table(each)) for each in (OBJECTION, CATALOGUE_UPDATE, DATA_UPDATE)),
            )
        )
    return _table(heads, rows)


def posts(language: str) -> str:
    """The posts, and the articles that each rests on."""
    from graph.law.policies import POLICIES  # noqa: PLC0415
    from graph.law.tracing import articles_of_post  # noqa: PLC0415
    from graph.words.organisation import PostKind  # noqa: PLC0415

    heads = ("post", "in Chinese", "rests on") if language == "en" else ("岗位", "名称", "依据")
    rows = [row for row in POLICIES.values() if row.offered]
    return _table(
        heads,
        [
            (f"`{each.name}`", each.zh, ", ".join(article for row in rows for article in articles_of_post(row, each)))
            for each in PostKind
        ],
    )


def scope(language: str) -> str:
    """Who sees what: the table of roles and posts."""
    from graph.law.scope import SEEN_BY, SEEN_IN, Guarded  # noqa: PLC0415

    heads = [_of(language, "role, post", "角色、岗位"), *(_of(language, *GUARDED[each.name]) for each in Guarded)]
    named = [(f"`{role.name.lower()}` {role.zh}", row) for role, row in SEEN_BY.items()]
    named += [(f"`{post.name}` {post.zh}", row) for post, row in SEEN_IN.items()]
    return _table(
        heads,
        [(name, *(_of(language, REACHES[row[each].name], row[each].value) for each in Guarded)) for name, row in named],
    )


PARTS: Mapping[str, Callable[[str], str]] = {
    "settings": settings,
    "commands": commands,
    "exit-codes": exits,
    "targets": targets,
    "file-limits": file_limits,
    "limits": limits,
    "error-codes": codes,
    "questions": questions,
    "reasons": reasons,
    "policies": policies,
    "posts": posts,
    "scope": scope,
}


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [_row(heads), _row("---" for _ in heads), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _of(language: str, en: str, zh: str) -> str:
    return en if language == "en" else zh


def _described(kind: type) -> dict[str, str]:
    """The docstrings under the names of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101 - it is the source of a class
    found: dict[str, str] = {}
    for named, words in zip(body.body, body.body[1:], strict=False):
        if not (isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant)):
            continue
        match named:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                found[name] = str(words.value.value)
            case _:
                pass
    return found


def _default(value: object) -> str:
    match value:
        case None | "":
            return "–"
        case bool():
            return str(value).lower()
        case Enum():
            return str(value.value)
        case _:
            return str(value)


def _spelt(given: Any) -> str:
    """An argument or option as it is typed; what must be given has a star."""
    kind = given.type_descriptor.annotation
    choices = "|".join(each.value for each in kind) if isinstance(kind, type) and issubclass(kind, Enum) else ""
    needed = " *" if given.required else ""
    if not given.opts[0].startswith("-"):
        return f"`{choices or given.metavar or given.name.upper()}`{needed}"
    value = "" if getattr(given, "is_flag", False) else f" {choices or given.name.upper()}"
    return f"`{max(given.opts, key=len)}{value}`{needed}"


def _term(language: str, cell: Any) -> str:
    """How long the first state of a table may last."""
    from graph.law.workflow import steps_from  # noqa: PLC0415

    return _days(language, next(steps_from(cell.value, None)).days, cell.rules) if cell else "–"


def _days(language: str, days: int | None, rules: tuple[str, ...]) -> str:
    number = _of(language, "no number", "无天数") if days is None else _of(language, f"{days} days", f"{days} 日")
    return f"{number} ({', '.join(rules)})"


if __name__ == "__main__":
    sys.exit(main())
