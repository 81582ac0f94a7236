"""Arguments that many fields have, each with its description."""

from typing import Annotated, TypeVar

import strawberry

T = TypeVar("T")

First = Annotated[
    int | None,
    strawberry.argument(description="How many at most, 1 to 100; 20 where nothing is said (每页条数)."),
]
After = Annotated[
    str | None,
    strawberry.argument(description="Cursor after which the page begins: an `endCursor` of the same list (游标)."),
]
Last = Annotated[
    int | None,
    strawberry.argument(description="How many of the last ones at most, 1 to 100; not with `first` (自末尾起条数)."),
]
Before = Annotated[
    str | None,
    strawberry.argument(description="Cursor before which the page ends: a `startCursor` of the same list (游标)."),
]
Where = Annotated[T | None, strawberry.argument(description="Which; null or `{}` finds all (筛选条件).")]
Ordered = Annotated[T, strawberry.argument(description="In which order (排序).")]
Id = Annotated[strawberry.ID, strawberry.argument(description="Global id (对象标识).")]
Named = Annotated[T, strawberry.argument(description="How it is named (标识方式).")]
Of = Annotated[strawberry.ID, strawberry.argument(description="Global id of the node to begin with (起点).")]
Depth = Annotated[int, strawberry.argument(description="Steps, 1 to 8 (层数).")]
MaxNodes = Annotated[
    int, strawberry.argument(description="Most nodes to give, 1 to 2000; what is cut short says so (节点上限).")
]
Bounded = Annotated[int, strawberry.argument(description="How many of each at most, 1 to 200 (上限).")]
On = Annotated[T | None, strawberry.argument(description="The day for which the state is asked; null is today (日期).")]
Input = Annotated[T, strawberry.argument(description="Everything that is asked or ordered (输入).")]
