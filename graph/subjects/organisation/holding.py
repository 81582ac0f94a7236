"""Who holds a post: one person, in one department, in one kind of post, on days on which the department exists.

What was done in a post is read by its id. Where that passes to another person, department or kind, the past would be
another's; a post ends, and another begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.office.lives import Life, outside_life
from graph.office.references import period
from graph.refusal_codes import Code
from graph.words.organisation import Post, PostKind
from graph.words.people import spoken

NOT_SIGNING_IN = frozenset({PostKind.HEAD, PostKind.CONTACT})
"""Kinds of post that are on file with a name alone (JZ-4, JZP-5.1), as a list of departments names them."""


def faults_of_posts(posts: Sequence[Post], held: Mapping[str, Post], lives: Mapping[str, Life]) -> Iterator[Refusal]:
    """Everything that is wrong with the posts of a batch.

    Args:
        posts: The batch; paths count it from 1.
        held: Posts that are there under the same ids.
        lives: Departments that the batch or the graph has, with their days.
    """
    for position, post in enumerate(posts, start=1):
        path = ("posts", str(position))
        yield from period(post.valid_from, post.valid_until, (*path, "valid_until"))
        yield from outside_life(post.department, lives.get(post.department), post.valid_from, post.valid_until, path)
        yield from _unnamed(post, path)
        there = held.get(post.id)
        if there is not None:
            yield from _passed(post, there, path)


def _unnamed(post: Post, path: tuple[str, ...]) -> Iterator[Malformed]:
    if not post.subject and post.kind not in NOT_SIGNING_IN:
        yield Malformed(
            Text(
                f"请填写人员标识：担任“{post.kind.zh}”的人以此登录",
                f"say by what name tokens call the person: {post.kind.name.lower()} acts by signing in",
            ),
            code=Code.CELL_EMPTY,
            path=(*path, "subject"),
        )


def _passed(post: Post, there: Post, path: tuple[str, ...]) -> Iterator[Conflict]:
    cure = "请为其填写“止”，并另设岗位代码"
    if there.subject and there.subject != post.subject:
        yield Conflict(
            Text(
                f"岗位 {post.id} 已由另一人担任：请为其填写“止”，并为新任者另设岗位代码",
                f"post {post.id} is another person's: end it, and appoint the new one under another id",
            ),
            code=Code.POST_OF_ANOTHER,
            path=(*path, "subject"),
            value=spoken(post.subject),
        )
    if there.department != post.department:
        yield Conflict(
            Text(
                f"岗位 {post.id} 属于部门 {there.department}：{cure}",
                f"post {post.id} is one of department {there.department}: end it, and take another id",
            ),
            code=Code.POST_OF_ANOTHER,
            path=(*path, "department"),
            value=post.department,
        )
    if there.kind is not post.kind:
        yield Conflict(
            Text(
                f"岗位 {post.id} 是“{there.kind.zh}”：{cure}",
                f"post {post.id} is another kind of post, {there.kind.name}: end it, and take another id",
            ),
            code=Code.POST_OF_ANOTHER,
            path=(*path, "kind"),
            value=post.kind.zh,
        )
