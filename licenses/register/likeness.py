"""What was reviewed is what is sealed: what a page was made of is kept when it is made, and compared ever after.

* Type version, right, issuer and data are told apart one by one, so that people hear what has changed. Everything else
  that a page is drawn from, and what it is drawn with, is one keyed hash: no time and no person stands in it.
* What has changed cannot be reviewed, issued or looked at any more: it is sent back, and made anew of what there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.personal import PersonalData
from graph.words.license_drafts import MadeOf, MadePart
from graph.words.licensing import IssueOrder
from licenses.paper import face
from licenses.register.making import Proof, address
from licenses.register.orders import Grounds, told_apart

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the page of a licence was made of when it was made."""

    made_of: MadeOf | None
    """None where that was not kept."""
    serial: str

    def refuse_other_grounds(self, rests_on: MadeOf, rules: tuple[str, ...]) -> None:
        """Refuse an order that rests on something else than it did.

        Raises:
            Conflict: `MADE_OF_OTHER`.
        """
        page = self.made_of.page if self.made_of is not None else ""
        self.refuse_other_page(replace(rests_on, page=page), rules)

    def refuse_other_page(self, now: MadeOf, rules: tuple[str, ...]) -> None:
        """Refuse a page that would be another than it was.

        Raises:
            Conflict: `MADE_OF_OTHER`.
        """
        changed = self.made_of.changed(now) if self.made_of is not None else (MadePart.PAGE,)
        if changed:
            raise _other(changed, rules)


def grounds_alone(personal: PersonalData, order: IssueOrder, grounds: Grounds) -> MadeOf:
    """On what an order rests, without its page."""
    issuer = grounds.issuer
    return MadeOf(
        type_version=grounds.kind.version,
        right=grounds.right.valid_from,
        issuer=personal.lookup_as_written(f"{issuer.name}|{issuer.division}"),
        data=personal.lookup_as_written(told_apart(order)),
        page="",
    )


def made_of(personal: PersonalData, rests_on: MadeOf, proof: Proof) -> MadeOf:
    """What a page is made of.

    Args:
        personal: Its key tells pages apart; whoever has not got it learns nothing of them.
        rests_on: On what its order rests, as `grounds_alone` says.
        proof: What is drawn of it.

    Raises:
        Malformed: `MISSING_GLYPH`.
    """
    said = proof.metadata
    timeless = replace(
        said, sealed_at=_NO_TIME, sealed_by="", changed_at=_NO_TIME if said.changed_at is not None else None
    )
    drawn = face.told_apart(timeless, proof.kind, proof.order.photo, address(proof.public_url, said))
    return replace(rests_on, page=personal.lookup_as_written(drawn))


def _other(changed: tuple[MadePart, ...], rules: tuple[str, ...]) -> Conflict:
    zh, en = "、".join(each.zh for each in changed), ", ".join(each.name.lower() for each in changed)
    return Conflict(
        Text(
            f"制作之后，{zh}已有变化，与样稿不再一致；请退回，并按现行内容重新制作、审核",
            f"since its page was made, it has changed: {en}; send it back, and have it made and reviewed anew",
        ),
        code=Code.MADE_OF_OTHER,
        rules=rules,
        path=("draft",),
        value=", ".join(each.name for each in changed),
    )
