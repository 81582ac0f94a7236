"""Why a trust package is not believed: what is said to a person, and the name for programs."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Malformed, Text
from graph.refusal_codes import Code

SENTENCES: Mapping[Code, Text] = {
    Code.TRUST_PACKAGE_UNREADABLE: Text(
        "信任包无法读取（{value}）；请重新获取", "The trust package cannot be read ({value}); get it again"
    ),
    Code.TRUST_PACKAGE_CHANGED: Text(
        "信任包在签章后被改动，或者签章不属于它：{value}",
        "The trust package was changed after it was sealed, or the seal is not its own: {value}",
    ),
    Code.TRUST_PACKAGE_UNTRUSTED: Text(
        "信任包的签章不可信：{value}", "The seal of the trust package is not trusted: {value}"
    ),
    Code.TRUST_PACKAGE_PUBLISHER: Text(
        "信任包由 {value} 发布，而应由 {limit} 发布；确认更换发布机构的，请用 --publisher",
        "The trust package is published by {value}, and not by {limit}; to accept another publisher use --publisher",
    ),
    Code.TRUST_PACKAGE_FUTURE: Text(
        "信任包的时间（{value}）晚于当前时间（{limit}）；请校对时钟",
        "The trust package is of {value}, later than now ({limit}); is the clock right?",
    ),
    Code.TRUST_PACKAGE_EXPIRED: Text(
        "信任包已于 {limit} 过期；请取得新的信任包", "The trust package was good until {limit}; get a new one"
    ),
    Code.TRUST_PACKAGE_OLDER: Text(
        "信任包（序号 {value}）不如已用过的（序号 {limit}）新；请取得新的信任包",
        "The trust package (number {value}) is not newer than one that was used ({limit}); get a new one",
    ),
}
"""What is refused, in both languages."""


def refused(code: Code, value: str | Text, limit: str | None = None) -> Malformed:
    """Say why a package is not believed.

    Args:
        code: Which rule.
        value: What was found; a sentence where it is one.
        limit: What it should have been.
    """
    zh, en = (value.zh, value.en) if isinstance(value, Text) else (value, value)
    words = SENTENCES[code]
    message = Text(words.zh.format(value=zh, limit=limit), words.en.format(value=en, limit=limit))
    return Malformed(message, code=code, path=("package",), value=en, limit=limit)
