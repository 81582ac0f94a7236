"""What an entry was that is out of the catalogue, for those who used it or had asked for it."""

from datetime import date
from typing import Any, Final

from api.graphql.entries.lens import Resource
from api.graphql.lens.mentions import MASKED_CODES, words_column
from api.graphql.lens.registration import edge
from api.graphql.lens.scalars import Date
from api.graphql.lens.values import attribute, shows
from graph.schema.nodes import RESOURCE
from graph.store.edges import Batch, by_id
from graph.subjects.entries import withdrawn as withdrawn_entries
from graph.subjects.entries.withdrawn import WithdrawnEntry, withdrawn_entry


@shows(
    WithdrawnEntry, "What an entry was that has been withdrawn, for those who used it or asked for it (已撤销的条目)."
)
class WithdrawnResource:
    """What an entry was that has been withdrawn."""

    code: str = attribute("Its code (资源代码).")
    name: str = attribute("Its name (资源名称).")
    cause: str | None = words_column("cause", f"Why it was withdrawn (撤销原因); {MASKED_CODES}.")
    on: Date = attribute("When (撤销日期).", through=date.isoformat)

    @edge(by_id(RESOURCE), key="successor")
    def successor(self) -> Resource | None:
        """What has taken its place; null where nothing is named that you may see (新资源)."""


def _field(batch: Batch) -> Any:
    @edge(batch, through=withdrawn_entry)
    def withdrawn(self: Any) -> WithdrawnResource | None:
        """What a withdrawn entry was, for a post of the department that used it or asked for it (已撤销的条目)."""

    return withdrawn


OF_REQUEST: Final = _field(withdrawn_entries.of_request)
OF_GRANT: Final = _field(withdrawn_entries.of_grant)
OF_NOTICE: Final = _field(withdrawn_entries.of_notice)
