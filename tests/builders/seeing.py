"""What somebody should see of the five cities, by the table of the law and by how the cities are built."""

from __future__ import annotations

from builders.five_cities import CITIES, EVERYWHERE, OWNERS, Asker, City, Planted, phone

from graph.law.posts import SUPERVISING
from graph.law.scope import SEEN_BY, SEEN_IN, Guarded, Reach
from graph.words.organisation import PostKind


def may_see(asker: Asker, node: Planted) -> bool:
    """Whether an asker should see a node."""
    mine = SEEN_BY[asker.role][node.what] is Reach.OWN and node.own != "" and node.own == asker.subject
    seen = reached(asker, node.what)
    return mine or bool((seen if node.besides is None else seen & reached(asker, node.besides)) & node.owners)


def people_seen(asker: Asker) -> set[str]:
    """The telephones that an asker should see."""
    seen = reached(asker, Guarded.PEOPLE)
    return {phone(city, place) for city in CITIES for place in OWNERS if getattr(city, place) in seen}


def reached(asker: Asker, what: Guarded) -> frozenset[str]:
    """The departments of which an asker sees something."""
    if SEEN_BY[asker.role][what] is Reach.INSTALLATION:
        return asker.city.subtree("county") if asker.city else EVERYWHERE
    if asker.post is None or asker.city is None:
        return frozenset()
    # Every post is held where he has his: a head sees what those see who supervise from there.
    led = SUPERVISING if asker.post is PostKind.HEAD else frozenset[PostKind]()
    return frozenset[str]().union(*(_by_post(kind, asker.city, asker.place, what) for kind in (asker.post, *led)))


def _by_post(kind: PostKind, city: City, place: str, what: Guarded) -> frozenset[str]:
    around = city.partners(place) if what is Guarded.PEOPLE else frozenset[str]()
    match SEEN_IN[kind][what]:
        case Reach.DEPARTMENT:
            return around | {getattr(city, place)}
        case Reach.SUBTREE:
            return around | city.subtree(place)
        case Reach.SUPERVISED:
            return around | city.supervised(place)
        case Reach.NONE | Reach.OWN | Reach.INSTALLATION:
            return frozenset()
