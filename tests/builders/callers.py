"""Who calls whom, as far as the source says it: what is reached from what runs when the program is loaded.

- A name is resolved as Python does it: the scope, the scopes around it, the module, what the module imports. A
  parameter or a variable of the same name is not the function; an import is not a call.
- What an attribute belongs to is unknown without types: `.name` reaches every method of that name. After a module it is
  that module's function, or a foreign one.
- A text reaches a function as "module:function", and a method where it is the name that `getattr` is given, or that a
  lens publishes.
- A function calls when it is reached itself: what only calls itself, and what only dead functions call, is dead. So is
  a module that nothing imports.
- A framework calls what a decorator took (unless the decorator gives the function back: `WRAPPERS`), what overrides a
  method of a base class outside the program, and what the language calls (`__enter__`).
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builders.sources import parsed

WRAPPERS = frozenset(
    {
        "abstractmethod", "asynccontextmanager", "cache", "cached_property", "classmethod", "contextmanager", "final",
        "lru_cache", "override", "property", "setter", "staticmethod", "wraps",
    }
)  # fmt: skip
"""Decorators that give the function back to who names it; any other hands it to somebody."""

SHOWING = frozenset({"lens", "shows"})
"""Decorators of classes that publish attributes of another class under their names."""
READ_BY_TEXT = frozenset({"attrgetter", "attribute", "getattr", "hasattr", "methodcaller"})
"""Functions that are given the name of what they read."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef
Scoped = Definition | ast.Lambda | ast.ClassDef | ast.Module
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True)
class Function:
    """A function of the program, as `module:Class.method`."""

    module: str
    qualified: str
    of_class: bool = False

    @property
    def name(self) -> str:
        return self.qualified.rpartition(".")[2]

    def __str__(self) -> str:
        return f"{self.module}:{self.qualified}"


@dataclass(eq=False)
class Scope:
    """A module, class or function: what its names are bound to."""

    module: str
    qualified: str
    around: Scope | None
    is_class: bool = False
    owner: Function | None = None
    """Whose body it is: the function that has to be called for anything here to happen."""
    bound: dict[str, Function | str | None] = field(default_factory=dict)
    """A name is a function, something imported ("module:name" or "module") or something else."""

    def resolve(self, name: str) -> Function | str | None:
        """What a name read here is: scopes of classes are seen from inside the class only."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bound and (scope is self or not scope.is_class):
                return scope.bound[name]
            scope = scope.around
        return None


@dataclass
class Calls:
    """What one owner reaches: functions and modules, and methods by name."""

    reached: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


class Program:
    """The functions of some modules and what they call."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.modules = frozenset(sources)
        self.functions: dict[str, Function] = {}
        self.taken: set[Function] = set()
        """What a framework calls."""
        self.calls: dict[str, Calls] = {}
        """By function, or by module for what happens when it is loaded."""
        self._bases: dict[str, list[str]] = {}
        read = [(Scope(module, "", None), parsed(text)) for module, text in sources.items()]
        for scope, tree in read:
            _Reader(self, scope).read(tree.body)

    def uncalled(self, begun: Iterable[str]) -> set[str]:
        """The functions that nothing reaches, and the modules that nothing loads.

        Args:
            begun: What something outside calls or loads, as `module:function` or `module`.
        """
        methods: dict[str, set[str]] = {}
        handed: dict[str, set[str]] = {}
        for name, each in self.functions.items():
            if each.of_class:
                methods.setdefault(each.name, set()).add(name)
            if self._is_taken(each):
                handed.setdefault(self._defined_by(each), set()).add(name)
        known = self.functions.keys() | self.modules
        waiting, alive, said = list(begun), set[str](), set[str]()
        while waiting:
            name = waiting.pop()
            if name in alive or name not in known:
                continue
            alive.add(name)
            module = name.partition(":")[0]
            waiting += (module, module.rpartition(".")[0], *handed.get(name, ()))
            calls = self.calls.get(name, Calls())
            waiting += calls.reached
            waiting += (method for attribute in calls.attributes - said for method in methods.get(attribute, ()))
            said |= calls.attributes
        return known - alive

    def _defined_by(self, function: Function) -> str:
        """What has to happen for it to be there: the function around it is called, or the module is loaded."""
        around = function.qualified.rpartition(".")[0]
        while around:
            if f"{function.module}:{around}" in self.functions:
                return f"{function.module}:{around}"
            around = around.rpartition(".")[0]
        return function.module

    def _is_taken(self, function: Function) -> bool:
        if function in self.taken or (function.name.startswith("__") and function.name.endswith("__")):
            return True
        of = f"{function.module}:{function.qualified.rpartition('.')[0]}"
        return function.of_class and self._overrides(of, function)

    def _overrides(self, of: str, function: Function) -> bool:
        for base in self._bases.get(of, ()):
            if base in self._bases:
                if self._overrides(base, function):
                    return True
            elif hasattr(_foreign(base), function.name):
                return True
        return False

    def add_class(self, name: str, bases: list[str]) -> None:
        self._bases[name] = bases


def _foreign(path: str) -> object:
    """A class of a library, or of the language; `object` where the source does not say which."""
    module, _, name = path.partition(":")
    found: object = importlib.import_module(module or "builtins")
    for each in name.split("."):
        found = getattr(found, each, object)
    return found


