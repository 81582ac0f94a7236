"""Which document is followed where, and which of its commands are not run by following it, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from builders.documents import Step

DEMONSTRATION = (
    "README.md", "README.zh.md", "docs/stories.md", "docs/stories.zh.md", "docs/cities.md", "docs/cities.zh.md",
    "docs/tour.md", "docs/tour.zh.md", "docs/reference.md", "docs/reference.zh.md",
    "docs/settings.md", "docs/settings.zh.md", "docs/operations.md", "docs/operations.zh.md",
)  # fmt: skip
"""Followed in a clone in which `make demo` runs."""
BUREAU: Mapping[str, tuple[str, str]] = {
    "docs/bureau.md": ("docs/operations.md", "Backup"),
    "docs/bureau.zh.md": ("docs/operations.zh.md", "备份"),
}
"""Followed in an empty folder; then the section that makes a backup, in the same folder."""
NOTHING_TO_DO = (
    "docs/README.md", "docs/front-ends.md", "docs/front-ends.zh.md", "docs/house.md", "docs/figures.md", "docs/law.md",
    "docs/law.zh.md",
)  # fmt: skip
"""Documents that only tell."""

STARTS = "starts the server that the test asks; what it prints is compared by test_make_demo_says_first_what_to_do"
ITSELF = "runs these very tests"
NEO4J = "needs Java 17 and Maven, and goes on until it is stopped; .ci/run runs `make test-neo4j` where they are"
NOT_RUN: Mapping[tuple[str, str], str] = {
    ("README.md", "make demo"): STARTS,
    ("README.md", "make test"): ITSELF,
    ("README.zh.md", "LANG=zh_CN.UTF-8 make demo"): STARTS,
    ("README.zh.md", "make test"): ITSELF,
    ("docs/operations.md", "make neo4j"): NEO4J,
    ("docs/operations.md", "ZHENGTU_STORE_URI=bolt://127.0.0.1:7687 make demo"): NEO4J,
    ("docs/operations.md", "make test-neo4j"): NEO4J,
    ("docs/operations.zh.md", "make neo4j"): NEO4J,
    ("docs/operations.zh.md", "ZHENGTU_STORE_URI=bolt://127.0.0.1:7687 make demo"): NEO4J,
    ("docs/operations.zh.md", "make test-neo4j"): NEO4J,
}
"""Document and command → why following the document does not run it."""


def run_here(document: str, step: Step) -> bool:
    """Tell whether a step is done where its document is followed."""
    return (document, step.command) not in NOT_RUN and (document, step.section) not in BUREAU.values()
