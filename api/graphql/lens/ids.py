"""Global ids: base64url of `Label:id`, opaque to clients."""

import base64
import binascii
from typing import Final

from graph.errors import Malformed, Text
from graph.refusal_codes import Code

KEPT: Final = 16_384
"""Global ids of one kind that are kept: many nodes share a parent, and many pages their nodes."""
_URL: Final = bytes.maketrans(b"+/", b"-_")
"""From base64 to the alphabet that an address can hold."""


class Ids(dict[str, str]):
    """The global ids of the nodes of one kind, by their ids; each is made when it is first asked for."""

    def __init__(self, label: str) -> None:
        """Keep none yet."""
        super().__init__()
        self._label = label

    def __missing__(self, identity: str) -> str:
        """Make one, and begin anew where too many are kept: which are asked for most is not worth counting."""
        if len(self) >= KEPT:
            self.clear()
        made = self[identity] = opaque(f"{self._label}:{identity}".encode())
        return made


class _Kinds(dict[str, Ids]):
    def __missing__(self, label: str) -> Ids:
        made = self[label] = Ids(label)
        return made


IDS: Final = _Kinds()
"""The global ids of every kind, by its label."""


def global_id(label: str, identity: str) -> str:
    """The global id of a node."""
    return IDS[label][identity]


def opaque(content: bytes) -> str:
    """The base64url of something, without padding."""
    return binascii.b2a_base64(content, newline=False).translate(_URL, b"=").decode("ascii")


def parsed(text: str, *path: str) -> tuple[str, str]:
    """Label and id of a global id.

    Raises:
        Malformed: It is not one of ours.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raw = ""
    label, colon, identity = raw.partition(":")
    if not colon or not label or not identity:
        raise Malformed(
            Text("不是本系统的对象标识", "not an id of this system"),
            code=Code.MALFORMED_ID,
            path=path,
            value=text[:200],
        )
    return label, identity


def identity_of(label: str, text: str, *path: str) -> str:
    """Id of a node of one kind, from its global id.

    Raises:
        Malformed: It is not one of ours, or stands for a node of another kind.
    """
    found, identity = parsed(text, *path)
    if found != label:
        raise Malformed(
            Text(f"这不是 {label} 的标识", f"this is not the id of a {label}"),
            code=Code.WRONG_KIND,
            path=path,
            value=text[:200],
        )
    return identity
