"""What would outlast a department whose days are moved: posts in it, its rights, what was granted to its units.

What is left open ends with the department. What has a day of its own is not moved with it: whoever moves the days is
told what to mend first. No text says what becomes of it, and nothing that was done is rewritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import Malformed, Text
from graph.office.lives import Life
from graph.refusal_codes import Code
from graph.words.organisation import Department

_NAMED = 10
"""Things that a refusal names."""
_CALLED: Mapping[str, Text] = {
    "Post": Text("岗位", "post"),
    "LicenseType": Text("颁发授权", "right to issue"),
    "LicenseGrant": Text("用证授权", "grant of licences"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """Something that was given for a period."""

    label: str
    """Kind of the node by which it is known: `Post`, `LicenseType`, `LicenseGrant`."""
    id: str
    since: date
    until: date | None
    """First day on which it no longer holds; None where that was left open."""

    @property
    def words(self) -> Text:
        """What it is, as people are told."""
        kind = _CALLED[self.label]
        until = Text(f"至{self.until}", f" to {self.until}") if self.until else Text("起", "")
        return Text(f"{kind.zh} {self.id}（{self.since}{until.zh}）", f"{kind.en} {self.id} ({self.since}{until.en})")


def faults_of_days(
    departments: Sequence[Department],
    registered: Mapping[str, Department],
    given: Mapping[str, Sequence[Given]],
    posts: Collection[str],
) -> Iterator[Malformed]:
    """Refuse new days of departments outside which something would fall that lies within the ones before.

    Args:
        departments: The batch; paths count it from 1.
        registered: Those of the batch that are there.
        given: What was given in the name of each of these.
        posts: Ids of posts of the batch, which are judged by the new days themselves.
    """
    for position, one in enumerate(departments, start=1):
        there = registered.get(one.code)
        if there is None:
            continue
        before, after = Life(there.valid_from, there.valid_until), Life(one.valid_from, one.valid_until)
        fallen = [
            each
            for each in given.get(one.code, ())
            if before.lacks(each.since, each.until) is None
            and after.lacks(each.since, each.until) is not None
            and not (each.label == "Post" and each.id in posts)
        ]
        if fallen:
            yield _fallen(one, fallen, ("departments", str(position)))


def _fallen(one: Department, fallen: Sequence[Given], path: tuple[str, ...]) -> Malformed:
    begins = any(one.valid_from is not None and each.since < one.valid_from for each in fallen)
    field, day = ("valid_from", one.valid_from) if begins else ("valid_until", one.valid_until)
    more = len(fallen) - _NAMED
    zh = "、".join(each.words.zh for each in fallen[:_NAMED]) + (f"等{len(fallen)}项" if more > 0 else "")
    en = ", ".join(each.words.en for each in fallen[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return Malformed(
        Text(
            f"部门 {one.code} 的存续期改动后，以下各项不在其内：{zh}；请先改正其起、止，再改该部门",
            f"with these days of department {one.code} this is outside them: {en}; mend it first",
        ),
        code=Code.OUTSIDE_LIFE,
        path=(*path, field),
        value=str(day),
        limit=", ".join(each.id for each in fallen[:_NAMED]),
    )
