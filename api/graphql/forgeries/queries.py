"""Questions about suspected forgeries."""

import strawberry

from api.graphql.forgeries.lens import ForgeryCase
from api.graphql.forgeries.listing import ForgeryCaseFilter, ForgeryCaseOrder
from api.graphql.lens.connections import Connection, listed
from graph.subjects.forgeries import memory as forgeries_memory


@strawberry.type
class ForgeryQuery:
    """Questions about suspected forgeries."""

    @listed(forgeries_memory.FORGERY_CASES, ForgeryCaseFilter, ForgeryCaseOrder)
    def forgery_cases(self) -> Connection[ForgeryCase]:
        """Suspected forgeries that you met, decide or supervise (疑似伪造案件: WHL-22)."""
