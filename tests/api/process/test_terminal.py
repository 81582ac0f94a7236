"""What a person reads at the terminal."""

import io

import pytest
from rich.console import Console

from api.process.terminal import progress


@pytest.mark.parametrize(("total", "lines"), [(1000, 11), (7, 8), (1, 2), (0, 1)])
def test_where_nobody_watches_a_progress_is_a_line_for_every_tenth(
    total: int, lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress(Console(file=io.StringIO()), "loading") as tell:
        for done in range(total + 1):
            tell(done, total, "rows")
            tell(done, total, "rows")
    said = capsys.readouterr().err.splitlines()
    assert len(said) == lines
    assert said[-1] == f"loading {total}/{total} rows"
    assert all(line.isprintable() for line in said)


def test_a_terminal_gets_a_bar_that_redraws_itself(capsys: pytest.CaptureFixture[str]) -> None:
    screen = io.StringIO()
    with progress(Console(file=screen, force_terminal=True, width=80), "loading") as tell:
        tell(1, 2, "rows")
    assert "1/2" in screen.getvalue()
    assert capsys.readouterr().err == ""
