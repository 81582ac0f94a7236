"""One guard in front of GraphQL: what a request may ask for, measured before it is validated or run.

1. Length, tokens and bracket nesting are counted on the text, stopping at the limit; only then is it parsed.
2. Variables: nesting and number of values; a PDF as base64 is refused with a hint.
3. Fields, depth, aliases and cost of each operation, as `measure.py` measures them.

A refusal names the limit, its value, and what the request would have needed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLSchema,
    Lexer,
    OperationDefinitionNode,
    Source,
    TokenKind,
    VariableNode,
    parse,
)
from strawberry.extensions import SchemaExtension

from api.graphql.guard.measure import NOTHING, PAGE_ARGUMENTS, Measurer, Measures, whole
from api.graphql.guard.operation import choose
from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code

PDF_IN_BASE64: Final = "JVBERi0"
CACHED_DOCUMENTS: Final = 256
OPENING: Final = frozenset({TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L})
CLOSING: Final = frozenset({TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R})


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may ask for."""

    document_bytes: int = 64 * 1024
    tokens: int = 1_000
    nesting: int = 48
    """Open brackets of any kind."""
    fields: int = 5_000
    """Fields after every fragment is written out."""
    selections: int = 100
    """Entries of one selection set as written."""
    repeats: int = 16
    """Fields of one name in one selection set as written: validation compares each with each."""
    spreads: int = 100
    """Fragment spreads as written: validation follows them pair by pair."""
    depth: int = 15
    """Fields inside fields."""
    aliases: int = 50
    """Renamed fields after every fragment is written out."""
    directives: int = 20
    """Directives as written."""
    cost: int = 50_000
    """Expected number of values."""
    type_lists: int = 4
    """Lists of types asked of introspection; the usual introspection query has two."""
    variable_nesting: int = 24
    variable_values: int = 10_000
    assumed_list: int = 10
    """Length that a list without pages counts as."""
    assumed_page: int = 20
    """Length of a page of which neither `first` nor `last` says it: what such a page gives at most."""


DEFAULT_LIMITS: Final = Limits()
MEASURED: Final = ("fields", "depth", "aliases", "cost", "type_lists")

NAMES: Final[Mapping[str, Text]] = {
    "document_bytes": Text("查询文本长度（字节）", "document length in bytes"),
    "tokens": Text("词法单元数", "tokens"),
    "nesting": Text("括号嵌套层数", "nesting of brackets"),
    "fields": Text("展开后的字段数", "fields with fragments written out"),
    "selections": Text("单个选择集的条目数", "selections in one set"),
    "repeats": Text("单个选择集中同名字段数", "fields of one name in one set"),
    "spreads": Text("片段引用数", "fragment spreads"),
    "depth": Text("字段深度", "depth of fields"),
    "aliases": Text("别名数", "aliases"),
    "directives": Text("指令数", "directives"),
    "cost": Text("查询代价", "cost"),
    "type_lists": Text("内省中的类型列表数", "lists of types in introspection"),
    "variable_nesting": Text("变量嵌套层数", "nesting of variables"),
    "variable_values": Text("变量中的值的个数", "values in variables"),
}


class TooMuch(LimitExceeded):
    """A request asks for more than one of the limits allows."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A document within the limits that its text alone decides."""

    document: DocumentNode
    page_variables: tuple[str, ...]
    """Names of the variables that give a page's size."""


class Guard(SchemaExtension):
    """Parses, through a cache, and refuses what is too much before anything else sees it."""

    limits = DEFAULT_LIMITS

    def on_parse(self) -> Iterator[None]:
        """Put the parsed document in place; refuses what `examine` does."""
        context = self.execution_context
        types = context.schema._schema  # noqa: SLF001 - strawberry has no public name for graphql-core's schema
        context.graphql_document = self.examine(types, context.query, context.operation_name, context.variables)
        yield

    @classmethod
    def examine(
        cls, types: GraphQLSchema, text: str | None, operation: str | None, variables: Mapping[str, Any] | None
    ) -> DocumentNode | None:
        """Let a request through that asks for no more than it may; give its document, if it has one.

        Raises:
            TooMuch: One of the limits is passed.
            Malformed: A variable holds a file, or it is not clear which operation is to run.
        """
        given = variables or {}
        examine_variables(given, cls.limits)
        if not text:
            return None
        admitted = admit(text, cls.limits)
        chosen = choose(admitted.document, operation)
        pages = tuple((name, whole(given.get(name))) for name in admitted.page_variables)
        check(types, text, operation or (chosen.name and chosen.name.value), pages, cls.limits)
        return admitted.document


@lru_cache(maxsize=CACHED_DOCUMENTS)
def admit(text: str, limits: Limits = DEFAULT_LIMITS) -> Admitted:
    """Count on the text, then parse.

    Raises:
        TooMuch: Too long, too many tokens, too deeply nested; too many directives, spreads, selections of a set.
        GraphQLSyntaxError: It is no GraphQL.
    """
    length = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    _within("document_bytes", length, limits.document_bytes)
    scan(text, limits)
    document = parse(text)
    written = _tally(document)
    for name in ("selections", "repeats", "spreads", "directives"):
        _within(name, getattr(written, name), getattr(limits, name))
    return Admitted(document, tuple(written.pages))


