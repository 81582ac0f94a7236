"""What an operator may set, and how it is read.

- Every setting is a variable `ZHENGTU_<NAME>` of the environment, or the same name in lower case in a TOML file:
  `zhengtu.toml` in the working folder, or the file named by `--config`. The environment wins.
- A name the file does not know is refused: a misspelt setting must not silently keep its default.
- A secret stands in a file of its own and is named by its path; no setting holds one.

This module and the command line alone read the process environment.
"""

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, HttpUrl, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from api.process.origins import origins
from api.process.setting_rules import against, in_chinese, not_in_the_clear, of_a_department
from graph.errors import Malformed, Text
from graph.refusal_codes import Code

PREFIX: Final = "ZHENGTU_"
DEFAULT_FILE: Final = Path("zhengtu.toml")
STORE_SCHEMES: Final = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
MEBIBYTE: Final = 1024 * 1024


class LogLevel(StrEnum):
    """From which severity on events are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class SettingRefused(Malformed):
    """A setting has a value that its rule does not allow; the text names setting, value and rule."""


class Settings(BaseSettings):
    """The settings of one process, read once when it starts."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, validate_default=True)

    home: Path = Path(".zhengtu")
    """Folder of the store, archive, keys, trust anchors and logs; relative to the working folder."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """Port to listen on; 0 lets the system choose a free one."""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    """Serving processes; from two on, one more owns what they share: embedded store, sealing, examining, logs."""
    batch_cluster: str = ""
    """Address of a Dask scheduler whose workers draw and seal batches of licences; empty: the service's own do."""
    public_url: HttpUrl = HttpUrl("http://127.0.0.1:8000")
    """Where people reach this service: it goes into the QR code on every licence."""

    store_uri: str = ""
    """Empty for the embedded store, else the address of a Neo4j (`neo4j://`, `bolt://`)."""
    store_user: str = "neo4j"
    """User of that Neo4j."""
    store_password_file: Path | None = None
    """File whose first line is the password of that user."""
    store_database: str = ""
    """Database of that Neo4j; empty for the home database of that user, asked for once when the store is opened."""
    store_java: str = ""
    """Further options of the embedded store's Java runtime, with blanks between them: `-Xmx2g` for a larger heap."""

    allowed_origins: str = ""
    """Origins (`https://front.example.org`) whose pages may use this service from a browser, with blanks between."""
    introspection: bool = True
    """Whether the schema may be asked for."""
    graphiql: bool = True
    """Whether a browser on `/graphql` gets the query editor."""
    max_upload_bytes: Annotated[int, Field(ge=64 * 1024, le=1024 * MEBIBYTE)] = 20 * MEBIBYTE
    """Largest file that is taken in, in bytes."""
    trusted_documents: Path | None = None
    """JSON file of known operations: document id to document text."""
    trusted_documents_only: bool = False
    """Whether documents that are not in that file are refused."""
    operation_seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    """Time one GraphQL operation may take."""
    answer_bytes: Annotated[int, Field(ge=64 * 1024, le=1024 * MEBIBYTE)] = 8 * MEBIBYTE
    """Largest answer of one GraphQL operation, in bytes; a larger one is stopped while it is made."""

    jwks: Annotated[str, AfterValidator(not_in_the_clear)] = ""
    """The issuer's public keys: an `https://` address, or the path of a JWKS file."""
    issuer: str = ""
    """The `iss` that bearer tokens must carry."""
    audience: str = "zhengtu"
    """The `aud` that bearer tokens must carry."""
    development_issuer: bool = False
    """Whether to issue and accept development tokens without a demonstration store (loopback only)."""

    registrar: Annotated[str, AfterValidator(of_a_department)] = ""
    """USCC of the department that runs the register and seals its receipts; a demonstration has one of its own."""

    fonts: Path | None = None
    """Folder of the fonts for rare characters, HanaMinA.ttf and HanaMinB.ttf; unset: where Debian puts them."""

    tsa_url: HttpUrl | None = None
    """RFC 3161 time-stamping service; without one the local service of the demonstration is used."""
    trust_publisher: Annotated[str, AfterValidator(of_a_department)] = ""
    """USCC of the department that seals this register's trust package, anew every day; empty: none is published."""
    log_level: LogLevel = LogLevel.INFO
    """From which severity on events are written to the log."""

    @field_validator("store_uri")
    @classmethod
    def _known_scheme(cls, value: str) -> str:
        if value and not value.startswith(STORE_SCHEMES):
            listed = ", ".join(STORE_SCHEMES)
            raise against(
                f"须为空（内嵌图数据库）或以 {listed} 之一开头",
                f"must be empty (embedded store) or start with one of {listed}",
            )
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _named_origins(cls, value: str) -> str:
        return " ".join(origins(value))

    @model_validator(mode="after")
    def _belong_together(self) -> "Settings":
        if bool(self.jwks) != bool(self.issuer):
            raise against(
                "jwks 与 issuer 须同时给出或都不给出", "jwks and issuer belong together: give both or neither"
            )
        if self.trusted_documents_only and self.trusted_documents is None:
            raise against(
                "trusted_documents_only 须与 trusted_documents（已登记操作的文件）一起给出",
                "trusted_documents_only needs trusted_documents, the file of known operations",
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the framework passes it; .env files are not read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Give the order of precedence: arguments, environment, file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def origins(self) -> tuple[str, ...]:
        """Origins of front ends, one by one."""
        return tuple(self.allowed_origins.split())

    @property
    def keys(self) -> Path:
        """Private keys of this installation."""
        return self.home / "keys"

    @property
    def logs(self) -> Path:
        """Logs of this installation."""
        return self.home / "logs"

    @property
    def trust(self) -> Path:
        """Trust anchors of this installation."""
        return self.home / "trust"

    @property
    def archive(self) -> Path:
        """Sealed files by digest."""
        return self.home / "archive"

    @property
    def evidence(self) -> Path:
        """Files of suspected forgeries and their reports, encrypted."""
        return self.home / "evidence"

    @property
    def samples(self) -> Path:
        """One sealed sample of each licence type."""
        return self.home / "samples"

    @property
    def store_folder(self) -> Path:
        """Files of the embedded store."""
        return self.home / "store"

    @property
    def embedded(self) -> bool:
        """Whether the store is the embedded one."""
        return not self.store_uri

    def store_password(self) -> str | None:
        """Read the store's password; None where no file is named.

        Raises:
            SettingRefused: The named file cannot be read.
        """
        if self.store_password_file is None:
            return None
        try:
            return self.store_password_file.read_text("utf-8").split("\n", 1)[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise refused(
                "store_password_file",
                str(self.store_password_file),
                "must be a readable text file",
                "须为可读的文本文件",
            ) from error


def load(config: Path | None = None, **given: Any) -> Settings:
    """Read the settings from arguments, environment and TOML file.

    Args:
        config: The TOML file; `zhengtu.toml` in the working folder where None, if it is there.
        given: Settings that win over everything else, by their lower-case names.

    Raises:
        SettingRefused: A file is missing or unreadable, a name unknown, or a value against its rule.
    """
    if config is not None and not config.is_file():
        raise refused("config", str(config), "must be an existing TOML file", "须为存在的 TOML 文件")

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=config or DEFAULT_FILE)

    try:
        return FromFile(**given)
    except ValidationError as error:
        raise _first(error) from error
    except (SettingsError, ValueError, OSError) as error:
        rule = f"must be valid TOML: {error}"
        raise refused("config", str(config or DEFAULT_FILE), rule, f"须为正确的 TOML：{error}") from error


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_exposed_demonstration(settings: Settings, *, demonstration: bool) -> None:
    """Refuse to serve a demonstration to other machines.

    Its keys, authority and tokens are open to everybody; what it seals would look real elsewhere.

    Raises:
        SettingRefused: The store is a demonstration and `host` is no loopback address.
    """
    if demonstration and not is_loopback(settings.host):
        raise refused(
            "host",
            settings.host,
            "a demonstration store is served on a loopback address only (127.0.0.1, ::1, localhost)",
            "演示库只能在本机回环地址上提供服务（127.0.0.1、::1、localhost）",
        )


def refused(name: str, value: str | None, rule: str, rule_zh: str) -> SettingRefused:
    """Say that one setting cannot be accepted, naming setting, value and rule."""
    shown = "" if value is None else f" = {value!r}"
    variable = PREFIX + name.upper()
    return SettingRefused(
        message=Text(
            zh=f"设置 {name}（{variable}）{shown}：{rule_zh}", en=f"setting {name} ({variable}){shown}: {rule}"
        ),
        code=Code.SETTING_REFUSED,
        path=(name,),
        value=value,
    )


Kind = Literal["extra_forbidden"]
UNKNOWN: Final[Kind] = "extra_forbidden"


def _first(error: ValidationError) -> SettingRefused:
    found = error.errors(include_url=False)[0]
    name = ".".join(str(step) for step in found["loc"]) or "settings"
    if found["type"] == UNKNOWN:
        known = ", ".join(sorted(Settings.model_fields))
        return refused(name, None, f"is not a setting; known are {known}", f"不是本系统的设置；可用的有 {known}")
    value = None if not found["loc"] else str(found["input"])
    return refused(name, value, found["msg"], in_chinese(found))
