"""Writing HTML: what stands in an element is text, unless it was made here; nobody's input becomes markup."""

from html import escape
from typing import Final, TypeAlias

from graph.errors import Text, printable

VOID: Final = frozenset({"input", "img", "link", "meta", "br", "wbr"})
"""Elements without content."""


class Markup(str):
    """HTML that was made here."""

    __slots__ = ()


Content: TypeAlias = Markup | str | Text | None
"""What may stand in an element: None is nothing, a `Text` is Chinese with its English small behind it."""
Value: TypeAlias = str | int | bool | None
"""Of an attribute: True names it alone, False and None leave it out."""


def tag(element: str, /, *contents: Content, **attributes: Value) -> Markup:
    """Write an element.

    Args:
        element: Its name.
        contents: What stands in it.
        attributes: By name; `class_` is `class`, and an underscore inside stands for a hyphen.
    """
    begun = f"<{element}{''.join(map(_attribute, attributes, attributes.values()))}>"
    return Markup(begun) if element in VOID else Markup(f"{begun}{joined(*contents)}</{element}>")


def joined(*contents: Content) -> Markup:
    """Write contents one behind the other."""
    return Markup("".join(map(_written, contents)))


def both(text: Text) -> str:
    """A text on one line, for an attribute."""
    return f"{text.zh} {text.en}".strip()


def _written(content: Content) -> str:
    match content:
        case None:
            return ""
        case Markup():
            return content
        case Text(zh=zh, en=en):
            small = f'<small lang="en">{escape(printable(en))}</small>' if en else ""
            return f"{escape(printable(zh))}{small}"
        case str():
            return escape(printable(content))


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(printable(str(value)))}"'
