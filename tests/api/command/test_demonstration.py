"""What a demonstration prints to try: what can be copied works."""

import subprocess
from pathlib import Path

import pytest
from graphql import parse, validate

from api.command.demonstration import QUERIES, variable, write_tokens
from api.graphql.schema import schema
from seed.cast import cast, elsewhere


@pytest.mark.parametrize("query", [query for _, query in QUERIES])
def test_a_query_to_try_is_valid_and_one_line(query: str) -> None:
    assert validate(schema._schema, parse(query)) == []
    assert "\n" not in query


def test_every_player_has_a_variable_of_his_own() -> None:
    names = [variable(player) for player in (*cast(), *elsewhere())]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


def test_a_shell_reads_the_tokens_and_nobody_else_does(tmp_path: Path) -> None:
    file = tmp_path / "samples" / "tokens.env"
    write_tokens(file, {"HOLDER": "an.old.one"})
    write_tokens(file, {"HOLDER": "eyJh.eyJz-_.c2ln", "ISSUER": "x"})
    said = subprocess.run(["sh", "-c", f". {file}; echo $HOLDER $ISSUER"], capture_output=True, text=True, check=True)
    assert said.stdout == "eyJh.eyJz-_.c2ln x\n"
    assert file.stat().st_mode & 0o777 == 0o600
