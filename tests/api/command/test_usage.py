"""What the real command says, in the language of the locale to the end."""

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from builders.forking import LOCALES
from builders.more import LEFT_OUT, left_out
from builders.processes import Ended, command

from api.command.usage import FORMS, in_chinese

CHINESE = re.compile(r"[一-鿿]")
SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
"""Three English words in a row."""
FRAME = re.compile(
    r"Usage|Options:|Arguments:|Commands:|OPTIONS|COMMAND|Show this|required|default:|Error|Missing|Try "
)
OURSELVES = re.compile(r"zhengtu batch [a-z-]+")
"""The command's own name, where it has two verbs."""
VERBS = ("init", "serve", "seed", "import", "verify", "token", "schema")

USAGE: dict[str, tuple[str, ...]] = {
    "no such verb": ("frobnicate",),
    "nearly a verb": ("verfy",),
    "no such option": ("--frobnicate",),
    "a value that is missing": ("--config",),
    "init without policy": ("init",),
    "init under no policy": ("init", "--policy", "XX"),
    "serve with more": ("serve", "--demo", "x"),
    "seed with more": ("seed", "x"),
    "import of no kind": ("import", "x", "y"),
    "import of a derived list": ("import", "waiting", "y"),
    "import without kind": ("import",),
    "import without file": ("import", "departments"),
    "import of no file": ("import", "departments", "missing.csv"),
    "verify without file": ("verify",),
    "verify of no file": ("verify", "missing.pdf"),
    "verify in two forms": ("verify", "--json", "--csv", "."),
    "verify by nobody": ("verify", "--jobs", "0", "."),
    "token without role": ("token",),
    "token of no role": ("token", "--role", "emperor"),
    "token for too long": ("token", "--role", "staff", "--hours", "9999"),
    "token for no time": ("token", "--role", "staff", "--hours", "0"),
    "token for a word": ("token", "--role", "staff", "--hours", "soon"),
    "batch of no file": ("batch", "receive", "missing.csv", "--type", "x", "--issuer", "x"),
    "batch without type": ("batch", "receive", "/etc/hosts", "--issuer", "x"),
    "batch by nobody": ("batch", "show", "x"),
    "batch sent back for nothing": ("batch", "send-back", "x"),
    "schema with a value": ("schema", "--json=3"),
}
REFUSED: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "serve": (("serve",), {"ZHENGTU_PORT": "99999"}),
    "seed": (("seed",), {"ZHENGTU_STORE_URI": "http://x"}),
    "init": (("init", "--policy", "WH"), {"ZHENGTU_JWKS": "http://x"}),
    "import": (("import", "departments", "/etc/hosts"), {"ZHENGTU_GRAPHIQL": "perhaps"}),
    "token": (("token", "--role", "staff"), {}),
    "a setting that is none": (("token", "--role", "staff"), {"ZHENGTU_PUBLIC_URL": "nowhere"}),
    "a file that is none": (("--config", "missing.toml", "seed"), {}),
    "verify": (("verify", "--trust", "/etc/hosts", "/etc/hosts"), {}),
}


def is_english(said: str) -> None:
    assert said
    assert not CHINESE.search(said), said


def is_chinese(said: str) -> None:
    assert CHINESE.search(said), said
    assert not FRAME.search(said), said
    assert not SENTENCE.search(OURSELVES.sub("", said)), said


@pytest.fixture(scope="module")
def ended(zhengtu: Callable[..., Ended], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ended]:
    """Run the command in a locale, in an empty folder."""
    folder = tmp_path_factory.mktemp("home")
    return lambda locale, *arguments, **settings: zhengtu(locale, folder, *arguments, **settings)


@left_out
@pytest.mark.parametrize("locale", LOCALES)
def test_a_fork_says_what_a_process_says(ended: Callable[..., Ended], tmp_path: Path, locale: str) -> None:
    for arguments, settings in ((("token", "--help"), {}), (("serve",), {"ZHENGTU_PORT": "99999"})):
        assert ended(locale, *arguments, **settings) == command(tmp_path, *arguments, **LOCALES[locale], **settings)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_in_the_language_of_the_locale(ended: Callable[..., Ended], verb: str) -> None:
    asked = (verb, "--help") if verb else ("--help",)
    english, chinese = ended("en", *asked), ended("zh", *asked)
    assert (english.returncode, chinese.returncode) == (0, 0)
    is_english(english.stdout)
    is_chinese(chinese.stdout)
    assert "用法：" in chinese.stdout
    assert "显示帮助并退出" in chinese.stdout


@pytest.mark.parametrize("name", USAGE)
def test_wrong_usage_is_told_in_the_language_of_the_locale(ended: Callable[..., Ended], name: str) -> None:
    english, chinese = ended("en", *USAGE[name]), ended("zh", *USAGE[name])
    assert (english.returncode, chinese.returncode) == (2, 2)
    assert english.stdout == chinese.stdout == ""
    is_english(english.stderr)
    is_chinese(chinese.stderr)
    assert "用法有误" not in chinese.stderr
    assert "错误：" in chinese.stderr


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_told_in_the_language_of_the_locale(ended: Callable[..., Ended], name: str) -> None:
    arguments, settings = REFUSED[name]
    english, chinese = ended("en", *arguments, **settings), ended("zh", *arguments, **settings)
    assert english.returncode == chinese.returncode != 0
    is_english(english.stderr)
    is_chinese(chinese.stderr)


@pytest.mark.parametrize("locale", [pytest.param(each, marks=() if each == "zh" else LEFT_OUT) for each in LOCALES])
def test_results_and_warnings_follow_the_locale(tmp_path: Path, locale: str) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    follows = is_english if locale == "en" else is_chinese
    verdict = command(tmp_path, "verify", "a.pdf", **LOCALES[locale])
    follows(verdict.stdout)
    follows(verdict.stderr)
    follows(command(tmp_path, "token", "--role", "staff", ZHENGTU_DEVELOPMENT_ISSUER="1", **LOCALES[locale]).stderr)


def test_no_arguments_show_the_help(tmp_path: Path) -> None:
    for locale, follows in (("en", is_english), ("zh", is_chinese)):
        shown = command(tmp_path, **LOCALES[locale])
        assert shown.returncode == 2
        follows(shown.stderr)


@pytest.mark.parametrize("more", [(), ("seed",), ("--config", "missing.toml")])
def test_the_version_is_told_whatever_else_is_asked(tmp_path: Path, more: tuple[str, ...]) -> None:
    told = command(tmp_path, "--version", *more)
    assert (told.returncode, told.stdout, told.stderr) == (0, f"{version('zhengtu')}\n", "")


def test_every_form_finds_itself() -> None:
    for form, ours in FORMS:
        assert CHINESE.search(ours) or ours == "{inner}"
        assert set(re.findall(r"\{(\w+)\}", ours)) <= set(re.findall(r"\{(\w+)\}", form)), form
        assert "用法有误" not in in_chinese(re.sub(r"\{(?!inner)\w+\}", "x", form).replace("{inner}", "误"))
    assert in_chinese("Something new") == "用法有误（Something new）"
