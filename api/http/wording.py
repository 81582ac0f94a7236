"""What graphql-core and strawberry say of a request, in Chinese.

They know only English, so that their sentences are recognised by their form and said again with the same names in them.
A row is a form of theirs, with the names in braces, and ours; `{reason}` and `{inner}` are sentences themselves.
"""

import re
from re import Pattern
from typing import Final

from api.process.forms import compiled

OTHERWISE: Final = "请求与接口模式（schema）不符：{message}"
"""For a sentence that no row knows."""

FORMS: Final[tuple[tuple[str, str], ...]] = (
    # grammar
    ("Syntax Error: {reason}", "语法错误：{reason}"),
    ("Expected {token}, found {other}.", "此处应为{token}，实为{other}。"),
    ("Unexpected description, descriptions are not supported on shorthand queries.", "简写的查询不能带说明文字。"),
    ("Unexpected description, only GraphQL definitions support descriptions.", "此处不能有说明文字。"),
    ("Unexpected variable '{name}' in constant value.", "常量中不能使用变量 {name}。"),
    ("Unexpected '..', did you mean '...'?", "此处不应有“..”，是否指“...”？"),
    ("Unexpected single quote character ('), did you mean to use a double quote (\")?", "字符串应使用双引号。"),
    ("Unexpected character: {token}.", "此处不应有字符 {token}。"),
    ("Unexpected {token}.", "此处不应有{token}。"),
    ("Invalid character: {token}.", "字符 {token} 无效。"),
    ("Invalid number, expected digit before '.', did you mean '{name}'?", "小数点前缺少数字，是否指“{name}”？"),
    ("Invalid number, unexpected digit after 0: {token}.", "数字不能以 0 开头：{token}。"),
    ("Invalid number, expected digit but got: {token}.", "数字写法有误，此处应为数字，实为{token}。"),
    ("Invalid character within String: {token}.", "字符串中有无效字符 {token}。"),
    ("Unterminated string.", "字符串没有结束。"),
    ("Invalid Unicode escape sequence: '{name}'.", "Unicode 转义序列“{name}”无效。"),
    ("Invalid character escape sequence: '{name}'.", "转义序列“{name}”无效。"),
    ("{token} is reserved and cannot be used for an enum value.", "{token}是保留字，不能用作枚举值。"),
    ("Document is nested too deeply. Parsing aborted.", "文档嵌套过深，已停止解析。"),
    ("Document contains more than {count} tokens. Parsing aborted.", "文档超过 {count} 个词法单元，已停止解析。"),
    # operations and fragments
    ("The {name} definition is not executable.", "{name} 的定义不能执行。"),
    ("The {name} operation is not supported by the schema.", "接口不提供 {name} 操作。"),
    ("There can be only one operation named '{name}'.", "操作名“{name}”重复。"),
    ("This anonymous operation must be the only defined operation.", "没有名称的操作必须是文档中唯一的操作。"),
    ("There can be only one fragment named '{name}'.", "片段名“{name}”重复。"),
    ("Unknown fragment '{name}'.", "没有名为“{name}”的片段。"),
    ("Fragment '{name}' is never used.", "片段“{name}”没有被使用。"),
    ("Fragment cannot condition on non composite type '{type}'.", "片段不能以类型“{type}”为条件：它没有字段。"),
    (
        "Fragment '{name}' cannot condition on non composite type '{type}'.",
        "片段“{name}”不能以类型“{type}”为条件：它没有字段。",
    ),
    (
        "Fragment cannot be spread here as objects of type '{type}' can never be of type '{other}'.",
        "片段不能用在这里：类型“{type}”的对象不可能是“{other}”。",
    ),
    (
        "Fragment '{name}' cannot be spread here as objects of type '{type}' can never be of type '{other}'.",
        "片段“{name}”不能用在这里：类型“{type}”的对象不可能是“{other}”。",
    ),
    ("Cannot spread fragment '{name}' within itself via {rest}.", "片段“{name}”经由 {rest} 引用了自身。"),
    ("Cannot spread fragment '{name}' within itself.", "片段“{name}”引用了自身。"),
    ("{name} must select only one top level field.", "{name} 只能有一个顶层字段。"),
    # fields and arguments
    ("Cannot query field '{name}' on type '{type}'.", "类型“{type}”没有字段“{name}”。"),
    ("Unknown type '{type}'.", "没有名为“{type}”的类型。"),
    ("Unknown argument '{name}' on field '{field}'.", "字段“{field}”没有参数“{name}”。"),
    ("Unknown argument '{name}' on directive '{field}'.", "指令“{field}”没有参数“{name}”。"),
    ("Unknown argument '{name}' on fragment '{field}'.", "片段“{field}”没有参数“{name}”。"),
    ("There can be only one argument named '{name}'.", "参数“{name}”重复。"),
    ("There can be only one input field named '{name}'.", "输入字段“{name}”重复。"),
    (
        "Argument '{name}' of type '{type}' is required, but it was not provided.",
        "缺少必填参数“{name}”（类型“{type}”）。",
    ),
    (
        "Fragment '{field}' argument '{name}' of type '{type}' is required, but it was not provided.",
        "片段“{field}”缺少必填参数“{name}”（类型“{type}”）。",
    ),
    (
        "Field '{name}' must not have a selection since type '{type}' has no subfields.",
        "字段“{name}”不能再选子字段：类型“{type}”没有字段。",
    ),
    (
        "Field '{name}' of type '{type}' must have a selection of subfields.",
        "字段“{name}”的类型是“{type}”，须选择其子字段。",
    ),
    (
        "Field '{name}' of type '{type}' must have at least one field selected.",
        "字段“{name}”的类型是“{type}”，至少须选择一个子字段。",
    ),
    (
        (
            "Fields '{name}' conflict because {reason}. Use different aliases on the fields to fetch both if this was "
            "intentional."
        ),
        "名为“{name}”的几个字段互相冲突：{reason}；如都需要，请用不同的别名。",
    ),
    ("they have differing arguments", "参数不同"),
    ("they return conflicting types '{type}' and '{other}'", "返回的类型“{type}”与“{other}”不同"),
    ("they have differing stream directives", "stream 指令不同"),
    ("subfields '{name}' conflict because {reason}", "子字段“{name}”冲突：{reason}"),
    ("'{name}' and '{other}' are different fields", "“{name}”与“{other}”是不同的字段"),
    # directives
    ("Unknown directive '{name}'.", "没有名为“{name}”的指令。"),
    ("Directive '{name}' may not be used on {rest}.", "指令“{name}”不能用在 {rest} 上。"),
    ("The directive '{name}' can only be used once at this location.", "指令“{name}”在同一处只能使用一次。"),
    # variables
    ("There can be only one variable named '{name}'.", "变量“{name}”重复。"),
    ("Variable '{name}' cannot be non-input type '{type}'.", "变量“{name}”的类型“{type}”不能用作输入。"),
    ("Variable '{name}' is not defined by operation '{other}'.", "操作“{other}”没有声明变量“{name}”。"),
    ("Variable '{name}' is not defined.", "变量“{name}”没有声明。"),
    ("Variable '{name}' is never used in operation '{other}'.", "操作“{other}”声明了变量“{name}”但没有使用。"),
    ("Variable '{name}' is never used in fragment '{other}'.", "片段“{other}”声明了变量“{name}”但没有使用。"),
    ("Variable '{name}' is never used.", "声明了变量“{name}”但没有使用。"),
    (
        "Variable '{name}' of type '{type}' used in position expecting type '{other}'.",
        "变量“{name}”的类型是“{type}”，此处须为“{other}”。",
    ),
    (
        "Variable '{name}' is of type '{type}' but must be non-nullable to be used for OneOf Input Object '{other}'.",
        "变量“{name}”（类型“{type}”）用于只能给出一个字段的输入“{other}”，不可为空。",
    ),
    (
        "Variable '{name}' must be non-nullable to be used for OneOf Input Object '{other}'.",
        "变量“{name}”用于只能给出一个字段的输入“{other}”，不可为空。",
    ),
    ("Variable '{name}' has invalid value at {place}: {inner}", "变量“{name}”的值有误（位置 {place}）：{inner}"),
    ("Variable '{name}' has invalid value: {inner}", "变量“{name}”的值有误：{inner}"),
    ("Variable '{name}' has invalid default value at {place}: {inner}", "变量“{name}”的默认值有误（{place}）：{inner}"),
    ("Variable '{name}' has invalid default value: {inner}", "变量“{name}”的默认值有误：{inner}"),
    ("Variable values are nested too deeply.", "变量嵌套过深。"),
    ("Too many errors processing variables, error limit reached. Execution aborted.", "变量中的错误过多，已停止检查。"),
    ("Argument '{name}' has invalid value: {inner}", "参数“{name}”的值有误：{inner}"),
    ("Argument '{name}' has invalid value {value}: {inner}", "参数“{name}”的值 {value} 有误：{inner}"),
    # values
    ("Expected a value of non-null type '{type}' to be provided.", "须给出类型“{type}”的值。"),
    ("Expected value of non-null type '{type}' not to be None.", "类型“{type}”的值不可为空。"),
    (
        "Expected value of type '{type}' to be an object, found: {value}.",
        "类型“{type}”的值须为对象，给出的是 {value}。",
    ),
    (
        "Expected value of type '{type}' to include required field '{name}', found: {value}.",
        "类型“{type}”的值缺少必填字段“{name}”，给出的是 {value}。",
    ),
    (
        "Expected value of type '{type}' not to include unknown field '{name}', found: {value}.",
        "类型“{type}”没有字段“{name}”，给出的是 {value}。",
    ),
    (
        "Expected value of type '{type}' not to include unknown field '{name}'. Found: {value}.",
        "类型“{type}”没有字段“{name}”，给出的是 {value}。",
    ),
    (
        "Expected value of type '{type}', but encountered error '{rest}'; found: {value}.",
        "{value} 不是类型“{type}”的值（{rest}）。",
    ),
    ("Expected value of type '{type}', found null.{rest}", "类型“{type}”的值不可为空。"),
    ("Expected value of type '{type}', found: {value}.", "{value} 不是类型“{type}”的值。"),
    (
        "Expected variable '{name}' provided to type '{type}' to provide a runtime value.",
        "类型“{type}”用到的变量“{name}”没有值。",
    ),
    (
        "Expected variable '{name}' provided to non-null type '{type}' not to be None.",
        "类型“{type}”用到的变量“{name}”不可为空。",
    ),
    (
        (
            "Within OneOf Input Object type '{type}', exactly one field must be specified, "
            "and the value for that field must be non-null."
        ),
        "输入“{type}”须恰好给出一个字段，且不可为空。",
    ),
    ("OneOf Input Object '{type}' must specify exactly one key.", "输入“{type}”须恰好给出一个字段。"),
    ("Field '{name}' must be non-null.", "字段“{name}”不可为空。"),
    ("Value for member field '{name}' must be non-null", "字段“{name}”不可为空。"),
    ("Int cannot represent non 32-bit signed integer value: {value}", "{value} 超出 32 位整数（Int）的范围。"),
    ("Int cannot represent non-integer value: {value}", "{value} 不是整数（Int）。"),
    ("Float cannot represent non numeric value: {value}", "{value} 不是数（Float）。"),
    ("String cannot represent a non string value: {value}", "{value} 不是字符串（String）。"),
    ("Boolean cannot represent a non boolean value: {value}", "{value} 不是布尔值（Boolean）。"),
    (
        "ID cannot represent a non-string and non-integer value: {value}",
        "{value} 不是标识（ID）：须为字符串或整数。",
    ),
    ("Value cannot represent a {type}: {value}", "{value} 不是 {type} 的值。"),
    ("Value '{value}' does not exist in '{type}' enum.", "“{value}”不是“{type}”的可选值。"),
    ("Enum '{type}' cannot represent non-string value: {value}.", "{value} 不是“{type}”的可选值：须为字符串。"),
    ("Enum '{type}' cannot represent non-enum value: {value}.", "{value} 不是“{type}”的可选值。"),
    ("{type} cannot represent value: {value}", "{value} 不是 {type} 的值。"),
    # what is switched off
    (
        "GraphQL introspection has been disabled, but the requested query contained the field '{name}'.",
        "本系统不提供接口模式的内省，查询中有字段“{name}”。",
    ),
    ("Maximum introspection depth exceeded", "内省查询嵌套过深。"),
)

