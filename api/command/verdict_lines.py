"""A verdict for a person at the terminal: the summary, then every question with its answer."""

from pathlib import Path
from typing import Final

from api.process.terminal import chinese, words
from graph.errors import printable


def told(file: Path, verdict: dict[str, object]) -> str:
    """A verdict for a person: the summary, and what stood in its way or was not asked; a line of it is one line."""
    language = "zh" if chinese() else "en"
    reason = verdict["reason"]
    lines = [f"{file}: {_SUMMARIES[str(verdict['summary'])][language]}" + _marked(verdict)]
    lines.append(f"  {reason[language]}" if isinstance(reason, dict) else "")
    questions = verdict["questions"]
    for question in questions if isinstance(questions, list) else ():
        sign = _SIGNS[question["answer"]]
        lines.append(f"  {sign} {question['code']:<24}{question['reason'][language]}")
    return "\n".join(map(printable, lines))


def _marked(verdict: dict[str, object]) -> str:
    return words("（演示）", " (demonstration)") if verdict["demonstration"] else ""


_SIGNS: Final = {"yes": "✓", "no": "✗", "undecided": "?", "not_asked": "-"}
_SUMMARIES: Final = {
    "genuine": {"zh": "真实", "en": "genuine"},
    "not_genuine": {"zh": "不真实", "en": "not genuine"},
    "not_in_force": {"zh": "不在有效状态", "en": "not in force"},
    "undecided": {"zh": "无法判定", "en": "undecided"},
}
