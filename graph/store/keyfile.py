"""Files that hold a secret: made whole, once, and never again for what was already made with one.

1. A key file appears with its whole content or not at all: it is written aside, synced, and linked to its name.
2. A file that is there is never replaced, neither by a rival nor after a kill.
3. Where something was already written, sealed or locked with a key, a missing file is a refusal that names it: a new
   key would open nothing, and would make the loss look like a start.
4. A file that is there and is no key any more is refused in the same way, by its name.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.files import make_folder, sync_folder


class KeyMissing(Conflict):
    """A key file is gone that something here was made with; it has to come back from a backup."""


class KeyDamaged(Conflict):
    """A key file is there and cannot be used; it has to come back from a backup."""


def make_once(path: Path, content: bytes) -> bool:
    """Make a file of mode 0600 with this content; its folder, if absent, with 0700.

    Returns:
        Whether it was made now; False where there is one already, which is left as it is.
    """
    make_folder(path.parent)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)  # unlike a rename it replaces nothing
        except FileExistsError:
            return False
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def missing(path: Path, zh: str, en: str) -> KeyMissing:
    """Say that a key file is gone.

    Args:
        path: The file.
        zh: What was made with it (Chinese).
        en: The same in English.
    """
    return KeyMissing(
        Text(
            f"缺少密钥文件 {path}：{zh}，必须从备份中恢复该文件；不会生成新的密钥",
            f"the key file {path} is missing: {en}, so it has to be brought back from a backup; no new key is made",
        ),
        code=Code.KEY_MISSING,
        value=str(path),
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Read a key file inside: one that cannot be opened, or is not what it should be, is refused by its name.

    Raises:
        KeyDamaged: Reading has failed.
    """
    try:
        yield
    except (OSError, ValueError, TypeError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> KeyDamaged:
    """Say that a key file cannot be used."""
    return KeyDamaged(
        Text(
            f"密钥文件 {path} 已损坏、无法读取或不属于此处，必须从备份中恢复该文件；不会生成新的密钥",
            f"the key file {path} is damaged, cannot be read or does not belong here, so it has to be brought back "
            "from a backup; no new key is made",
        ),
        code=Code.KEY_DAMAGED,
        value=str(path),
    )
