"""Cells to values: every fault is kept with its row, its column and what stood there, and reading goes on.

* A faulty cell gives a stand-in, so that the rest of the row is looked at too; a row with faults gives no value.
* Text stays as written but for blanks around it and what shows nothing; codes are made half-width, because that is
  how they are pasted; a name that was broken over lines to fit its cell is one line again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from graph.errors import Malformed, Text, printable
from graph.office.published import code_with_citizen_id, masked_in, with_citizen_id, without_ids
from graph.office.review import Hint
from graph.office.sheets import doubted
from graph.office.sheets.cleaned import cleaned, code_of, joined, unmarked, unseen
from graph.office.sheets.days import EARLIEST, day_of
from graph.office.sheets.files import MAX_CELL
from graph.office.sheets.number_formats import Look, misread
from graph.office.sheets.rows import Row
from graph.office.sheets.written import EXACT_DIGITS, power_of_ten, rounded
from graph.refusal_codes import Code
from graph.words.closed_list import ClosedList

TermT = TypeVar("TermT", bound=ClosedList)

SEPARATOR = re.compile(r"[;；\n、，,]")
"""What parts several codes in one cell; none of it is part of a code."""
_YES, _NO = (
    frozenset({"是", "y", "yes", "true", "1", "√", "✓", "✔", "☑"}),
    frozenset({"否", "n", "no", "false", "0", ""}),
)
_POINT_ZERO = re.compile(r"(?<=\d)\.0+$")
"""What programs write behind a whole number."""
NO_WORDS: Mapping[str, str] = {}
_SUFFIXES = ("共享", "开放", "库")
"""Words that forms write after a term: 无条件共享, 不予开放, 基础库."""


class Cells:
    """The cells of one row, by column name; collects what is wrong with them."""

    def __init__(self, row: Row, places: Mapping[str, int]) -> None:
        """Look at a row of a table whose columns stand at `places`."""
        self.row_number = row.number
        self.faults: list[Malformed] = []
        self.hints: list[Hint] = []
        self.emptied: set[str] = set()
        """Columns of which the cell says that there is nothing."""
        self.required: Collection[str] = ()
        """Columns of which whoever reads on refuses an empty cell, so that nobody is told to leave them blank."""
        self._row = row
        self._places = places
        self.texts = [unmarked(cleaned(cell)) for cell in row.cells]

    def raw(self, column: str) -> str:
        """The text of a cell without blanks around it; empty where the table has no such column."""
        place = self._places.get(column)
        return "" if place is None else self.texts[place]

    def blank(self, *columns: str) -> bool:
        """Whether all of these cells are empty."""
        return not any(self.raw(column) for column in columns)

    def text(self, column: str, *, needed: bool = False, exact: bool = False, quantity: bool = False) -> str:
        """Plain text.

        Args:
            column: Its name.
            needed: Whether it has to be there.
            exact: Whether all that was typed counts, as of a telephone number, so that no day may have been made of it.
            quantity: Whether it is a number that counts something, however its figures are grouped.
        """
        text = self.raw(column)
        if needed and not text:
            self.fault(column, Code.CELL_EMPTY, Text(f"请填写{column}", f"fill in {column}"))
        if self._row.inexact and self._places.get(column) in self._row.inexact:
            self._inexact(column, text)
            return ""
        if not text:
            return ""
        if len(text) > MAX_CELL:
            message = Text(f"内容超过{MAX_CELL}个字符", f"more than {MAX_CELL} characters")
            self.fault(column, Code.CELL_TOO_LONG, message, text[:40], limit=f"{MAX_CELL} characters")
            return ""
        look = self._row.looks.get(self._places.get(column, -1))
        if look is not None and not (quantity and look is not Look.OTHER):
            self.fault(column, Code.NUMBER_LOOKS, misread(text[:40], look), text[:40])
            return ""
        if (refused := doubted.refused_words(text, needed=needed or column in self.required)) is not None:
            self.fault(column, *refused, "".join(char if char.isprintable() else "�" for char in text[:40]))
            return ""
        return self._exact(column, text) if exact else text

    def published(self, column: str, text: str) -> str:
        """Words that the catalogue publishes, if no citizen identity number stands in them."""
        return "" if self.refused(with_citizen_id(text, (str(self.row_number), column))) else text

    def line(self, column: str, *, needed: bool = False) -> str:
        """A name, which is one line however it was broken to fit its cell."""
        text = self.text(column, needed=needed, exact=True)
        self._unseen(column)
        needed = needed or column in self.required
        if (nameless := doubted.refused_name(text, self._written(column), needed=needed)) is not None:
            self.fault(column, *nameless, printable(text)[:40])
            return ""
        if "\n" not in text and "\t" not in text:
            return text
        one = joined(text)
        message = Text(f"单元格内换行已合并：“{one[:40]}”", f"lines are joined: {one[:40]}")
        self.hint(column, Code.LINES_JOINED, message, one[:40])
        return one

    def figures(self, column: str, *, needed: bool = False, telephone: bool = False) -> str:
        """A number that names something, as it is written."""
        text = self._figures(column, needed=needed)
        if (nothing := doubted.names_nothing(text, needed=needed or column in self.required)) is not None:
            self.fault(column, Code.NOTHING_SAID, nothing, text[:40])
            return ""
        if telephone and (strange := doubted.strange_telephone(text)) is not None:
            self.fault(column, Code.NUMBER, strange, text[:40])
            return ""
        return unicodedata.normalize("NFKC", text) if telephone else text

    def code(
        self, column: str, *, needed: bool = False, upper: bool = False, own: bool = False, personal: bool = False
    ) -> str:
        """A code: half-width, without blanks around it, and without the number of a person.

        Args:
            column: Its name.
            needed: Whether it has to be there.
            upper: Whether it is in capitals.
            own: Whether the thing itself gets this code, and is named by it elsewhere.
            personal: Whether it is somebody's, and may be his identity number.
        """
        code = code_of(self._figures(column, needed=needed), upper=upper)
        if not personal and self._is_number(column, code):
            return ""
        if len(code.split()) > 1:
            message = Text(
                f"代码“{code[:40]}”中间有空格；请删去，只填一个代码",
                f"there are blanks in the code {code[:40]}; delete them, and write one code only",
            )
            self.fault(column, Code.CODE_PARTED, message, code[:40])
        elif own and (strange := doubted.strange_in_code(code)) is not None:
            self.fault(column, Code.CODE_CHARACTERS, strange, code[:40])
        return code

    def codes(self, column: str) -> tuple[str, ...]:
        """Several codes, separated by `;`, each once; none is the number of a person."""
        parts = (self._exact(column, code_of(part, upper=False)) for part in SEPARATOR.split(self.text(column)))
        self._unseen(column)
        codes = tuple(dict.fromkeys(part for part in parts if part))
        return () if any(self._is_number(column, code) for code in codes) else codes

    def term(self, column: str, terms: type[TermT], words: Mapping[str, str] = NO_WORDS) -> TermT:
        """A member of a closed list, by its Chinese term, its name, or a word that forms write for it."""
        return self.term_or_none(column, terms, words, needed=True) or next(iter(terms))

    def term_or_none(
        self, column: str, terms: type[TermT], words: Mapping[str, str] = NO_WORDS, *, needed: bool = False
    ) -> TermT | None:
        """A member of a closed list, or None where the cell is empty."""
        word = self.text(column, needed=needed)
        if not word:
            return None
        word = words.get(word, word)
        plain = unicodedata.normalize("NFKC", word)
        known: Mapping[str, TermT] = _words_of(terms)
        for candidate in (plain, *(plain.removesuffix(suffix) for suffix in _SUFFIXES)):
            if candidate in known:
                return known[candidate]
        allowed = "、".join(member.zh for member in terms)
        message = Text(f"“{word[:40]}”不在可选值中：{allowed}", f"{word[:40]} is none of {allowed}")
        self.fault(column, Code.UNKNOWN_TERM, message, word[:40], limit=allowed)
        return None

    def day(self, column: str, *, begins: bool = False, needed: bool = False, earliest: int = EARLIEST) -> date | None:
        """A date in one of the forms that people write, or None where the cell is empty.

        Args:
            column: Its name.
            begins: Whether something begins on it, so that a month means its first day.
            needed: Whether it has to be there.
            earliest: The first year that may be meant.
        """
        word = self.text(column, needed=needed)
        if not word:
            return None
        serials = self._places.get(column) in self._row.serials
        found = day_of(word, begins=begins, serials=serials, earliest=earliest)
        if found.said is not None:
            if found.day is None:
                free = found.none_meant and not needed and column not in self.required
                blank = ("，没有则留空", ", or leave it blank") if free else ("", "")
                said = Text(found.said.zh + blank[0], found.said.en + blank[1])
                self.fault(column, Code.DATE, said, word[:40])
            else:
                self.hint(column, Code.DATE_TAKEN, found.said, word[:40])
        return found.day

    def needed_day(self, column: str, *, begins: bool = False) -> date:
        """A date that has to be there."""
        return self.day(column, begins=begins, needed=True) or date.min

    def number(self, column: str, low: int, high: int, *, needed: bool = False) -> int | None:
        """A whole number between two bounds, or None where the cell is empty."""
        word = unicodedata.normalize("NFKC", self.text(column, needed=needed, quantity=True))
        if not word:
            return None
        word = _POINT_ZERO.sub("", word)
        if word.isascii() and word.isdigit() and len(word) <= len(str(high)) and low <= int(word) <= high:
            return int(word)
        message = Text(
            f"“{word[:40]}”应为{low}至{high}的整数", f"{word[:40]} should be a whole number, {low} to {high}"
        )
        self.fault(column, Code.NUMBER, message, word[:40], limit=f"{low}–{high}")
        return None

    def flag(self, column: str) -> bool:
        """是 or 否; empty is 否."""
        word = self.text(column)
        said = unicodedata.normalize("NFKC", word).casefold()
        if said not in _YES and said not in _NO:
            message = Text(f"“{word[:40]}”应为“是”或“否”", f"{word[:40]} should be “是” or “否”")
            self.fault(column, Code.YES_OR_NO, message, word[:40])
        return said in _YES

    def _is_number(self, column: str, code: str) -> bool:
        """Whether the number of a person stands in a code, which is refused."""
        return self.refused(code_with_citizen_id(code, (str(self.row_number), column)))

    def _written(self, column: str) -> str:
        """A cell as it stands in the file."""
        place = self._places.get(column)
        return "" if place is None else self._row.cells[place]

    def _figures(self, column: str, *, needed: bool) -> str:
        text = self.text(column, needed=needed, exact=True)
        if text:
            self._unseen(column)
        return text

    def _unseen(self, column: str) -> None:
        """Say which characters that show nothing were left out."""
        dropped = unseen(self._written(column))
        if dropped:
            shown = "、".join(dropped[:5])
            message = Text(f"已去掉不可见字符 {shown}", f"characters that show nothing are left out: {shown}")
            self.hint(column, Code.CHARACTERS_LEFT_OUT, message, shown)

    def _exact(self, column: str, code: str) -> str:
        if power_of_ten(code):
            self._inexact(column, code)
            return ""
        if (switch := doubted.says_a_switch(code)) is not None:
            self.fault(column, Code.NOTHING_SAID, switch, code)
            return ""
        if self._row.dated and self._places.get(column) in self._row.dated:
            message = Text(
                f"电子表格把键入的内容改成了日期（{code[:40]}），原文已丢失；请先把该列设为文本格式，再重新填写",
                f"a spreadsheet has made a date of what was typed ({code[:40]}), and it is lost; "
                "format the column as text, then type it again",
            )
            self.fault(column, Code.CODE_DATED, message, code[:40])
            return ""
        return code

    def _inexact(self, column: str, shown: str) -> None:
        """A number that a spreadsheet has rounded: what was typed is no longer in the file."""
        message = rounded(self._row.place(self._places[column]), shown[:40])
        self.fault(column, Code.NUMBER_INEXACT, message, shown[:40], limit=f"{EXACT_DIGITS} digits")

    def fault(self, column: str, code: Code, message: Text, value: str = "", limit: str | None = None) -> None:
        """Keep what is wrong with a cell; no identity number is repeated."""
        message, value = masked_in(message), without_ids(value)
        self.faults.append(Malformed(message, code=code, path=(str(self.row_number), column), value=value, limit=limit))

    def hint(self, column: str, code: Code, message: Text, value: str) -> None:
        """Say what a cell was taken for."""
        self.hints.append(Hint(code, message, (), (str(self.row_number), column), value))

    def refused(self, refusal: Malformed | None) -> bool:
        """Keep a refusal that something else has of this row; say whether it is one."""
        if refusal is not None:
            self.faults.append(refusal)
        return refusal is not None


@cache
def _words_of(terms: type[TermT]) -> Mapping[str, TermT]:
    """The members of a closed list by what stands for them: the Chinese term, or the name."""
    return {word: member for member in reversed(terms) for word in (member.name, member.zh)}
