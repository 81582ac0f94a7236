"""A part as it is put together: where its objects come from, what is read of them, and how its answers look."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, LiteralString

from graphql import GraphQLOutputType, get_named_type, is_leaf_type

from api.graphql.lens.registration import LENSES
from api.graphql.plan import fetching
from api.graphql.plan.display import OBJECT, Display, made
from api.graphql.plan.fetching import Reader, Shown
from api.graphql.plan.leaves import coercion, member_names, plain, stored_names
from api.graphql.plan.parts import Later, Part
from graph.schema.shapes import Shape

_NUMBERS: Final = count()
"""No name in a plan is that of another one: what stands inside an answer brings its own along."""


@dataclass(slots=True)
class Rows:
    """Objects that are rows of a statement."""

    shape: Shape
    variable: LiteralString = "c"
    whole: bool = False
    """Whether they hold all that is asked of the kind anywhere."""
    depth: int = 0
    """Inside how many others its statement asks for them."""
    paged: bool = False
    """Whether they are those of a page, which counts what is in them."""
    inside: list[str] = field(default_factory=list)
    """Expressions that count the rows inside one of them."""
    _places: dict[str, int] = field(default_factory=dict)
    _asked: list[LiteralString] = field(default_factory=list)

    def read(self, attribute: str) -> str:
        """The expression that reads a column of the object, by its name in Python."""
        name = self.column(attribute)
        if self.whole:
            return f"{OBJECT}[{self.shape.names.index(name)}]"
        if name not in self._places:
            self._places[name] = self.ask(self.shape.column(self.variable, name))
        return f"{OBJECT}[{self._places[name]}]"

    def ask(self, expression: LiteralString) -> int:
        """Ask the statement for something, and say where in the row it will be."""
        self._asked.append(expression)
        return len(self._asked) - 1

    def count(self, place: int, children: "Rows", *, many: bool) -> None:
        """Count the children that are at a place of the row, with what is in them."""
        held, within = f"{OBJECT}[{place}]", " + ".join(children.inside)
        if many:
            more = f" + sum([{within.replace(OBJECT, 'c')} for c in {held}])" if within else ""
            self.inside.append(f"(len({held}){more} if {held} else 0)")
        else:
            more = f" + {within.replace(OBJECT, held)}" if within else ""
            self.inside.append(f"(0 if {held} is None else 1{more})")

    def column(self, attribute: str) -> LiteralString:
        """The column of a name in Python."""
        names: tuple[str, ...] = LENSES[self.shape.label]._names  # type: ignore[attr-defined] # noqa: SLF001
        return self.shape.names[names.index(attribute)]

    @property
    def row(self) -> LiteralString:
        """What the statement is asked for; empty = all."""
        return "" if self.whole else f"[{', '.join(self._asked or ['true'])}]"


class Values:
    """Objects that are values of the domain, or lenses."""

    def read(self, attribute: str) -> str:
        """The expression that reads an attribute of the object."""
        return f"{OBJECT}.{attribute}"


@dataclass(slots=True)
class Draft:
    """A part that is being put together."""

    source: Rows | Values
    items: list[tuple[str, str]] = field(default_factory=list)
    """Keys of the answer with the expressions of their values."""
    laters: list[Later] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    """Constants."""
    rows: str = ""
    """An expression that counts the rows inside an object that were read with it."""
    identity: bool = True
    """Whether nothing but the id of its objects has been asked for."""

    def constant(self, value: Any) -> str:
        """A name for a value."""
        name = f"k{next(_NUMBERS)}"
        self.names[name] = value
        return name

    def put(self, key: str, expression: str, *, identity: bool = False) -> None:
        """Put an expression under a key."""
        self.items.append((key, expression))
        self.identity &= identity

    def wait(self, key: str, later: Later) -> None:
        """Put what is fetched under a key."""
        self.put(key, f"l{len(self.laters)}")
        self.laters.append(later)

    def call(self, function: Callable[..., Any], *read: str, given: str = "") -> str:
        """The expression that calls a function of what is read, with its arguments."""
        return f"{self.constant(function)}({', '.join([*read, *([given] if given else [])])})"

    def leaf(self, key: str, kind: GraphQLOutputType, expression: str, *, stored: bool) -> None:
        """Put a leaf under a key.

        Args:
            key: The answer's key.
            kind: Its type.
            expression: Reads the value.
            stored: Whether it is as the store has it: of a closed list, the name.
        """
        names = stored_names(kind) if stored else member_names(kind)
        if names is not None:
            self.put(key, f"{self.constant(names)}[{expression}]")
            return
        coerced, held = self.constant(coercion(kind)), f"x{next(_NUMBERS)}"
        if test := plain(kind):
            passes = test.replace("{value}", f"{held} := {expression}").replace("{held}", held)
            self.put(key, f"({held} if {passes} else {coerced}({held}))")
        else:
            self.put(key, f"{coerced}({expression})")

    def hold(self, key: str, expression: str, shown: Shown) -> None:
        """Put objects under a key that are there: built with the part, unless they wait for something themselves."""
        if shown.part is None or shown.part.laters:
            self.wait(key, fetching.Inner(self.reader(expression), shown))
            return
        inside, held, absent = shown.part.display, f"o{next(_NUMBERS)}", "None"
        self.names |= inside.names
        if shown.required:
            absent = f"{self.constant(fetching.refuse)}()"
        one = f"o{next(_NUMBERS)}" if shown.many else held
        built = f"[{inside.of(one)} for {one} in {held}]" if shown.many else inside.of(held)
        self.put(key, f"({absent} if ({held} := {expression}) is None else {built})")

    def reader(self, expression: str) -> Reader:
        """A function that reads something of many objects."""
        reader: Reader = made(self.names, ["objects", "run"], f"[{expression.replace(OBJECT, 'o')} for o in objects]")
        return reader

    def part(self) -> Part:
        """The part."""
        shown = "{" + ", ".join(f"{key!r}: {value}" for key, value in self.items) + "}"
        source = self.source if isinstance(self.source, Rows) else None
        if source is not None and not source.depth and not source.paged:
            self.rows = " + ".join(source.inside)
        row = source.row if source is not None else ""
        return Part(Display(shown, self.names, self.rows), tuple(self.laters), row, bare=self.identity)


def is_leaf(kind: GraphQLOutputType) -> bool:
    """Whether a type, or what it is a list of, is a leaf."""
    return is_leaf_type(get_named_type(kind))