def scan(text: str, limits: Limits = DEFAULT_LIMITS) -> int:
    """Count tokens and nesting without parsing, and return the number of tokens read.

    Raises:
        TooMuch: A limit is passed; no token behind it has been read.
        GraphQLSyntaxError: Something is no token.
    """
    lexer = Lexer(Source(text))
    token, tokens, nesting = lexer.token, 0, 0
    while (token := lexer.read_next_token(token.end)).kind is not TokenKind.EOF:  # comments too: they cost as much
        tokens += 1
        _within("tokens", tokens, limits.tokens)
        if token.kind in OPENING:
            nesting += 1
            _within("nesting", nesting, limits.nesting)
        elif token.kind in CLOSING:
            nesting -= 1
    return tokens


@lru_cache(maxsize=CACHED_DOCUMENTS)
def check(
    schema: GraphQLSchema,
    text: str,
    operation_name: str | None,
    pages: tuple[tuple[str, int | None], ...] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Measures:
    """Measure the operation that would run, or the largest one where no name says which.

    Args:
        schema: The schema, for types, default page sizes and connections.
        text: The document.
        operation_name: The operation asked for.
        pages: The values of the variables that are page sizes.
        limits: The most that may be asked for.

    Raises:
        TooMuch: Fields, depth, aliases or cost pass their limit.
        GraphQLSyntaxError: It is no GraphQL.
    """
    document = admit(text, limits).document
    measurer = Measurer(schema, document, dict(pages), limits.assumed_list, limits.assumed_page)
    largest = NOTHING
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        if operation_name is not None and (definition.name is None or definition.name.value != operation_name):
            continue
        measured = measurer.operation(definition)
        for name in MEASURED:
            _within(name, getattr(measured, name), getattr(limits, name))
        largest = max(largest, measured, key=lambda m: m.cost)
    return largest


def examine_variables(variables: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS) -> int:
    """Count nesting and values of the variables without recursion, and return the number of values.

    Raises:
        TooMuch: They are nested too deeply, or too many.
        Malformed: One of them is a PDF in base64.
    """
    open_values: list[tuple[Any, int, str]] = [(value, 1, name) for name, value in variables.items()]
    seen = 0
    while open_values:
        value, level, name = open_values.pop()
        seen += 1
        _within("variable_values", seen + len(open_values), limits.variable_values)
        if isinstance(value, str):
            if value.startswith(PDF_IN_BASE64):
                raise _file_in_variable(name)
            continue
        children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        if children:
            _within("variable_nesting", level + 1, limits.variable_nesting)
            open_values.extend((child, level + 1, name) for child in children)
    return seen


def _within(name: str, value: int, limit: int) -> None:
    if value <= limit:
        return
    words = NAMES[name]
    raise TooMuch(
        Text(
            zh=f"查询超过限制：{words.zh}不得超过 {limit}，本次至少为 {value}",
            en=f"the request passes a limit: {words.en} at most {limit}, here at least {value}",
        ),
        code=Code.LIMIT_EXCEEDED,
        path=(name,),
        value=str(value),
        limit=str(limit),
    )


def _file_in_variable(name: str) -> Malformed:
    return Malformed(
        Text(
            zh="变量中含有 base64 编码的 PDF；请用 GraphQL multipart 上传（Upload），或把文件 POST 到 /verify",
            en="a variable holds a PDF in base64; upload it by a GraphQL multipart request, or POST it to /verify",
        ),
        code=Code.FILE_IN_VARIABLE,
        path=("variables", name),
    )


@dataclass(slots=True)
class _Tally:
    """What stands in a document, every fragment counted once."""

    directives: int = 0
    spreads: int = 0
    selections: int = 0
    """Of the largest set."""
    repeats: int = 0
    """Of the name that one set has most often."""
    pages: dict[str, None] = field(default_factory=dict)
    """Variables used as page sizes, in order."""


def _tally(document: DocumentNode) -> _Tally:
    """Go through every definition and selection once."""
    tally = _Tally()
    waiting: list[Any] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        tally.directives += len(getattr(node, "directives", None) or ())
        tally.directives += sum(len(v.directives or ()) for v in getattr(node, "variable_definitions", None) or ())
        tally.spreads += isinstance(node, FragmentSpreadNode)
        for argument in getattr(node, "arguments", None) or ():
            if argument.name.value in PAGE_ARGUMENTS and isinstance(argument.value, VariableNode):
                tally.pages[argument.value.name.value] = None
        inside = getattr(node, "selection_set", None)
        if inside is not None:
            names = Counter((s.alias or s.name).value for s in inside.selections if isinstance(s, FieldNode))
            tally.selections = max(tally.selections, len(inside.selections))
            tally.repeats = max(tally.repeats, *names.values(), 0)
            waiting.extend(inside.selections)
    return tally
