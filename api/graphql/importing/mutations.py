"""Batches that administrators bring: one mutation a kind, made from the table of kinds, and one for tables as files."""

import hashlib
from dataclasses import replace
from typing import Annotated, Any

import strawberry
from strawberry.file_uploads import Upload
from strawberry.utils.str_converters import to_camel_case

from api.graphql.importing.inputs import MOST, input_of
from api.graphql.importing.kinds import PUBLISHED, Published
from api.graphql.importing.lens import Intake
from api.graphql.importing.rows import rows_of
from api.graphql.importing.versions import Versioned
from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import act
from api.graphql.lens.uploads import received
from graph.errors import LimitExceeded, Text
from graph.office.idempotency import keyed_request
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.subjects.importing.batches import Bringing
from graph.subjects.importing.desk import Imported, bring, bring_file
from graph.subjects.importing.table import KINDS
from graph.words.imports import Kind

MOST_ROWS = 1_000
"""Values of one table that comes as a file: entries as many are judged without keeping others waiting, and written well
within the time of a request. The command takes more."""
MOST_BYTES = 4 * 1024 * 1024
"""Of such a file."""
_ARGUMENT = strawberry.argument(description="Everything that is asked or ordered (输入).")


@strawberry.input(description="A table as a file; what is said of versions concerns entries (录入表格).")
class ImportTableInput(Versioned):
    """A table as a file."""

    kind: Kind = strawberry.field(description="What it holds (录入内容).")
    file: Upload = strawberry.field(
        description=f"CSV or Excel, by multipart request; {MOST_ROWS:,} values at most (表格文件)."
    )
    dry_run: bool = strawberry.field(
        default=False, description="Only say what would become of each, and write nothing (试运行)."
    )


def _mutation(published: Published) -> Any:
    """The mutation of a kind."""

    async def brought(self: Any, info: strawberry.Info, input: Any) -> Any:  # noqa: A002, ARG001 - Relay's word
        return await _brought(info.context, published, input)

    brought.__name__, brought.__doc__ = published.mutation, published.says
    given: Any = Annotated[input_of(published), _ARGUMENT]
    brought.__annotations__ = {"info": strawberry.Info, "input": given, "return": Intake}
    return act(brought)


async def _brought(context: Any, published: Published, given: Any) -> Imported:
    values = getattr(given, published.field)
    _bounded(len(values), MOST, to_camel_case(published.field))
    rows, backend = rows_of(published, values), context.backend
    act_name = published.mutation.upper()
    actor, versioned = context.actor, isinstance(given, Versioned)
    asked = given.asked() if versioned else ()
    request = keyed_request(actor, given.idempotency_key, act_name, rows.said, *asked, given.dry_run)
    bringing = given.bringing(backend, actor) if versioned else Bringing(backend.store, backend.personal, actor)
    done = await bring(bringing, published.kind, rows.read(), commit=not given.dry_run, request=request)
    return _answered(context, rows.placed(done, type(given)))


def _answered(context: Any, done: Imported) -> Imported:
    """What was done, or every reason why it was not."""
    context.forget()
    done.review.refuse()
    return done


def _of_file(done: Imported) -> Imported:
    """What came of a table, with the file before the rows and columns that are named."""
    for fault in done.review.faults:
        fault.path = ("file", *fault.path)
    hints = tuple(replace(hint, path=("file", *hint.path)) for hint in done.review.hints)
    return replace(done, review=Review(done.review.faults, hints))


def _bounded(count: int, most: int, *path: str) -> None:
    if count > most:
        raise LimitExceeded(
            Text(f"一次最多{most}项，实有{count}项", f"{most} at a time, here are {count}"),
            code=Code.TOO_MANY_ROWS,
            path=path,
            value=str(count),
            limit=str(most),
        )


@strawberry.type
class ImportMutation:
    """What administrators bring."""

    locals().update({each.mutation: _mutation(each) for each in PUBLISHED})

    @act
    async def import_table(
        self,
        info: strawberry.Info,
        input: Input[ImportTableInput],  # noqa: A002 - Relay's word
    ) -> Intake:
        """Read a table row by row, and write it as a whole or not at all (录入表格)."""
        context, backend = info.context, info.context.backend
        KINDS[input.kind].require(context.actor, ())
        input.refuse_versions(input.kind)
        content = await received(input.file, min(MOST_BYTES, backend.max_upload_bytes), "file")
        digest = hashlib.sha256(content).hexdigest()
        request = keyed_request(
            context.actor,
            input.idempotency_key,
            "IMPORT_TABLE",
            input.kind.value,
            digest,
            *input.asked(),
            input.dry_run,
        )
        done = await bring_file(
            input.bringing(backend, context.actor), input.kind, content,
            commit=not input.dry_run, request=request, most=MOST_ROWS,
        )  # fmt: skip
        return _answered(context, _of_file(done))  # type: ignore[return-value] # what an Intake shows
