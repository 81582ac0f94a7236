"""What people call the parts of a verdict: its summary, its questions and answers, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.errors import Text
from licenses.proof.verdict import Answer, Basis, Question, Summary

SUMMARIES: Final[Mapping[Summary, Text]] = {
    Summary.GENUINE: Text("属实且有效", "genuine and in force"),
    Summary.NOT_GENUINE: Text("不属实", "not genuine"),
    Summary.NOT_IN_FORCE: Text("属实但不在有效状态", "genuine, but not in force"),
    Summary.UNDECIDED: Text("无法判定", "undecided"),
}
ANSWERS: Final[Mapping[Answer, Text]] = {
    Answer.YES: Text("是", "yes"),
    Answer.NO: Text("否", "no"),
    Answer.UNDECIDED: Text("无法判定", "undecided"),
    Answer.NOT_ASKED: Text("未查询", "not asked"),
}
QUESTIONS: Final[Mapping[Question, Text]] = {
    Question.READABLE: Text("文件可以读取", "The file can be read"),
    Question.SEALED: Text("有且仅有一枚电子印章", "Exactly one seal"),
    Question.INTACT: Text("自盖章后未被改动", "Unchanged since it was sealed"),
    Question.SIGNER_TRUSTED: Text("印章证书可信", "The seal's certificate is trusted"),
    Question.TIME_TRUSTED: Text("盖章时间可信", "The time of sealing is trusted"),
    Question.CERTIFICATE_VALID_THEN: Text("盖章时证书有效", "The certificate was good then"),
    Question.ISSUER_ENTITLED: Text("颁发机构有权颁发", "The authority may issue it"),
    Question.IDENTIFIER_WELLFORMED: Text("证照标识符合 GB/T 36904", "The identifier follows GB/T 36904"),
    Question.REGISTERED: Text("登记簿中有该证照", "The register knows it"),
    Question.AS_ISSUED: Text("与签发的文件一致", "The file is as issued"),
    Question.FACE_AGREES: Text("照面信息一致", "The face agrees"),
    Question.IN_FORCE: Text("处于有效状态", "In force"),
    Question.UNCONTESTED: Text("没有未办结的异议", "No open objection"),
}
BASES: Final[Mapping[Basis, Text]] = {
    Basis.FILE: Text("文件", "the file"),
    Basis.TRUST_BUNDLE: Text("信任列表", "trust anchors"),
    Basis.TRUST_PACKAGE: Text("信任包", "a trust package"),
    Basis.REGISTER: Text("登记簿", "the register"),
}


def summary_of(value: str) -> Text:
    """What a summary is called that comes as its JSON value; any other word as it is."""
    known = next((words for summary, words in SUMMARIES.items() if summary.value == value), None)
    return known or Text(value, value)