TOKENS: Final = {"<EOF>": "文档末尾", "<SOF>": "文档开头", "Name": "名称"}
_TOKEN_KINDS: Final = {"Name": "名称 ", "Int": "整数 ", "Float": "小数 ", "String": "字符串 ", "BlockString": "字符串 "}
_SENTENCES: Final = frozenset({"reason", "inner"})
_TOKEN_NAMES: Final = frozenset({"token", "other"})
_SUGGESTION: Final = re.compile(
    r" Did you mean (?:the enum value |to use an inline fragment on )?('.*?')\?(?= Found:|$)"
)
_LIST: Final = re.compile(r",? or |, ")


def in_chinese(message: str) -> str:
    """Say a sentence of graphql-core or strawberry in Chinese."""
    said = _said(message)
    return OTHERWISE.format(message=message) if said is None else said


def _said(message: str) -> str | None:
    suggested = _SUGGESTION.search(message)
    plain = message if suggested is None else message[: suggested.start()] + message[suggested.end() :]
    for form, ours in _COMPILED:
        match = form.fullmatch(plain)
        if match is not None:
            sentence = ours.format_map({name: _part(name, text) for name, text in match.groupdict().items()})
            return sentence if suggested is None else sentence.rstrip("。") + _asked(suggested.group(1))
    return None


def _part(name: str, text: str) -> str:
    if name in _SENTENCES:
        return _said(text) or text
    return _token(text) if name in _TOKEN_NAMES else text


def _token(text: str) -> str:
    kind, space, rest = text.partition(" ")
    if space and kind in _TOKEN_KINDS:
        return _TOKEN_KINDS[kind] + rest
    return TOKENS.get(text, text)


def _asked(names: str) -> str:
    return "，是否指 " + "、".join(_LIST.split(names)) + "？"


_COMPILED: Final[tuple[tuple[Pattern[str], str], ...]] = tuple((compiled(form), ours) for form, ours in FORMS)
