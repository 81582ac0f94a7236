"""A part as it is put together: where its objects come from, what is read of them, and the function that is made of it.

The function is generated: one display of the answer's keys in their order. What stands in it are places in a row,
attributes of a value, names of constants, and the answer's keys, which are GraphQL names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, LiteralString

from graphql import GraphQLOutputType, get_named_type, is_leaf_type

from api.graphql.lens.registration import LENSES
from api.graphql.plan import fetching
from api.graphql.plan.fetching import Reader, Shown
from api.graphql.plan.leaves import coercion, member_names, plain, stored_names
from api.graphql.plan.parts import Later, Part
from graph.schema.nodes import Shape


@dataclass(slots=True)
class Rows:
    """Objects that are rows of a statement."""

    shape: Shape
    variable: LiteralString = "c"
    whole: bool = False
    """Whether they hold all that is asked of the kind anywhere."""
    depth: int = 0
    """Inside how many others its statement asks for them."""
    _places: dict[str, int] = field(default_factory=dict)
    _asked: list[LiteralString] = field(default_factory=list)

    def read(self, attribute: str) -> str:
        """The expression that reads a column of `o`, by its name in Python."""
        name = self.column(attribute)
        if self.whole:
            return f"o[{self.shape.names.index(name)}]"
        if name not in self._places:
            self._places[name] = self.ask(self.shape.column(self.variable, name))
        return f"o[{self._places[name]}]"

    def ask(self, expression: LiteralString) -> int:
        """Ask the statement for something, and say where in the row it will be."""
        self._asked.append(expression)
        return len(self._asked) - 1

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
        """The expression that reads an attribute of `o`."""
        return f"o.{attribute}"


@dataclass(slots=True)
class Draft:
    """A part that is being put together."""

    source: Rows | Values
    items: list[tuple[str, str]] = field(default_factory=list)
    """Keys of the answer with the expressions of their values."""
    laters: list[Later] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    """Constants."""
    identity: bool = True
    """Whether nothing but the id of its objects has been asked for."""

    def constant(self, value: Any) -> str:
        """A name for a value."""
        name = f"k{len(self.names)}"
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
        coerced, held = self.constant(coercion(kind)), f"x{len(self.items)}"
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
        build, held = self.constant(shown.part.build), f"x{len(self.items)}"
        value = expression if not shown.required else f"{self.constant(fetching.must)}({expression})"
        built = f"{build}({held}, run)" if shown.many else f"{build}(({held},), run)[0]"
        self.put(key, f"(None if ({held} := {value}) is None else {built})")

    def reader(self, expression: str) -> Reader:
        """A function that reads something of many objects."""
        reader: Reader = _made(self.names, "objects, run", f"[{expression} for o in objects]")
        return reader

    def part(self) -> Part:
        """The part."""
        shown = "{" + ", ".join(f"{key!r}: {value}" for key, value in self.items) + "}"
        each = [f"l{number}" for number in range(len(self.laters))]
        every = [f"every_{name}" for name in each]
        through = f"({', '.join(['o', *each])}) in zip({', '.join(['objects', *every])})" if each else "o in objects"
        rows = self.source if isinstance(self.source, Rows) else None
        counted = "run.context.allowance.count(len(objects))" if rows is not None and rows.depth else ""
        build = _made(self.names, ", ".join(["objects", "run", *every]), f"[{shown} for {through}]", counted)
        row = rows.row if rows is not None else ""
        return Part(build, tuple(self.laters), row, bare=self.identity)


def is_leaf(kind: GraphQLOutputType) -> bool:
    """Whether a type, or what it is a list of, is a leaf."""
    return is_leaf_type(get_named_type(kind))


def _made(names: Mapping[str, Any], given: str, expression: str, first: str = "") -> Any:
    """A function of one expression; every word in it is ours, or a GraphQL name written as a constant.

    Args:
        names: The constants in it.
        given: Its parameters.
        expression: What it returns.
        first: What is done before.
    """
    scope = dict(names)
    body = f"def made({given}):\n    {first or 'pass'}\n    return {expression}"
    exec(compile(body, "<plan>", "exec"), scope)  # noqa: S102
    return scope["made"]
