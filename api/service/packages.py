"""Trust packages of a HOME: the one that is published, and what was last seen of those of others."""

from dataclasses import asdict
from pathlib import Path
from typing import Final

import orjson

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.store.files import write_whole
from licenses.proof.package.opening import Last, Seen

SEEN: Final = "packages.json"
"""In the folder of the trust anchors."""
PUBLISHED: Final = Path("published", "trust.package")
"""Beside them: the newest package of this register, for who asks for it."""


def seen_in(folder: Path) -> Seen:
    """What was seen before; nothing where nothing was kept.

    Raises:
        Malformed: `TRUST_PACKAGE_UNREADABLE`: what was kept cannot be read, so that an old package could pass for new.
    """
    file = folder / SEEN
    try:
        kept = orjson.loads(file.read_bytes())
        return Seen(kept["publisher"], {code: Last(**last) for code, last in kept["last"].items()})
    except (FileNotFoundError, NotADirectoryError):
        return Seen()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as cause:
        raise Malformed(
            Text(
                f"{file} 无法读取：其中记有用过的信任包；确认无误后删除该文件再试",
                f"{file} cannot be read: it says which trust packages were used; look at it, delete it, and try again",
            ),
            code=Code.TRUST_PACKAGE_UNREADABLE,
            path=("package",),
            value=str(file),
        ) from cause


def keep_seen(folder: Path, seen: Seen) -> None:
    """Keep what was seen; of each publisher the larger number, whoever else has kept one meanwhile.

    Raises:
        OSError: The folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = seen_in(folder).last
    last = {**before, **{code: one for code, one in seen.last.items() if _newer(one, before.get(code))}}
    kept = {"publisher": seen.publisher, "last": {code: asdict(one) for code, one in last.items()}}
    write_whole(folder / SEEN, orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _newer(one: Last, before: Last | None) -> bool:
    return before is None or one.sequence > before.sequence
