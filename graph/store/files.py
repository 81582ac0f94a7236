"""Files on the disk: whole or not at all, whatever ends the process or the machine meanwhile."""

from __future__ import annotations

import ctypes
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path


def digest_of(content: bytes) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_whole(file: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file whole or not at all.

    Args:
        file: Its place.
        content: What is in it.
        mode: Who may read and write it, as far as the process lets anybody.

    Raises:
        OSError: It cannot be written; what was there is left as it was.
    """
    aside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with open(aside, "xb", opener=lambda path, flags: os.open(path, flags, mode)) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(file.parent)


def make_folder(folder: Path, mode: int = 0o700) -> None:
    """Make a folder with those above it, where they are not there, each name brought to the disk."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(new):
        each.mkdir(mode=mode, exist_ok=True)
        sync_folder(each.parent)


def rename_whole(file: Path, place: Path) -> None:
    """Give a file that is whole and synced, or a folder, another name, which no crash takes back.

    Raises:
        FileNotFoundError: It is not there.
    """
    file.rename(place)
    sync_folder(place.parent)
    if file.parent != place.parent:
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: a name that a crash can take back is no name yet."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(folder: Path, changed: Sequence[Path]) -> None:
    """Bring many files or folders to the disk together, which takes hardly longer than one.

    Where the system can do so only one by one, it does that, and the folder's names as well.

    Args:
        folder: On the file system of all of them.
        changed: What was written, or in which names were changed.

    Raises:
        OSError: They may not be on the disk.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        whole = _SYNCFS(handle) if _SYNCFS is not None else None
        if whole:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(handle)
    if whole is None:
        for each in (*changed, folder):
            sync_folder(each)


_SYNCFS = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
"""Linux's, which tells since 5.8 whether anything of the file system could not be written."""
