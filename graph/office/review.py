"""What a check finds before anything is written: faults that refuse, hints that do not.

Everything that is wrong is said at once, so that a file is mended in one go; nothing of it is written until nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import Malformed, Refusal, Text
from graph.refusal_codes import Code

SHOWN = 1000
"""Reasons that one refusal carries at most; the count says how many there are."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that does not stop the writing, but that the department should know."""

    code: Code
    message: Text
    rules: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a lint says of something that stands in the catalogue."""

    code: Code
    about: str
    """Code of the entry, the licence type or, of what concerns all its entries, the department."""
    item: str
    """Information item, or field; empty where it is the whole."""
    message: Text
    rules: tuple[str, ...] = ()


@dataclass(eq=False)
class SeveralReasons(Malformed):
    """A batch that is refused for more than one reason; nothing of it was written."""

    reasons: tuple[Refusal, ...] = ()


def reasons_of(refusal: Refusal) -> tuple[Refusal, ...]:
    """Everything that a refusal says, one by one."""
    return tuple(refusal.reasons) if isinstance(refusal, SeveralReasons) else (refusal,)


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome of a check."""

    faults: tuple[Refusal, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether it can be written."""
        return not self.faults

    def __add__(self, other: Review) -> Review:
        return Review(self.faults + other.faults, self.hints + other.hints)

    def refuse(self) -> None:
        """Let a clean batch pass.

        Raises:
            Refusal: The one reason.
            SeveralReasons: All of them, in order.
        """
        if not self.faults:
            return
        first, count = self.faults[0], len(self.faults)
        if count == 1:
            raise first
        raise SeveralReasons(
            Text(f"共有{count}处错误，第一处：{first.message.zh}", f"{count} errors; first: {first.message.en}"),
            code=Code.SEVERAL_REASONS,
            rules=first.rules,
            path=first.path,
            value=first.value,
            extra={"count": str(count)},
            reasons=self.faults[:SHOWN],
        )


def unknown_code(what: Text, code: str, path: tuple[str, ...], rules: tuple[str, ...] = ()) -> Malformed:
    """A reference to something that is not there.

    Args:
        what: What was looked for, as `Text("部门", "department")`.
        code: The code given.
        path: Where it stands.
        rules: Articles that ask for it.
    """
    return Malformed(
        Text(f"没有代码为 {code[:64]} 的{what.zh}", f"there is no {what.en} {code[:64]}"),
        code=Code.UNKNOWN_CODE,
        rules=rules,
        path=path,
        value=code[:64],
    )
