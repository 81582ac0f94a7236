"""The rules that a setting can be against, in both languages: pydantic knows its own in English only."""

from collections.abc import Mapping
from typing import Final

from pydantic_core import ErrorDetails, PydanticCustomError

from graph.codes.uscc import check_uscc

OURS: Final = "rule"
"""Type of the failures that our own validators report to pydantic."""
RULES: Final[Mapping[str, str]] = {
    OURS: "{zh}",
    "int_parsing": "须为整数",
    "int_type": "须为整数",
    "int_from_float": "须为整数",
    "float_parsing": "须为数",
    "float_type": "须为数",
    "bool_parsing": "须为 true 或 false",
    "bool_type": "须为 true 或 false",
    "string_type": "须为文本",
    "path_type": "须为路径",
    "enum": "须为 {expected} 之一",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "不得小于 {ge}",
    "less_than": "须小于 {lt}",
    "less_than_equal": "不得大于 {le}",
    "finite_number": "须为有限的数",
    "url_type": "须为网址",
    "url_parsing": "须为网址",
    "url_scheme": "须为以 {expected_schemes} 开头的网址",
    "url_too_long": "网址过长",
}
"""Pydantic's rules, by the type of failure, in Chinese."""
OTHER: Final = "取值不符合规则（{rule}）"


def against(zh: str, en: str) -> PydanticCustomError:
    """Report a value that is against a rule of ours, from inside a validator."""
    return PydanticCustomError(OURS, "{en}", {"zh": zh, "en": en})


def in_chinese(failure: ErrorDetails) -> str:
    """Say in Chinese against which rule a value is."""
    return RULES.get(failure["type"], OTHER).format_map({"rule": failure["msg"], **failure.get("ctx", {})})


def not_in_the_clear(value: str) -> str:
    """An address of public keys, or the path of a file of them."""
    if value.startswith("http://"):
        raise against(
            "须为 https:// 地址或文件路径；明文取得的公钥不能证明任何事",
            "must be an https:// address or the path of a file; keys fetched in the clear prove nothing",
        )
    return value


def of_a_department(value: str) -> str:
    """A department's code, or nothing."""
    found = check_uscc(value).findings if value else ()
    if found:
        raise against(found[0].message.zh, found[0].message.en)
    return value
