"""Two people more than the small city has, also in a store that a release left."""

from __future__ import annotations

from datetime import date

import pytest
from builders.office import CITY, CIVIL, Office

from graph.subjects.organisation.memory import write_posts
from graph.words.organisation import Post, PostKind

BEGAN = date(2020, 1, 1)


@pytest.fixture(autouse=True, scope="module")
async def posted(api: Office) -> None:
    """A reviewer of licences at the department, and an officer of the platform above it."""
    posts = [
        Post("license-reviewer-1", PostKind.LICENSE_REVIEWER, "license-reviewer", "审某", CIVIL, BEGAN),
        Post("platform-1", PostKind.PLATFORM_OFFICER, "platform", "台某", CITY, BEGAN),
    ]
    await api.store.write(lambda unit: write_posts(unit, posts, api.service.backend.personal))
