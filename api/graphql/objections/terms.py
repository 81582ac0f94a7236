"""Closed lists of objections that only GraphQL knows."""

import enum

from api.graphql.lens.terms import publish


class Outcome(enum.Enum):
    """How an objection ends."""

    CORRECTED = "已更正"
    EXPLAINED = "已说明"


publish(Outcome, "How an objection ends (核查结论).")
