"""What a property of a node is: its type, who may filter by it and how, what is counted by it, how it is written.

A column is declared once, in `kinds/`. The row of a kind, its filters, its facets, the closed list of a lens, the
reading of a table's cell, the writing of an entry and its canonical form are made from the declaration.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from dataclasses import field as made
from enum import Enum, auto
from typing import LiteralString, TypeAlias

from graph.errors import Text


class Type(Enum):
    """What a property holds; a member of a closed list is stored by its name."""

    TEXT = auto()
    INTEGER = auto()
    BOOLEAN = auto()
    DATE = auto()
    MOMENT = auto()
    TEXTS = auto()
    """A list of texts."""
    CIPHER = auto()
    """A text that is encrypted at rest; always personal."""

    @property
    def temporal(self) -> bool:
        """Whether it leaves the store as ISO text."""
        return self in (Type.DATE, Type.MOMENT)


class Written(Enum):
    """How a text is written where it is handed in."""

    WORDS = auto()
    FIGURES = auto()
    """A number that names something, as a telephone's does: every figure of it counts."""
    CODE = auto()
    """A code; blanks and full width are no part of it."""
    CAPITALS = auto()
    """A code in capitals, as a USCC is."""


Held: TypeAlias = Type | type[Enum]
"""The type of a property: a plain one, or the closed list that it chooses from."""


class How(Enum):
    """How a list may be filtered by a column."""

    ONE_OF = auto()
    """It is one of some values."""
    ANY_OF = auto()
    """Of its several values, one is one of some values."""
    CONTAINS = auto()
    """Some words stand in it."""
    BETWEEN = auto()
    """A day from which, and one until which."""


@dataclass(frozen=True, slots=True)
class Filter:
    """That a list may be filtered by a column, and what the filter says of itself."""

    how: How
    words: Text
    """What is filtered by, as the description of the filter begins."""
    name: LiteralString = ""
    """Name of the filter's field; empty = the column's, without `Id`."""
    said: str = ""
    """The whole description, where the words do not make one."""
    also: tuple[LiteralString, ...] = ()
    """Further columns in which the words may stand."""
    hashed: bool = False
    """What is stored is the keyed hash of what is given."""


def one_of(en: str, zh: str, *, name: LiteralString = "", said: str = "", hashed: bool = False) -> Filter:
    """Filter by a column that is one of some values."""
    return Filter(How.ONE_OF, Text(zh, en), name, said, hashed=hashed)


def any_of(en: str, zh: str, *, name: LiteralString = "", said: str = "") -> Filter:
    """Filter by a list, of which one value is one of some values."""
    return Filter(How.ANY_OF, Text(zh, en), name, said)


def contains(en: str, zh: str = "名称", *, also: tuple[LiteralString, ...] = ()) -> Filter:
    """Filter by words that stand in a column."""
    return Filter(How.CONTAINS, Text(zh, en), also=also)


def between(en: str, zh: str) -> Filter:
    """Filter by a day from which and one until which."""
    return Filter(How.BETWEEN, Text(zh, en))


class Never(Enum):
    """The mark of a value that is never left out."""

    NEVER = auto()