class _Reader(ast.NodeVisitor):
    """Reads one scope; inner scopes get readers of their own when everything around them is bound."""

    def __init__(self, program: Program, scope: Scope) -> None:
        self.program = program
        self.scope = scope
        self.calls = program.calls.setdefault(str(scope.owner or scope.module), Calls())
        self.later: list[tuple[Scope, list[ast.stmt] | list[ast.expr]]] = []

    def read(self, body: Iterable[ast.AST]) -> None:
        body = list(body)
        for name, what in _bindings(self.scope, body):
            if self.scope.bound.get(name) is None:
                self.scope.bound[name] = what
        for what in self.scope.bound.values():
            if isinstance(what, Function):
                self.program.functions[str(what)] = what
        for node in body:
            self.visit(node)
        for scope, inside in self.later:
            _Reader(self.program, scope).read(inside)

    def _inside(self, name: str, *, is_class: bool = False, owner: Function | None = None) -> Scope:
        path = f"{self.scope.qualified}.{name}".lstrip(".")
        return Scope(self.scope.module, path, self.scope, is_class, owner or self.scope.owner)

    def _function(self, node: Definition) -> None:
        function = self.scope.bound[node.name]
        if not isinstance(function, Function):
            function = _as_function(self.scope, node.name)
            self.program.functions[str(function)] = function
        for each in node.decorator_list:
            if _last_name(each) not in WRAPPERS:
                self.program.taken.add(function)
            self.visit(each)
        self.visit(node.args)
        if node.returns is not None:
            self.visit(node.returns)
        inner = self._inside(node.name, owner=function)
        inner.bound |= dict.fromkeys(_arguments(node.args))
        self.later.append((inner, node.body))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        inner = self._inside("<lambda>")
        inner.bound |= dict.fromkeys(_arguments(node.args))
        self.later.append((inner, [node.body]))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        inner = self._inside(node.name, is_class=True)
        path = f"{inner.module}:{inner.qualified}"
        self.program.add_class(path, [found for base in node.bases if (found := self._base(base))])
        for each in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(each)
        if any(_last_name(each) in SHOWING for each in node.decorator_list):
            self.calls.attributes |= {name for name, _ in _bindings(inner, node.body)}
        self.later.append((inner, node.body))

    def _base(self, base: ast.expr) -> str | None:
        """The class a class is made from, as `module:Class`."""
        if isinstance(base, ast.Subscript):
            base = base.value
        first, path = _dotted(base)
        if first is None:
            return None
        found = self.scope.resolve(first)
        if isinstance(found, str):
            module, _, name = found.partition(":")
            while not name and path and f"{module}.{path[0]}" in self.program.modules:
                module, path = f"{module}.{path[0]}", path[1:]
            return f"{module}:{'.'.join(filter(None, [name, *path]))}"
        return f"{self.scope.module}:{first}" if self._is_own(first) else f":{first}"

    def _is_own(self, name: str) -> bool:
        scope: Scope | None = self.scope
        while scope is not None:
            if name in scope.bound:
                return True
            scope = scope.around
        return False

    def visit_Import(self, node: ast.Import) -> None:
        self.calls.reached |= {each.name for each in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.calls.reached |= {str(node.module), *(f"{node.module}.{each.name}" for each in node.names)}

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            found = {self.scope.resolve(node.id)}
            if self.scope.is_class and self.scope.around is not None:
                found.add(self.scope.around.resolve(node.id))  # what it is until the class binds it
            self.calls.reached |= {str(each) for each in found if each is not None}

    def visit_Attribute(self, node: ast.Attribute) -> None:
        first, path = _dotted(node)
        found = self.scope.resolve(first) if first is not None else None
        if isinstance(found, str):
            module = found.replace(":", ".")
            while path and f"{module}.{path[0]}" in self.program.modules:
                module, path = f"{module}.{path[0]}", path[1:]
            if module in self.program.modules and path:
                self.calls.reached.add(f"{module}:{path[0]}")
                self.calls.attributes.update(path[1:])
                return
            if ":" not in found and module not in self.program.modules:
                return  # another library's
        if isinstance(node.ctx, ast.Load):
            self.calls.attributes.add(node.attr)
        self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and ":" in node.value:
            self.calls.reached |= {node.value, node.value.partition(":")[0]}

    def visit_Call(self, node: ast.Call) -> None:
        if _last_name(node) in READ_BY_TEXT:
            self.calls.attributes.update(
                each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
        self.generic_visit(node)


def _dotted(node: ast.expr) -> tuple[str | None, list[str]]:
    """`a.b.c` as its first name and the rest; no first name where it begins with something else."""
    path: list[str] = []
    while isinstance(node, ast.Attribute):
        path.insert(0, node.attr)
        node = node.value
    return (node.id, path) if isinstance(node, ast.Name) else (None, path)


def _last_name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _as_function(scope: Scope, name: str) -> Function:
    return Function(scope.module, f"{scope.qualified}.{name}".lstrip("."), scope.is_class)


def _arguments(given: ast.arguments) -> Iterator[str]:
    for each in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]:
        if each is not None:
            yield each.arg


def _bindings(scope: Scope, body: Iterable[ast.AST]) -> Iterator[tuple[str, Function | str | None]]:
    """What a body binds, without what is inside of functions and classes."""
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name, _as_function(scope, node.name)
            case ast.ClassDef():
                yield node.name, None
            case ast.Lambda():
                pass
            case ast.ImportFrom():
                for each in node.names:
                    yield each.asname or each.name, f"{node.module}:{each.name}"
            case ast.Import():
                for each in node.names:
                    yield (each.asname, each.name) if each.asname else (each.name.split(".")[0],) * 2
            case ast.Name(ctx=ast.Store()):
                yield node.id, None
            case ast.MatchAs(name=str() as name) | ast.MatchStar(name=str() as name):
                yield name, None
                yield from _bindings(scope, ast.iter_child_nodes(node))
            case _:
                yield from _bindings(scope, ast.iter_child_nodes(node))
