"""Who is to be told, in the words of scenarios: letters of departments, and the parties by their part in the case."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.law.workflow import Tell, Told


def told(tells: Collection[Tell], facts: Mapping[str, str], *, licenses: bool) -> frozenset[str]:
    """Everybody who is told.

    Args:
        tells: What the row says.
        facts: Facts of the case: `users`, `objector`, and whether the objector `holds` the licence.
        licenses: It is about a licence, which an issuer and no provider answers for.
    """
    return frozenset(word for tell in tells for word in _words(tell.who, facts, licenses=licenses))


def _words(who: Told, facts: Mapping[str, str], *, licenses: bool) -> tuple[str, ...]:
    match who:
        case Told.AUTHORITY | Told.APPLICANT_AUTHORITY:
            return ("authority",)
        case Told.COMMITTEE:
            return ("committee",)
        case Told.USERS:
            return tuple(facts.get("users", "").split(","))
        case Told.APPLICANT:
            holds = ("holder",) if facts.get("use") == "holds" else ()
            return ("applicant", facts.get("objector", ""), *holds)
        case Told.PROVIDER:
            return ("issuer",) if licenses else ("provider",)
        case Told.AGENT:
            return ("agent",)
        case Told.CARRIER | Told.APPLICANT_CARRIER:
            return ("carrier",)
        case Told.HOLDER:
            return ("holder",)
