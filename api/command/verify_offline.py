"""What `zhengtu verify` is told beside the files: a trust package, revocation lists, a day, the data of a face."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.command.options import day_of
from api.process.terminal import message, words
from graph.errors import Text, printable, quoted

if TYPE_CHECKING:
    from licenses.proof.package.answering import PackageRegister
    from licenses.proof.package.contents import Contents
    from licenses.proof.trusted import TrustBundle

Package = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help=words("信任包：以其中的吊销列表、颁发权限和状态核验", "trust package: lists, rights, states"),
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option(help=words("信任包须由该部门（USCC）发布", "who must have published the trust package (USCC)")),
]
Lists = Annotated[
    list[Path] | None,
    typer.Option(
        "--crl",
        exists=True,
        dir_okay=False,
        help=words("吊销列表（DER 或 PEM，可多次给出）", "revocation list (DER or PEM), repeatable"),
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        metavar="DAY",
        help=words("询问该日的状态，如 2026-01-31；默认为今天", "ask for this day, as 2026-01-31"),
    ),
]
Face = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=VALUE",
        help=words(
            "照面信息，如 姓名=张三（可多次给出），与文件中盖了章的信息比对",
            "data of the face, as ZZBH=J2026-1, repeatable; compared with the sealed data in the file",
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every file; it goes to the processes that ask."""

    register: "PackageRegister | None" = None
    """What answers in the place of the register."""
    on: date | None = None
    face: tuple[tuple[str, str], ...] = ()

    @property
    def given(self) -> Mapping[str, str] | None:
        """The data of the face; None where there are none."""
        return dict(self.face) or None


NOTHING_MORE: Final = Asked()


def asked(package: Path | None, publisher: str | None, on: str | None, face: Iterable[str]) -> Asked:
    """What was given, before a package is opened.

    Raises:
        BadParameter: Some of it cannot be.
    """
    if publisher is not None and package is None:
        raise typer.BadParameter(words("须与 --package 同时使用", "only with --package"), param_hint="--publisher")
    return Asked(on=day_of(on, "--on"), face=_face_of(face))


def _face_of(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    face = dict[str, str]()
    for one in given:
        key, *value = re.split("[=＝]", one, maxsplit=1)
        key = key.strip()
        if not key or not value:
            said = quoted(one)
            raise typer.BadParameter(
                words(f"“{said}”应写作 名称=内容", f"'{said}' is to be written KEY=VALUE"), param_hint="--face"
            )
        if key in face:
            said = quoted(key)
            raise typer.BadParameter(
                words(f"“{said}”给出了两次；同一名称只给出一次", f"'{said}' is given twice; a key is given once"),
                param_hint="--face",
            )
        face[key] = value[0]
    return tuple(face.items())


def with_lists(trust: "TrustBundle", files: Iterable[Path]) -> "TrustBundle":
    """What is believed, and the revocation lists of more files.

    Raises:
        Malformed: `TRUST_ANCHOR`: a file holds no list; it is named.
    """
    from api.service.trust_anchors import bundle_of  # noqa: PLC0415 - commands load their rooms when they run
    from licenses.proof.trusted import TrustBundle  # noqa: PLC0415

    return TrustBundle(trust.anchors, (*trust.crls, *bundle_of((), files).crls))


def by_package(
    asked: Asked, package: Path, trust: "TrustBundle", publisher: str | None, folder: Path, at: datetime
) -> "tuple[TrustBundle, Asked]":
    """Open a trust package, say whose it is, and keep that it was seen.

    Args:
        asked: What is asked.
        package: The file.
        trust: What is believed.
        publisher: Who must have published it; else who published the last one.
        folder: Where it is kept what was seen.
        at: Now.

    Raises:
        Malformed: `TRUST_PACKAGE_…`: it is not believed.
    """
    import asyncio  # noqa: PLC0415

    from api.service.packages import keep_seen, seen_in  # noqa: PLC0415
    from licenses.proof.package.answering import PackageRegister  # noqa: PLC0415
    from licenses.proof.package.contents import MOST_BYTES  # noqa: PLC0415
    from licenses.proof.package.opening import open_package  # noqa: PLC0415

    with package.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    seen = seen_in(folder)
    found = asyncio.run(open_package(content, trust, at, seen, publisher))
    _introduce(found.contents, first=found.seen.publisher != seen.publisher and publisher is None)
    try:
        keep_seen(folder, found.seen)
    except OSError as failure:
        where, why = printable(str(folder)), failure.strerror
        message(
            Text(
                f"无法写入 {where}（{why}）：下次不能识别更旧的信任包",
                f"cannot write to {where} ({why}): an older package will not be recognised the next time",
            )
        )
    return found.trust, replace(asked, register=PackageRegister(found.contents))


def _introduce(said: "Contents", *, first: bool) -> None:
    until, made = (at.isoformat(timespec="minutes") for at in (said.expires, said.made))
    who = f"{said.publisher_name} {said.publisher}"
    message(
        Text(
            f"信任包：{who} 发布，序号 {said.sequence}，{made}，有效至 {until}",
            f"trust package {said.sequence} of {who}, made {made}, good until {until}",
        )
    )
    if first:
        message(
            Text(
                "首次使用该机构的信任包；今后只接受该机构发布的，更换请用 --publisher",
                "the first one of this publisher; from now on only its packages are believed, others by --publisher",
            )
        )
