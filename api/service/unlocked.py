"""What the doctor says of files that lie in the archive unlocked: which, why, and what to do about each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from api.process.settings import Settings
from api.service.steps import State, Step, listed
from graph.errors import Text
from licenses.register.unlocked import Left, UnlockedFile, of_kind

_FOUND: Mapping[Left, tuple[str, Text, Text]] = MappingProxyType(
    {
        Left.DAMAGED: (
            "archive-damaged",
            Text("档案中有损坏的文件", "a file in the archive is damaged"),
            Text(
                "内容与文件名中的摘要不符，已不是证照文件：从备份中恢复同名文件后重新启动服务；没有备份的，移出档案",
                "it is not the file of its name any more: bring that back from a backup and start the service again; "
                "move it out where there is none",
            ),
        ),
        Left.FOREIGN: (
            "archive-foreign",
            Text("档案中有不属于任何证照的文件", "a file in the archive is no licence's"),
            Text(
                "登记簿中没有它，无法加密，也没有人会读取；其中可能有个人信息：查明来历后移出档案，或者销毁",
                "the register has none of it: nobody can lock it and nothing reads it, and it may tell of people: find "
                "out where it comes from, and move it out or destroy it",
            ),
        ),
        Left.ERASED: (
            "archive-erased",
            Text("档案中有已清除者的未加密文件", "a file in the archive is of somebody who was erased"),
            Text("持证主体的个人信息已清除：销毁该文件", "the holder's personal data were erased: destroy it"),
        ),
        Left.WAITING: (
            "archive-unlocked",
            Text("档案中有尚未加密的文件", "a file in the archive is not locked yet"),
            Text("启动服务时会加密：zhengtu serve", "the service locks it as it starts: zhengtu serve"),
        ),
    }
)


def hints(settings: Settings, files: Sequence[UnlockedFile]) -> Iterator[Step]:
    """A hint for each reason for which files lie there unlocked."""
    for why, (name, what, cure) in _FOUND.items():
        found = of_kind(files, why)
        if found:
            named = listed([f"{digest}.pdf" for digest in found])
            said = Text(f"{settings.archive}：{named.zh}", f"{settings.archive}: {named.en}")
            yield Step(name, what, State.HINT, said, cure)
