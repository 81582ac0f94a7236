"""Which libraries a policy knows (信息资源库): 电子证照 is a base library in most cities, a thematic one elsewhere."""

from graph.errors import Malformed, Text
from graph.law.policy import Policy
from graph.refusal_codes import Code
from graph.words.sources import Library, LibraryKind


def refuse_library(library: Library, row: Policy, path: tuple[str, ...]) -> None:
    """Let a library pass that the policy knows under its kind, or that it leaves open.

    Raises:
        Malformed: `LIBRARY_NOT_OF_POLICY`; the policy counts its base libraries up and this is none of them, or it
            names the subject among those of the other kind.
    """
    base, thematic = row.base_libraries, row.thematic_libraries
    as_base = any(name in library.name for name in base.value.names)
    as_thematic = thematic is not None and any(name in library.name for name in thematic.value.names)
    strange = {
        LibraryKind.BASE: not as_base and (base.value.closed or as_thematic),
        LibraryKind.THEMATIC: not as_thematic and as_base,
        LibraryKind.DEPARTMENT: False,
    }
    if strange[library.kind]:
        raise Malformed(
            Text(
                f"{row.city}的办法没有名为“{library.name}”的{library.kind.zh}信息资源库",
                f"the policy of {row.city} knows no {library.kind.name} library {library.name}",
            ),
            code=Code.LIBRARY_NOT_OF_POLICY,
            rules=base.rules,
            path=(*path, "kind"),
            value=library.kind.zh,
        )
