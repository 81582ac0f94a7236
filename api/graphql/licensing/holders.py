"""Holders of licences, and the names that they had."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.registration import Lens, Node, column, lens, told
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.licensing import listing
from api.graphql.licensing.listing import LicenseFilter, LicenseOrder
from api.graphql.licensing.opening import opened
from graph.schema.nodes import HOLDER
from graph.subjects.licensing import naming

if TYPE_CHECKING:
    from api.graphql.licensing.lens import License


@shows(naming.FormerName, "A name that a holder had (曾用名).")
class FormerName:
    """A name that a holder had."""

    name: str = attribute("The name (名称).")
    until: DateTime = attribute(
        "When the licence was sealed by which he goes by the next one (更名时间).", through=datetime.isoformat
    )


@lens(HOLDER, "A holder of licences (持证主体: WHL-3). Seen by himself and by those who issue to him.")
class Holder(Lens, Node):
    """A holder."""

    person: bool = column("A natural person; otherwise a legal person or other organisation (自然人).")
    code_type: str = column("Kind of the code, GB/T 36903 annex A: 001, 111 … (持证主体代码类型).")

    @told("key", "key_cipher", "name_cipher")
    def name(info: strawberry.Info, key: str, key_cipher: str | None, name_cipher: str | None) -> str:  # noqa: N805
        """Name that he has today (持证主体名称); `***` where it is erased (`erasedAt`)."""
        return opened(info, key, key_cipher, name_cipher, naming.NAME)

    @told("key", "key_cipher", "code_cipher")
    def code(info: strawberry.Info, key: str, key_cipher: str | None, code_cipher: str | None) -> str:  # noqa: N805
        """Code: citizen ID number, USCC … (持证主体代码); `***` where it is erased (`erasedAt`)."""
        return opened(info, key, key_cipher, code_cipher, "Holder.code")

    @told("key", "key_cipher", "former_names", published=list[FormerName])
    def former_names(
        info: strawberry.Info,  # noqa: N805 - what is read
        key: str,
        key_cipher: str | None,
        former_names: list[str] | None,
    ) -> list[naming.FormerName]:
        """Names that he had, the oldest first; licences sealed then bear them still (曾用名)."""
        lines = map(naming.FormerName.parse, former_names or ())
        return [replace(each, name=opened(info, key, key_cipher, each.name, naming.NAME)) for each in lines]

    erased_at: DateTime | None = column(
        "When his personal data were erased, so that nobody can read them; null = they are there (个人信息清除时间)."
    )

    @listed(listing.OF_HOLDER, LicenseFilter, LicenseOrder)
    def licenses(self) -> Connection[Annotated["License", strawberry.lazy("api.graphql.licensing.lens")]]:
        """Licences that he holds and you may see (持证列表: WHL-17)."""
