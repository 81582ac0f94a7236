"""One guard in front of GraphQL: what a request may ask for, measured before it is validated or run.

1. Length, tokens and bracket nesting are counted on the text, stopping at the limit; only then is it parsed.
2. Variables: nesting and number of values; a PDF as base64 is refused with a hint.
3. Fields, depth, aliases, filters and cost of each operation, as `measure.py` measures them.

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
    parse,
)
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context
from api.graphql.guard.arguments import Given, named, weight, whole
from api.graphql.guard.limits import DEFAULT_LIMITS, MEASURED, PROGRAM_LIMITS, Limits, within
from api.graphql.guard.measure import NOTHING, Measurer, Measures
from api.graphql.guard.operation import choose
from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.store.bounds import Lengths
from graph.words.people import Role

PDF_IN_BASE64: Final = "JVBERi0"
CACHED_DOCUMENTS: Final = 256
OPENING: Final = frozenset({TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L})
CLOSING: Final = frozenset({TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R})


UNKNOWN: Final = Lengths()
"""Before anything was measured."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A document within the limits that its text alone decides."""

    document: DocumentNode
    variables: tuple[str, ...]
    """Names of the variables that stand in arguments."""


class Guard(SchemaExtension):
    """Parses, through a cache, and refuses what is too much before anything else sees it."""

    limits = DEFAULT_LIMITS

    @staticmethod
    def known() -> Lengths:
        """How long the short lists of the store are, as far as that is known now."""
        return UNKNOWN

    def on_parse(self) -> Iterator[None]:
        """Put the parsed document in place; refuses what `examine` does, unless that was asked before."""
        context = self.execution_context
        document = getattr(context.context, "document", None)
        if document is None:
            types = context.schema._schema  # noqa: SLF001 - strawberry has no public name for graphql-core's schema
            limits = self.limits_of(context.context)
            document = self.examine(types, context.query, context.operation_name, context.variables, limits)
        context.graphql_document = document
        yield

    @classmethod
    def limits_of(cls, context: object) -> Limits:
        """The most that whoever asks may ask for."""
        return PROGRAM_LIMITS if isinstance(context, Context) and context.principal.role is Role.SERVICE else cls.limits

    @classmethod
    def examine(
        cls,
        types: GraphQLSchema,
        text: str | None,
        operation: str | None,
        variables: Mapping[str, Any] | None,
        limits: Limits | None = None,
    ) -> DocumentNode | None:
        """Let a request through that asks for no more than it may; give its document, if it has one.

        Raises:
            TooMuch: One of the limits is passed.
            Malformed: A variable holds a file, or it is not clear which operation is to run.
        """
        asked = variables or {}
        limits = limits or cls.limits
        values = examine_variables(asked, limits)
        if not text:
            return None
        admitted = admit(text, limits)
        chosen = choose(admitted.document, operation)
        given = tuple((name, Given(whole(asked[name]), values[name])) for name in admitted.variables if name in asked)
        check(types, text, operation or (chosen.name and chosen.name.value), given, limits, cls.known())
        return admitted.document


@lru_cache(maxsize=CACHED_DOCUMENTS)
def admit(text: str, limits: Limits = DEFAULT_LIMITS) -> Admitted:
    """Count on the text, then parse.

    Raises:
        TooMuch: Too long, too many tokens, too deeply nested; too many directives, spreads, selections of a set.
        GraphQLSyntaxError: It is no GraphQL.
    """
    length = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    within("document_bytes", length, limits.document_bytes)
    scan(text, limits)
    document = parse(text)
    written = _tally(document)
    for name in ("selections", "repeats", "spreads", "directives"):
        within(name, getattr(written, name), getattr(limits, name))
    return Admitted(document, tuple(written.variables))


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
        within("tokens", tokens, limits.tokens)
        if token.kind in OPENING:
            nesting += 1
            within("nesting", nesting, limits.nesting)
        elif token.kind is TokenKind.NAME:
            within("name_length", token.end - token.start, limits.name_length)
        elif token.kind in CLOSING:
            nesting -= 1
    return tokens


@lru_cache(maxsize=CACHED_DOCUMENTS)
def check(
    schema: GraphQLSchema,
    text: str,
    operation_name: str | None,
    given: tuple[tuple[str, Given], ...] = (),
    limits: Limits = DEFAULT_LIMITS,
    lengths: Lengths = UNKNOWN,
) -> Measures:
    """Measure the operation that would run, or the largest one where no name says which.

    Args:
        schema: The schema, for types, default page sizes and connections.
        text: The document.
        operation_name: The operation asked for.
        given: What is given for the variables.
        limits: The most that may be asked for.
        lengths: How long the short lists of the store are.

    Raises:
        TooMuch: Fields, depth, aliases, filters or cost pass their limit.
        GraphQLSyntaxError: It is no GraphQL.
    """
    document = admit(text, limits).document
    measurer = Measurer(schema, document, dict(given), lengths, limits.assumed_page)
    largest = NOTHING
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        if operation_name is not None and (definition.name is None or definition.name.value != operation_name):
            continue
        measured = measurer.operation(definition)
        for name in MEASURED:
            within(name, getattr(measured, name), getattr(limits, name))
        largest = max(largest, measured, key=lambda m: m.cost)
    return largest


def examine_variables(variables: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS) -> Counter[str]:
    """Count nesting and values of the variables without recursion, and return how many values each holds.

    Raises:
        TooMuch: They are nested too deeply, or too many.
        Malformed: One of them is a PDF in base64.
    """
    open_values: list[tuple[Any, int, str]] = [(value, 1, name) for name, value in variables.items()]
    seen, held = 0, Counter[str]()
    while open_values:
        value, level, name = open_values.pop()
        seen += 1
        held[name] += weight(value)
        within("variable_values", seen + len(open_values), limits.variable_values)
        if isinstance(value, str):
            if value.startswith(PDF_IN_BASE64):
                raise _file_in_variable(name)
            continue
        children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        if children:
            within("variable_nesting", level + 1, limits.variable_nesting)
            open_values.extend((child, level + 1, name) for child in children)
    return held


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
    variables: dict[str, None] = field(default_factory=dict)
    """Variables that stand in arguments, in order."""


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
            tally.variables |= dict.fromkeys(named(argument.value))
        inside = getattr(node, "selection_set", None)
        if inside is not None:
            names = Counter((s.alias or s.name).value for s in inside.selections if isinstance(s, FieldNode))
            tally.selections = max(tally.selections, len(inside.selections))
            tally.repeats = max(tally.repeats, *names.values(), 0)
            waiting.extend(inside.selections)
    return tally
