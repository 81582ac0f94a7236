"""What somebody can do himself: of the acts that a notice names to a department those that his posts take."""

import strawberry

from graph.subjects.waiting.rules import taken_by


def yours(info: strawberry.Info, mutations: list[str]) -> list[str]:
    """Of some mutations those that the asker can take."""
    context = info.context
    return taken_by(context.principal, mutations, context.view.today)
