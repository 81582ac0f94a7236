"""Official texts, as the rows name them; their words stand in `texts/`, one file a document."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, unique


@unique
class Headings(Enum):
    """How a text counts its articles."""

    ARTICLES = "第十三条"
    SECTIONS = "三、"
    """A plan has sections for articles, and may number their items 1. 2."""


@dataclass(frozen=True, slots=True)
class Document:
    """An official text that rules are read from."""

    prefix: str
    """Before the number of every article, `WH`; also the name of its file in `texts/`."""
    title: str
    valid_from: date
    valid_until: date | None = None
    """First day on which it is no longer in force."""
    number: str = ""
    """Document number (文号); empty where the copy does not show it."""
    verified: bool = True
    """False where the copy is incomplete or its date is not certain."""
    asks: tuple[int, ...] = ()
    """Numbers of the articles that ask something of software; the others speak of aims, money, organisation."""
    by_items: tuple[int, ...] = ()
    """Numbers of those among them of which each item is an obligation of its own."""
    headings: Headings = Headings.ARTICLES
    sentence_lines: bool = False
    """The copy has a line for each sentence, so the last item runs to the end of its article."""
