"""Ids: one record each, wherever it is met, and no rule among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from builders.crawling import CORE, is_node, lists, nodes, walks
from builders.more import left_out
from builders.office import Office, gid, who
from graphql import GraphQLObjectType

from api.graphql.lens.ids import parsed
from api.identity.authenticator import Identity
from graph.errors import Malformed
from graph.law.articles import rules
from graph.words.people import Role

AUDITOR, ISSUER = who("auditor", Role.AUDITOR), who("issuer")
KINDS = [kind for kind in CORE.type_map.values() if isinstance(kind, GraphQLObjectType) and is_node(kind)]


async def everything(api: Office, asker: Identity) -> Iterator[dict[str, Any]]:
    """Every object in the answers to everything that an asker may ask."""
    held = await api.store.read("MATCH (n) WHERE n.id IS NOT NULL RETURN collect([labels(n)[0], n.id])")
    known = {kind.name for kind in KINDS}
    every = [gid(label, identity) for label, identity in held if label in known]
    there = await api.ask(nodes_by_id(every), asker)
    seen = [each["id"] for each in there.values() if each]
    starts = [each for each in seen if parsed(each)[0] in ("Resource", "LicenseType")]
    told = [await api.ask(asked, asker) for asked in (*lists(), nodes(seen), walks(starts))]
    return objects(told)


def nodes_by_id(ids: list[str]) -> str:
    each = " ".join(f'n{place}: node(id: "{one}") {{ id }}' for place, one in enumerate(ids))
    return f"{{ {each} }}"


def objects(answer: Any) -> Iterator[dict[str, Any]]:
    """Every object inside an answer."""
    if isinstance(answer, dict):
        yield answer
    for each in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from objects(each)


@left_out
@pytest.mark.parametrize("asker", [AUDITOR, ISSUER], ids=["auditor", "issuer"])
async def test_an_id_stands_for_one_record_wherever_it_is_met(api: Office, asker: Identity) -> None:
    met: dict[str, dict[str, Any]] = defaultdict(dict)
    kinds, different = set[Any](), list[Any]()
    for each in await everything(api, asker):
        kind = each.get("__typename")
        if (identity := each.get(f"{kind}_id")) is None:
            continue
        kinds.add(kind)
        plain = {name: value for name, value in each.items() if not isinstance(value, dict | list)}
        record = met[identity]
        different += [(identity, name) for name, value in plain.items() if record.setdefault(name, value) != value]
    assert different == []
    assert {"Resource", "Item", "Department", "LicenseType", "License", "Rule"} <= kinds
    assert len(met) > 40


def test_nothing_has_an_id_but_nodes_and_rules() -> None:
    having = {
        kind.name for kind in CORE.type_map.values() if isinstance(kind, GraphQLObjectType) and "id" in kind.fields
    }
    assert having == {kind.name for kind in KINDS} | {"Rule"}


def test_a_rules_id_is_never_read_as_the_id_of_a_node() -> None:
    begun = {gid(kind.name, "")[:4] for kind in KINDS}
    assert len(rules()) > 200
    for identity in rules():
        assert identity[:4] not in begun
        with pytest.raises(Malformed) as refused:
            parsed(identity, "id")
        assert refused.value.code == "MALFORMED_ID"


async def test_a_node_is_not_found_by_a_rules_id_nor_a_rule_by_a_nodes(api: Office) -> None:
    assert (await api.refused('{ node(id: "WH-16") { id } }')).code == "MALFORMED_ID"
    assert (await api.ask(f'{{ rule(id: "{gid("Resource", "WH-16")}") {{ id }} }}'))["rule"] is None
