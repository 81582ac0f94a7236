"""Which operation of a document is to run: the one that is named, or the only one."""

from graphql import DocumentNode, OperationDefinitionNode

from graph.errors import Malformed, Text
from graph.refusal_codes import Code


def choose(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """Find the operation that is to run: the one that is named, or the only one.

    Raises:
        Malformed: `NO_OPERATION`, `UNKNOWN_OPERATION`, `OPERATION_NAME_REQUIRED`.
    """
    there = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if not there:
        raise _undecided(Code.NO_OPERATION, "文档中没有可执行的操作", "the document holds no operation", name)
    names = [each.name.value for each in there if each.name is not None]
    if name is None:
        if len(there) == 1:
            return there[0]
        listed = ", ".join(names)[:200]
        raise _undecided(
            Code.OPERATION_NAME_REQUIRED,
            f"文档中有 {len(there)} 个操作（{listed}），请以 operationName 指明执行哪一个",
            f"the document holds {len(there)} operations ({listed}); say by operationName which one is to run",
            name,
        )
    found = next((each for each in there if each.name is not None and each.name.value == name), None)
    if found is None:
        shown = name[:80]
        raise _undecided(
            Code.UNKNOWN_OPERATION,
            f"文档中没有名为“{shown}”的操作",
            f"the document holds no operation of the name {shown!r}",
            name,
        )
    return found


def _undecided(code: Code, zh: str, en: str, name: str | None) -> Malformed:
    return Malformed(Text(zh, en), code=code, path=("operationName",), value=name and name[:80])
