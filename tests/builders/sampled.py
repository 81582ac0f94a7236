"""What of the long runs has to pass before a change lands: one file in thirty-two, and some of each kind of long run.

A file is in by its name, whatever there is besides. Of what `make test` runs nothing is sampled; the long runs run
whole with `make test-more` and `make test-neo4j`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from hashlib import sha256

from builders.stores import LENT

SAMPLED = bool(os.environ.get("ZHENGTU_TEST_SAMPLE"))
"""Whether only the sample is run of what `make test` leaves out, and of what runs on Neo4j."""
ONE_IN = 32
LONG: Mapping[str, str] = {
    "fuzz": "tests/licenses/proof/test_mutants.py::*",
    "kills": "tests/licenses/register/test_kills.py::*-commit?",
    "attacks": "tests/licenses/proof/test_attacks.py::*",
    "mutations": "tests/graph/law/test_mutations.py::*",
    "documents": "tests/docs/test_demonstration.py::*README*",
    "bombs": "tests/api/command/test_serving_bombs.py::*",
    "a store that goes away": "tests/api/service/test_store_away.py::test_while_the_store_is_away*",
    "the whole demonstration": "tests/seed/test_loader.py::test_the_whole_catalogue*",
    "restoring": "tests/licenses/safekeeping/test_restoring.py::*",
}
"""Kinds of long runs that are always in, each with the ids of its tests."""
ON_NEO4J: Mapping[str, str] = {
    "operations of a store": "tests/graph/store/test_engine.py::*",
    "statements": "tests/graph/store/test_plans.py::*",
    "migrations": "tests/graph/store/test_migrating.py::*",
    "who sees what": "tests/graph/subjects/test_who_sees_what.py::test_an_asker_sees_what_the_table_says*",
    "entries": "tests/graph/subjects/entries/test_approving.py::*",
    "requests": "tests/graph/subjects/sharing/test_asking.py::*",
    "grants": "tests/graph/subjects/granting/test_desk.py::*",
    "objections": "tests/graph/subjects/objections/test_desk.py::*",
    "duties": "tests/graph/subjects/duties/test_following.py::*",
    "licences on their way": "tests/api/graphql/licensing/test_drafts.py::*",
    "licences": "tests/api/graphql/licensing/test_mutations.py::*",
    "forgeries": "tests/api/graphql/forgeries/test_mutations.py::*",
}
"""What is always tried on Neo4j: the store, and each workflow from end to end."""


def in_sample(test: str, always: Mapping[str, str] = ON_NEO4J if LENT else LONG) -> bool:
    """Whether the test of an id is in the sample of a run, of which some kinds of tests always are."""
    file = test.partition("::")[0]
    return sha256(file.encode()).digest()[0] % ONE_IN == 0 or any(fnmatchcase(test, each) for each in always.values())
