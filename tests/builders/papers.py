"""The document by which entries were approved outside the system, as tests name it."""

from datetime import date

from graph.words.entry_cases import Paper

PAPER = Paper("芜数资〔2026〕3号", date(2026, 2, 27))
ON_COMMAND = ("--document", PAPER.number, PAPER.on.isoformat())
"""The same as arguments of `zhengtu import entries`."""
