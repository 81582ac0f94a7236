"""Putting the files of a form where its map says, as the GraphQL multipart request specification describes.

A file that is left out would be a file of which nothing is said, while an answer about another one is read as if it
were about this. So nothing is executed unless

1. the form holds `operations`, `map` and files, each under a name of its own, and nothing else;
2. the map names every file, and nothing but files;
3. each of its paths is there once, and leads to a null in the variables;
4. the operation that is to run declares that place as an upload.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    type_from_ast,
)
from starlette.datastructures import FormData, UploadFile

from api.graphql.guard.operation import choose
from api.graphql.lens.uploads import Part
from api.http.body import decoded
from api.http.errors import BadRequest
from graph.errors import Text
from graph.refusal_codes import Code

OPERATIONS: Final = "operations"
MAP: Final = "map"
VARIABLES: Final = "variables"
UPLOAD: Final = "Upload"
SUBSTITUTIONS: Final = 16
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Placed:
    """A request with its files in it."""

    request: Mapping[str, Any]
    paths: Mapping[str, str] = field(default_factory=dict)
    """Path → name of the part that stands there."""


def placed(read: FormData) -> Placed:
    """Put a form's files where its map says.

    Raises:
        BadRequest: `MALFORMED_FORM`, operations or map are missing or wrong; `FILE_MISPLACED`, a part is not mapped
            exactly once, or not to places in the variables that are its own.
    """
    texts, files = _parts(read)
    request, places = decoded(texts[OPERATIONS]), decoded(texts[MAP])
    if not isinstance(request, dict) or not _is_map(places):
        raise _form("operations 与 map 必须是 JSON 对象", "operations and map must be JSON objects")
    for name in [*files, *places]:
        if name not in files:
            raise _misplaced("map 指向不存在的文件", "the map names a file that did not come", name)
        if not places.get(name):
            raise _misplaced("文件未列入 map", "the map does not say where the file belongs", name)
    paths: dict[str, str] = {}
    for name, file in files.items():
        part = Part(file)
        for path in places[name]:
            if path in paths:
                raise _misplaced("同一变量对应了多个文件", "another file has been put there already", name, path)
            if not _put(request, path.split("."), part):
                raise _misplaced("变量中没有这个位置（须为 null）", "the variables hold no null there", name, path)
            paths[path] = name
    return Placed(request, paths)


def declared(placed_at: Mapping[str, str], document: DocumentNode, name: str | None, schema: GraphQLSchema) -> None:
    """See that the operation takes an upload wherever a file was put.

    Raises:
        BadRequest: `FILE_MISPLACED`; there the operation has no upload, so the file would be dropped.
        Malformed: There is no such operation.
    """
    types = {
        each.variable.name.value: type_from_ast(schema, each.type)
        for each in choose(document, name).variable_definitions or ()
    }
    for path, part in placed_at.items():
        _, variable, *steps = path.split(".")
        if not _is_upload(types.get(variable), steps):
            raise _misplaced("操作没有声明此处为 Upload", "the operation declares no Upload there", part, path)


def _parts(read: FormData) -> tuple[Mapping[str, str], Mapping[str, UploadFile]]:
    texts: dict[str, str] = {}
    files: dict[str, UploadFile] = {}
    for name, part in read.multi_items():
        if name in texts or name in files:
            raise _misplaced("有多个部分同名", "several parts have this name", name)
        if isinstance(part, UploadFile):
            files[name] = part
        elif name in {OPERATIONS, MAP}:
            texts[name] = part
        else:
            raise _misplaced("此部分不是文件", "this part is no file", name)
    if len(texts) < 2:  # noqa: PLR2004 - both of them
        raise _form("operations 与 map 两个字段必须存在", "the fields operations and map must be there")
    return texts, files


def _is_map(places: Any) -> bool:
    if not isinstance(places, Mapping) or not all(isinstance(paths, list) for paths in places.values()):
        return False
    paths = [path for found in places.values() for path in found]
    return len(paths) <= SUBSTITUTIONS and all(isinstance(each, str) for each in paths)


def _put(request: dict[str, Any], steps: list[str], part: Part) -> bool:
    """Put a file at a path; False where it leads anywhere but to a null in the variables."""
    if steps[0] != VARIABLES or len(steps) == 1:
        return False
    holder: Any = request
    for step in steps[:-1]:
        holder = _at(holder, step)
    last = steps[-1]
    if isinstance(holder, dict) and holder.get(last, part) is None:
        holder[last] = part
    elif isinstance(holder, list) and _is_index(last, holder) and holder[int(last)] is None:
        holder[int(last)] = part
    else:
        return False
    return True


def _at(holder: Any, step: str) -> Any:
    if isinstance(holder, dict):
        return holder.get(step)
    return holder[int(step)] if isinstance(holder, list) and _is_index(step, holder) else None


def _is_index(step: str, of: list[Any]) -> bool:
    """Whether it is one, written in the only way: two spellings would be two paths to one place."""
    return len(step) < 6 and step.isascii() and step.isdigit() and str(int(step)) == step and int(step) < len(of)  # noqa: PLR2004


def _is_upload(kind: Any, steps: list[str]) -> bool:
    if isinstance(kind, GraphQLNonNull):
        return _is_upload(kind.of_type, steps)
    if not steps:
        return getattr(kind, "name", None) == UPLOAD
    if isinstance(kind, GraphQLList):
        return steps[0].isdigit() and _is_upload(kind.of_type, steps[1:])
    if isinstance(kind, GraphQLInputObjectType) and steps[0] in kind.fields:
        return _is_upload(kind.fields[steps[0]].type, steps[1:])
    return False


def _misplaced(zh: str, en: str, part: str, path: str | None = None) -> BadRequest:
    shown, where = part[:_SHOWN], "" if path is None else path[:_SHOWN]
    named = Text(f"“{shown}”", repr(shown)) if not where else Text(f"“{shown}”→{where}", f"{shown!r} at {where}")
    return BadRequest(
        Text(f"表单部分{named.zh}：{zh}；未执行任何操作", f"part {named.en}: {en}; nothing was executed"),
        code=Code.FILE_MISPLACED,
        path=(shown, where) if where else (shown,),
    )


def _form(zh: str, en: str) -> BadRequest:
    return BadRequest(Text(zh=zh, en=en), code=Code.MALFORMED_FORM)
