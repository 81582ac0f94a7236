"""A licence and its holder on their way from the order to the store, counted by what passes between modules.

Names can be chosen so that twins look unlike; values cannot. While a licence is issued, and issued again, whatever is
given to or returned by a module of `graph.subjects`, `graph.words` and `licenses.register` is looked at: what carries
the certificate number as a value of its own is a form of the licence, what carries the holder's code or its keyed hash
a form of the holder, be it a dataclass, a map or a positional row.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType

from builders import drafted, office
from builders.more import left_out

from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.register.archive import FolderArchive
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

ROOT = Path(__file__).parents[3]
WAY = tuple(f"{ROOT / room}/" for room in ("graph/subjects", "graph/words", "licenses/register"))


@left_out
async def test_a_licence_has_three_forms_on_its_way_and_a_holder_two(
    store: Store, personal: PersonalData, tmp_path: Path
) -> None:
    await office.furnish(store, personal)
    order = office.order()
    code = order.holders[0].code
    authority, archive = DemonstrationAuthority.open(tmp_path, office.FOUNDED), FolderArchive(tmp_path / "archive")
    licence, found = Forms({order.number}), Forms({personal.lookup(order.number)})
    holder = Forms({code, personal.lookup(code)})

    with watched(licence.look, found.look, holder.look), ThreadPoolExecutor(1) as workers:
        workshop = Workshop(store, personal, archive, authority, workers, office.PUBLIC_URL, True)
        first = await drafted.issue(workshop, order)
        identifier = await store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=first)
        await drafted.issue(workshop, office.order(replaces=identifier))

    assert licence.found == {"graph.words.licensing.IssueOrder", "licenses.paper.metadata.LicenseMetadata"}
    record, draft = "graph.words.licensing.LicenseRecord", "graph.words.license_drafts.LicenseDraft"
    by_which_a_number_is_found_to_be_taken = {draft, "graph.subjects.licensing.drafting.Received", "builtins.list"}
    assert found.found == {record, *by_which_a_number_is_found_to_be_taken}
    by_which_it_is_found_what_he_is_called = {"builtins.list"}
    two = {"graph.words.licensing.Holder", "graph.words.licensing.StoredHolder"}
    assert holder.found == {*two, *by_which_it_is_found_what_he_is_called}


def test_a_map_and_a_row_count_as_forms_and_a_bundle_that_only_contains_one_does_not() -> None:
    forms = Forms({"N-1"})
    forms.look([{"licence": "N-1", "of": "somebody"}, (1, "N-1")])
    assert forms.found == {"builtins.dict", "builtins.tuple"}


class Forms:
    """The kinds of value that carry one of some values as their own."""

    def __init__(self, values: set[str]) -> None:
        self._values = values
        self.found: set[str] = set()

    def look(self, value: object) -> None:
        """Look at a value and at all that it is made of."""
        parts: list[object] = []
        match value:
            case dict():
                parts = list(value.values())
            case list() | tuple() | set() | frozenset():
                parts = list(value)
            case _ if is_dataclass(value) and type(value).__module__.startswith(("graph.", "licenses.")):
                parts = [getattr(value, each.name) for each in fields(value)]
            case _:
                pass
        if len(parts) > 1 and any(isinstance(part, str) and part in self._values for part in parts):
            self.found.add(f"{type(value).__module__}.{type(value).__qualname__}")
        for part in parts:
            self.look(part)


@contextmanager
def watched(*looks: Callable[[object], None]) -> Iterator[None]:
    """Show what is given to, and returned by, every function on the way that another module calls, in every thread."""

    def profile(frame: FrameType, event: str, returned: object) -> None:
        place, caller = frame.f_code.co_filename, frame.f_back
        if not place.startswith(WAY) or (caller is not None and caller.f_code.co_filename == place):
            return
        if event == "call":
            arguments = frame.f_code.co_varnames[: frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount]
            shown = [frame.f_locals[name] for name in arguments if name in frame.f_locals]
        else:
            shown = [returned] if event == "return" else []
        for each in shown:
            for look in looks:
                look(each)

    sys.setprofile(profile)
    threading.setprofile(profile)
    try:
        yield
    finally:
        threading.setprofile(None)
        sys.setprofile(None)
