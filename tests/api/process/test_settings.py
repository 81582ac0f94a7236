"""What an operator may set, and how a wrong setting is refused."""

from pathlib import Path

import pytest

from api.process.settings import SettingRefused, Settings, is_loopback, load, refuse_exposed_demonstration


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ZHENGTU_{name.upper()}", raising=False)


def refusal(config: Path | None = None) -> SettingRefused:
    with pytest.raises(SettingRefused) as caught:
        load(config)
    return caught.value


def test_without_any_setting_the_embedded_store_is_served_on_loopback() -> None:
    settings = load()
    assert (settings.host, settings.port, settings.embedded) == ("127.0.0.1", 8000, True)
    assert settings.home == Path(".zhengtu")
    assert settings.keys == Path(".zhengtu/keys")
    assert settings.max_upload_bytes == 20 * 1024 * 1024


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zhengtu.toml").write_text('home = "/srv/zhengtu"\nport = 9000\n')
    monkeypatch.setenv("ZHENGTU_PORT", "9001")
    settings = load()
    assert settings.home == Path("/srv/zhengtu")
    assert settings.port == 9001


def test_a_file_named_by_the_caller_is_read_instead(tmp_path: Path) -> None:
    (tmp_path / "zhengtu.toml").write_text("port = 9000\n")
    (tmp_path / "other.toml").write_text("port = 9002\n")
    assert load(tmp_path / "other.toml").port == 9002


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "missing.toml")
    assert refused.path == ("config",)
    assert "missing.toml" in refused.message.zh


def test_a_refused_setting_is_named_with_value_and_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_PORT", "99999")
    refused = refusal()
    assert (refused.code, refused.path, refused.value) == ("SETTING_REFUSED", ("port",), "99999")
    for part in ("ZHENGTU_PORT", "99999", "65535"):
        assert part in refused.message.en
        assert part in refused.message.zh


def test_a_misspelt_name_in_the_file_is_refused_with_the_known_names(tmp_path: Path) -> None:
    (tmp_path / "zhengtu.toml").write_text("prot = 9000\n")
    refused = refusal()
    assert refused.path == ("prot",)
    assert "port" in refused.message.en


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zhengtu.toml").write_text("port: 9000\n")
    assert refusal().path == ("config",)


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("STORE_URI", "http://db:7474", "bolt://"),
        ("JWKS", "http://issuer/jwks", "https://"),
        ("ISSUER", "https://issuer", "jwks"),
        ("TRUSTED_DOCUMENTS_ONLY", "true", "trusted_documents"),
        ("MAX_UPLOAD_BYTES", "12", "65536"),
        ("OPERATION_SECONDS", "0", "greater than 0"),
        ("PUBLIC_URL", "not a url", "URL"),
        ("ALLOWED_ORIGINS", "*", "more than one origin"),
        ("ALLOWED_ORIGINS", "https://front.example https://*.example", "more than one origin"),
        ("ALLOWED_ORIGINS", "null", "scheme://host[:port]"),
        ("ALLOWED_ORIGINS", "front.example", "scheme://host[:port]"),
        ("ALLOWED_ORIGINS", "file:///front", "scheme://host[:port]"),
        ("ALLOWED_ORIGINS", "https://user:word@front.example", "scheme://host[:port]"),
        ("ALLOWED_ORIGINS", "https://front.example,https://other.example", "scheme://host[:port]"),
        ("ALLOWED_ORIGINS", "https://front.example:70000", "scheme://host[:port]"),
        ("ALLOWED_ORIGINS", "https://front.example/", "write https://front.example"),
        ("ALLOWED_ORIGINS", "https://front.example/app?x=1", "write https://front.example"),
        ("ALLOWED_ORIGINS", "HTTPS://Front.example:443", "write https://front.example"),
        ("ALLOWED_ORIGINS", "https://政务.example", "write https://xn--zfr164b.example"),
        ("ALLOWED_ORIGINS", "http://[::1]:80", "write http://[::1]"),
    ],
)
def test_a_value_against_its_rule_is_refused(name: str, value: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"ZHENGTU_{name}", value)
    assert word in refusal().message.en


def test_origins_stand_one_by_one_as_browsers_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().origins == ()
    monkeypatch.setenv("ZHENGTU_ALLOWED_ORIGINS", " https://front.example  http://localhost:5173 http://[::1]:3000 ")
    assert load().origins == ("https://front.example", "http://localhost:5173", "http://[::1]:3000")


def test_the_password_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("正图 pass word\nignored\n")
    assert load(store_password_file=tmp_path / "secret").store_password() == "正图 pass word"
    assert load().store_password() is None
    with pytest.raises(SettingRefused) as caught:
        load(store_password_file=tmp_path / "missing").store_password()
    assert caught.value.path == ("store_password_file",)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])
def test_every_other_address_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_a_demonstration_is_served_on_loopback_only() -> None:
    refuse_exposed_demonstration(load(host="127.0.0.1"), demonstration=True)
    refuse_exposed_demonstration(load(host="0.0.0.0"), demonstration=False)
    with pytest.raises(SettingRefused) as caught:
        refuse_exposed_demonstration(load(host="0.0.0.0"), demonstration=True)
    assert caught.value.path == ("host",)
    assert "演示" in caught.value.message.zh
