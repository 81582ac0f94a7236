"""Every statement of the program, found by reading its modules.

What the engine is given is one of four things, and each is found as it is written:

1. An expression over constants of the module: a literal, a name, an element of a mapping. It is evaluated.
2. A name of the function's own, taken from a constant, or from a sequence of them in a loop.
3. A statement of a migration, or the text of a list or of a batch function: they are built at import, and each is a
   constant of a module.
4. A relation to one other (`point`): the statements that its names make.

A text that is none of these, or a literal that looks like a statement and is not among what was found, is an error: so
that nothing is left unread.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from builders.sources import parsed

from graph.cases.memory import Kept
from graph.schema.migrations import MIGRATIONS
from graph.schema.nodes import ALL
from graph.store.edges import Batch, by_column, by_id, count_of, to_many, to_one, value_of
from graph.store.listing import Listing
from graph.store.writing import point, pointing

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
ROOMS = ("api", "graph", "licenses", "seed")
MACHINE = {
    "graph.store.edges": "gives the texts of batch functions",
    "graph.store.bounds": "asks the texts of batch functions",
    "graph.store.list_texts": "builds the texts of lists",
    "graph.store.listing": "gives the texts of lists",
    "graph.store.ordering": "gives parts of the texts of lists",
    "graph.store.conditions": "gives parts of the texts of lists",
    "graph.store.faceting": "asks a text for rolls",
    "graph.store.ranking": "gives parts of the texts for rolls",
    "graph.store.roll_call": "gives the texts for rolls",
    "graph.store.roll_texts": "builds the texts for rolls",
    "graph.store.writing": "gives the texts of `point`",
    "graph.store.view": "passes texts on",
    "graph.store.whole.parts": "builds the texts that read and write whatever is declared",
    "graph.store.whole.reading": "gives the texts that read whatever is declared",
    "graph.store.whole.writing": "gives the texts that write whatever is declared",
    "graph.cases.memory": "gives the texts of moves",
    "graph.store.engine": "passes texts on, and asks RETURN 1",
}
"""Modules whose texts are found where they are asked for."""
HANDED_ON = {("graph.store.migrating", "text"): "the statements of the migrations"}
"""Names by which a function is given texts that are found elsewhere."""
RECEIVERS = {"store", "view", "unit"}
FACTORIES = (to_many, to_one, count_of, value_of, by_column, Listing, Kept)
"""What builds texts: called for constants of modules only."""
CYPHER = re.compile(r"\b(?:MATCH|MERGE|CREATE) ?\(|\bUNWIND \$?\w+ AS |\bSET \w+\.")


@dataclass(frozen=True)
class Statement:
    """A text that the engine is given."""

    origin: str
    """Module and name by which it is found."""
    text: str
    embedded: bool = False
    """Whether only the embedded store is asked it."""


class UnreadError(AssertionError):
    """A text that is given to the engine and was not found."""


@cache
def modules() -> dict[str, tuple[Path, ModuleType]]:
    """Every module of the program, by name."""
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path.name != "__init__.py")
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    return {name: (path, importlib.import_module(name)) for name, path in names.items()}


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement of the program."""
    found: list[Statement] = [Statement(f"by_id:{shape.label}", by_id(shape).text) for shape in ALL]
    found += [Statement(f"migration:{each.number}", text) for each in MIGRATIONS for text in each.statements]
    for name, (path, module) in modules().items():
        found += _objects(name, module)
        if name not in MACHINE:
            found += read(name, path.read_text(encoding="utf-8"), vars(module))
    return tuple(dict.fromkeys(found))


@cache
def batches() -> dict[str, Batch]:
    """Every batch function of the program, by where it is found."""
    return {f"by_id:{shape.label}": by_id(shape) for shape in ALL} | _constants(Batch)


@cache
def listings() -> dict[str, Listing]:
    """Every list of the program, by where it is found."""
    return _constants(Listing)


def _constants(kind: type[T]) -> dict[str, T]:
    """The constants of all modules that are of a type."""
    named = {f"{name}.{key}": value for name, (_, module) in modules().items() for key, value in vars(module).items()}
    return {name: value for name, value in named.items() if isinstance(value, kind)}


def _objects(name: str, module: ModuleType) -> Iterator[Statement]:
    for constant, value in vars(module).items():
        if isinstance(value, Batch) and value.text:
            yield Statement(f"{name}.{constant}", value.text)
            if value.longest:
                yield Statement(f"{name}.{constant}:longest", value.longest)
        elif isinstance(value, Listing):
            for key, text in value.texts.items():
                origin = f"{name}.{constant}:{key.via or 'all'}:{key.what}"
                yield Statement(origin, text, embedded=key.embedded)
        elif isinstance(value, Kept):
            yield Statement(f"{name}.{constant}:moving", value.moving)
            yield Statement(f"{name}.{constant}:standing", value.standing)


