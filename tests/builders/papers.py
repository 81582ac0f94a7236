"""The document by which entries were approved outside the system, as tests name it, and what was reviewed of them."""

from datetime import date

from graph.words.entry_cases import Paper, Reviewed

PAPER = Paper("芜数资〔2026〕3号", date(2026, 2, 27))
REVIEWED = (Reviewed("非涉密", "经审查不涉及国家秘密"), Reviewed("共享开放前的保密审查", "已审查，同意共享"))
"""The review before release of a department in 芜湖 (WH-2, WH-24)."""
ON_COMMAND = (
    "--document", PAPER.number, PAPER.on.isoformat(), *(f"--reviewed={each.line}" for each in REVIEWED)
)  # fmt: skip
"""The same as arguments of `zhengtu import entries`."""