NEVER = Never.NEVER
Absent: TypeAlias = Never | str | bool | tuple[()] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A property of a kind of node."""

    name: LiteralString
    of: Held = Type.TEXT
    _: KW_ONLY
    unique: bool = False
    """No two nodes of the kind share a value."""
    indexed: bool = False
    personal: bool = False
    """It tells of a person; only who may see the person's data reads it."""
    key: LiteralString = ""
    """The hidden column by which lists are sorted: of a date or moment the text of it, which the statement that writes
    it makes; of a name the sound of it (`words.pinyin`), which stands beside it in the row. Empty where none is."""
    alike: LiteralString = ""
    """The hidden column by which names are found that mean the same (`words.alike`); it stands beside it in the row."""
    hidden: bool = False
    """It is no part of a row: what statements compare with, or write for themselves."""
    refers: LiteralString = ""
    """Label of the node whose id it holds, written as the ids of that kind are."""
    written: Written = Written.WORDS
    bounds: tuple[int, int] = (1, 1_000_000)
    """Least and greatest number that may be handed in."""
    filter: Filter | None = None
    facet: str = ""
    """What is counted by it, in Chinese; empty = nothing is."""
    entered: bool = False
    """A value that is handed in fills it, from its field of the same name in snake case."""
    value: str = ""
    """The field of the value that fills it, where it has another name."""
    absent: Absent = NEVER
    """What an entered value has when it says nothing: the canonical form leaves it out."""
    was: LiteralString = ""
    """The property in which an earlier release kept the same in the clear."""
    blank: bool = False
    """Its cell may be empty although a value always says it: a rule asks for it, or it is made from another cell."""
    field: str = made(init=False, repr=False, compare=False)
    """What filters, facets and values call it: `publishedOn` → `published_on`, `providerId` → `provider`."""
    attribute: str = made(init=False, repr=False, compare=False)
    """The field of the value that fills it."""

    def __post_init__(self) -> None:
        """Say once what every row that is read or written asks."""
        plain = self.name.removesuffix("Ids") if self.refers else self.name
        plain = plain.removesuffix("Id") if self.refers else plain
        called = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in plain)
        object.__setattr__(self, "field", called)
        object.__setattr__(self, "attribute", self.value or called)

    @property
    def needed(self) -> bool:
        """Whether a cell that fills it may not be empty."""
        return self.absent is NEVER and not self.blank

    @property
    def temporal(self) -> bool:
        """Whether it is a date or a moment, which leave the store as ISO text."""
        return isinstance(self.of, Type) and self.of.temporal

    @property
    def private(self) -> bool:
        """Whether it tells of a person."""
        return self.personal or self.of is Type.CIPHER

    @property
    def beside(self) -> tuple[LiteralString, ...]:
        """The hidden columns that stand beside it in a row, and are written with it."""
        sound = self.key if not self.temporal else ""
        return tuple([each for each in (sound, self.alike) if each])

    def read(self, v: LiteralString) -> LiteralString:
        """The expression that reads it of variable `v`."""
        return f"toString({v}.{self.name})" if self.temporal else f"{v}.{self.name}"

    def created(self, source: LiteralString) -> LiteralString:
        """What stands of it between the braces of a node that is created from a map; a null leaves it out."""
        beside: list[LiteralString] = [f"{each}: {source}.{each}" for each in self.beside]
        return ", ".join([self.created_from(f"{source}.{self.name}"), *beside])

    def created_from(self, given: LiteralString) -> LiteralString:
        """The same from an expression; with a time goes the text that it is sorted by."""
        value = self._typed(given)
        plain: LiteralString = f"{self.name}: {value}"
        return f"{plain}, {self.key}: {sorted_by(value)}" if self.key and self.temporal else plain

    def assigned(self, v: LiteralString, source: LiteralString) -> LiteralString:
        """The assignment that writes it to variable `v` from a map; a null takes it away."""
        beside: list[LiteralString] = [f"{v}.{each} = {source}.{each}" for each in self.beside]
        return ", ".join([self.written_from(v, f"{source}.{self.name}"), *beside])

    def written_from(self, v: LiteralString, given: LiteralString) -> LiteralString:
        """The assignment that writes it to variable `v` from an expression, and of a time the text it is sorted by."""
        value = self._typed(given)
        plain: LiteralString = f"{v}.{self.name} = {value}"
        return f"{plain}, {v}.{self.key} = {sorted_by(value)}" if self.key and self.temporal else plain

    def _typed(self, given: LiteralString) -> LiteralString:
        match self.of:
            case Type.DATE:
                return f"date({given})"
            case Type.MOMENT:
                return f"datetime({given})"
            case _:
                return given


TOUCHED = Column("touched", indexed=True, hidden=True)
"""By which transaction it was written last, of a kind whose writes are stamped (`store.revisions`)."""


WAITS = Column("waitKey", indexed=True, hidden=True)
"""Of a case that waits for somebody: until when, and since when (`cases.waiting`); nothing while it is at rest."""
WAITS_AT = Column("waitsAtKey", indexed=True, hidden=True)
"""The same behind the USCC of the department that answers."""


def sorted_by(value: LiteralString) -> LiteralString:
    """The expression of the text by which a date or a moment of UTC is sorted; without one it comes before all others.

    Without the `Z` at the end, which is larger than the point before parts of a second.
    """
    return f"replace(coalesce(toString({value}), ''), 'Z', '')"