def read(name: str, source: str, constants: dict[str, Any]) -> list[Statement]:
    """The statements that a module gives to the engine itself.

    Raises:
        UnreadError: One cannot be found, or is put together when it is asked.
    """
    reader = _Reader(name, constants)
    tree = parsed(source)
    reader.visit(tree)
    seen = {id(inner) for argument in reader.arguments for inner in ast.walk(argument)}
    seen |= {id(inner) for node in ast.walk(tree) for inner in _of_constants(node)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in seen else ""
        if isinstance(said, str) and CYPHER.search(said):
            raise UnreadError(f"{name} says what looks like a statement and is given to nothing: {said[:80]}")
    return reader.found


def _of_constants(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a docstring, in a constant of a module, or in a function that makes parts of statements."""
    match node:
        case ast.Module():
            for each in node.body:
                if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    yield from ast.walk(each)
        case ast.FunctionDef(returns=ast.Name(id="LiteralString")):
            yield from ast.walk(node)
        case ast.Expr(value=ast.Constant()):
            yield node.value
        case _:
            pass


class _Reader(ast.NodeVisitor):
    """Follows what is given to the engine to where it is written."""

    def __init__(self, name: str, constants: dict[str, Any]) -> None:
        """Read a module with its constants."""
        self.name = name
        self.constants = constants
        self.found: list[Statement] = []
        self.arguments: list[ast.expr] = []
        self._functions: list[ast.AST] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._inside(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._inside(node)

    def _inside(self, node: ast.AST) -> None:
        self._functions.append(node)
        self.generic_visit(node)
        self._functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        function = node.func
        called = self.constants.get(function.id) if isinstance(function, ast.Name) else None
        if called in FACTORIES and self._functions:
            raise UnreadError(f"{self.name}:{node.lineno} builds a text when it is asked: {ast.unparse(function)}")
        if called is point:
            self.arguments += node.args[1:4]
            self._add(node.args[1], pointing(*(self._value(each) for each in node.args[1:4])))
        if not isinstance(function, ast.Attribute) or function.attr not in {"read", "run"} or not node.args:
            return
        receiver = function.value
        whose = receiver.attr if isinstance(receiver, ast.Attribute) else getattr(receiver, "id", "")
        if whose.lstrip("_") in RECEIVERS:
            self.arguments.append(node.args[0])
            self._add(node.args[0], self._texts(node.args[0]))

    def _add(self, argument: ast.expr, texts: Any) -> None:
        where = [getattr(each, "name", "") for each in self._functions[:1]]
        what = argument.id if isinstance(argument, ast.Name) and argument.id in self.constants else ""
        origin = ".".join([self.name, *where, *([what] if what else [])])
        self.found += [Statement(origin, text) for text in texts]

    def _texts(self, expression: ast.expr) -> list[str]:
        match expression:
            case ast.IfExp():
                return [*self._texts(expression.body), *self._texts(expression.orelse)]
            case ast.Subscript():
                return _leaves(self._value(expression.value))
            case ast.Name(id=name) if (self.name, name) in HANDED_ON:
                return []
            case ast.Name(id=name) if name not in self.constants:
                given = list(self._given(name))
                if not given:
                    raise UnreadError(f"{self.name}:{expression.lineno} is given {name} by somebody else")
                return [text for each in given for text in each]
            case _:
                return _leaves(self._value(expression))

    def _given(self, name: str) -> Iterator[list[str]]:
        """The texts that a name of a function's own is taken from."""
        for node in ast.walk(self._functions[0]):
            match node:
                case ast.Assign(targets=[ast.Name(id=target)]) if target == name:
                    yield self._texts(node.value)
                case ast.For(target=ast.Name(id=target)) if target == name:
                    yield _leaves(self._value(node.iter))
                case ast.For(target=ast.Tuple(elts=elements)):
                    for place, element in enumerate(elements):
                        if isinstance(element, ast.Name) and element.id == name:
                            yield [text for row in self._value(node.iter) for text in _leaves(row[place])]
                case _:
                    pass

    def _value(self, expression: ast.expr) -> Any:
        code = compile(ast.Expression(expression), self.name, "eval")
        try:
            return eval(code, dict(self.constants))
        except NameError as missing:
            raise UnreadError(
                f"{self.name}:{expression.lineno} is put together when it is asked: {missing}"
            ) from missing


def _leaves(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in _leaves(each)]
        case list() | tuple():
            return [text for each in value for text in _leaves(each)]
        case _:
            raise UnreadError(f"no text: {value!r}")
