"""The verdict for a person: in large words first, then what it rests on, what was shown, and every question.

It is written from the same JSON that a program gets. A picture of a file that is not genuine and in force is struck
across with the word that says so.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Any, Final

from api.http.pages import words
from api.http.pages.asking import face_path
from api.http.pages.markup import Content, Markup, both, tag
from api.http.pages.receipt import receipt_form
from api.http.pages.shapes import Shape, Tone
from api.http.pages.state import facts, head, identifier, objection
from graph.errors import Text
from graph.words.attestations import AttestationKind
from licenses.proof.causes import Cause
from licenses.proof.drawings import Drawing
from licenses.proof.face_check import FaceAnswer

Verdict = Mapping[str, Any]
"""As `Verdict.to_json` gives it."""


@unique
class Subject(StrEnum):
    """What a verdict is about."""

    FILE = "file"
    COPY = "copy"
    """A picture, a print, a scan."""
    IDENTIFIER = "identifier"
    FACE = "face"
    ATTESTATION = "attestation"
    """What the register has attested, such as a receipt."""


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict with what is shown beside it."""

    subject: Subject
    verdict: Verdict
    drawing: Drawing | None = None
    asked: Sequence[tuple[str, str]] = ()
    """What was typed, to be asked once more for a receipt."""


_COPIES: Final = frozenset(
    {
        Cause.PICTURE,
        Cause.PICTURE_OF,
        Cause.SCAN,
        Cause.SCAN_OF,
        Cause.NO_SEAL,
        Cause.COPY_OF,
        Cause.EMPTY_SEAL,
        Cause.DETACHED_SEAL,
    }
)
_SIGNS: Final[Mapping[tuple[str, str], tuple[Shape, Tone]]] = {
    ("copy", "not_genuine"): (Shape.COPY, Tone.CAUTION),
    ("copy", "not_in_force"): (Shape.COPY, Tone.CAUTION),
    ("copy", "genuine"): (Shape.COPY, Tone.UNKNOWN),
    ("copy", "undecided"): (Shape.COPY, Tone.UNKNOWN),
    ("attestation", "undecided"): (Shape.COPY, Tone.COMING),
}
_SUMMARY_SIGNS: Final[Mapping[str, tuple[Shape, Tone]]] = {
    "genuine": (Shape.CHECK, Tone.GOOD),
    "not_genuine": (Shape.CROSS, Tone.BAD),
    "not_in_force": (Shape.WARNING, Tone.CAUTION),
    "undecided": (Shape.QUESTION, Tone.UNKNOWN),
}
_ANSWER_SIGNS: Final[Mapping[str, tuple[Shape, Tone]]] = {
    "yes": (Shape.CHECK, Tone.GOOD),
    "no": (Shape.CROSS, Tone.BAD),
    "undecided": (Shape.QUESTION, Tone.UNKNOWN),
    "not_asked": (Shape.NOTHING, Tone.UNKNOWN),
}


def answer_html(told: Told, *, receipts: bool) -> Markup:
    """Write a verdict.

    Args:
        told: The verdict, and what is shown beside it.
        receipts: Whether somebody is set to make one of it.
    """
    subject = _subject(told)
    verdict, summary = told.verdict, str(told.verdict.get("summary", "undecided"))
    asked = verdict.get("questions", ())
    said = tag(
        "div",
        _objection(asked),
        facts(*_facts(verdict)),
        _undrawn(told.drawing),
        _to_face(subject, verdict),
        _questions(asked),
        receipt_form(told.asked) if receipts else None,
        class_="said",
    )
    stamp, intact = words.STAMPS.get((subject, summary)), _answers(verdict).get("intact") == "yes"
    drawing = told.drawing
    shown = _pictures(drawing, stamp, intact=intact) if drawing is not None and drawing.pictures else None
    return tag(
        "section",
        _head(subject, verdict, summary),
        tag("div", shown, said, class_="beside" if shown else None),
        class_="verdict",
        aria_labelledby="verdict-title",
    )


def _subject(told: Told) -> Subject:
    """What it is about; a file may turn out to be a copy, or an attestation of this register."""
    if "attestation" in told.verdict:
        return Subject.ATTESTATION
    causes = {reply["evidence"].get("cause") for reply in told.verdict.get("questions", ())[:2]}
    return Subject.COPY if told.subject is Subject.FILE and causes & _COPIES else told.subject


def _head(subject: Subject, verdict: Verdict, summary: str) -> Markup:
    word = _by_kind(verdict) or words.SUMMARIES.get((subject, summary)) or words.SUMMARIES["file", "undecided"]
    shape, tone = _SIGNS.get((subject, summary)) or _SUMMARY_SIGNS[summary]
    attested = subject is Subject.ATTESTATION
    after = words.NEXT_OF_ATTESTATION if attested else words.NEXT.get((subject, summary))
    return head(
        shape,
        tone,
        tag("h2", word, id="verdict-title", class_="word", tabindex=-1),
        tag("p", _text(verdict["reason"]), class_="reason") if "reason" in verdict else None,
        tag("p", after, class_="next") if after else None,
    )


def _by_kind(verdict: Verdict) -> Text | None:
    """What is said in large words of a face or an attestation, whatever the summary."""
    if "attestation" in verdict:
        return words.ATTESTATIONS[AttestationKind[str(verdict["attestation"]["kind"]).upper()]]
    return words.FACES.get(str(verdict.get("face_check")))


def _to_face(subject: Subject, verdict: Verdict) -> Markup | None:
    """The way to what a copy or a number alone cannot tell, where the register knows the licence."""
    if subject not in {Subject.COPY, Subject.IDENTIFIER} or _answers(verdict).get("registered") != "yes":
        return None
    return tag(
        "p", tag("a", words.TO_FACE.zh, href=face_path(verdict["identifier"]), class_="button second"), class_="buttons"
    )


def _objection(asked: Sequence[Verdict]) -> Markup | None:
    open_ = next((reply for reply in asked if reply["code"] == "uncontested" and reply["answer"] == "no"), None)
    return None if open_ is None else objection(_text(open_["reason"]))


def _facts(verdict: Verdict) -> list[tuple[Text, Content]]:
    rests_on = [words.BASES[basis] for basis in verdict.get("rests_on", ())]
    together = Text("、".join(each.zh for each in rests_on), ", ".join(each.en for each in rests_on))
    rows: list[tuple[Text, Content]] = []
    if "at" in verdict:
        rows.append((words.ASKED_AT, moment(datetime.fromisoformat(verdict["at"]))))
    if rests_on:
        rows.append((words.RESTS_ON, together))
    if (attested := verdict.get("attestation")) is not None:
        rows.append((words.ATTESTATION_NUMBER, tag("code", str(attested["number"]))))
        rows.append((words.ATTESTATION_ISSUER, str(attested["issuer"])))
        rows.append((words.ATTESTATION_OUTCOME, words.OUTCOMES[attested["outcome"]]))
        about = attested["about"].items()
        rows += [(words.ABOUT[name], tag("code", str(value))) for name, value in about if name in words.ABOUT]
    if "face_check" in verdict:
        number = FaceAnswer[str(verdict["face_check"]).upper()].value
        rows.append((words.FACE_CODE, f"{number}（GB/T 36906）"))
    if verdict.get("identifier"):
        rows.append((words.IDENTIFIED, identifier(verdict["identifier"])))
    if verdict.get("digest"):
        rows.append((words.DIGEST, tag("code", str(verdict["digest"]))))
    return rows


def moment(at: datetime) -> Text:
    """A moment with the offset of China, as it is written there."""
    return Text(f"{at:%Y年%m月%d日 %H:%M:%S}（北京时间）", "")


def _questions(asked: Sequence[Verdict]) -> Markup | None:
    answered = [reply for reply in asked if reply["answer"] != "not_asked"]
    silent = [reply for reply in asked if reply["answer"] == "not_asked"]
    if not answered:
        return None
    title = Text(words.NOT_ASKED.zh.format(count=len(silent)), words.NOT_ASKED.en.format(count=len(silent)))
    return tag(
        "section",
        tag("h3", words.DETAILS),
        tag("ol", *map(_question, answered), class_="questions"),
        tag("details", tag("summary", title), tag("ol", *map(_question, silent), class_="questions"))
        if silent
        else None,
    )


def _question(reply: Verdict) -> Markup:
    answer = str(reply["answer"])
    shape, tone = _ANSWER_SIGNS[answer]
    return tag(
        "li",
        shape.drawn,
        tag(
            "div",
            tag(
                "p", tag("span", words.QUESTIONS[reply["code"]].zh), tag("b", words.ANSWERS[answer].zh), class_="asked"
            ),
            tag("p", _text(reply["reason"])),
        ),
        class_=f"{tone.value} {answer}",
    )


def _undrawn(drawing: Drawing | None) -> Markup | None:
    if drawing is None or drawing.undrawn is None:
        return None
    return tag("p", words.UNDRAWN[drawing.undrawn], class_="undrawn")


def _pictures(drawing: Drawing, stamp: Text | None, *, intact: bool) -> Markup:
    covered = words.SHOWN_SEALED if intact else words.SHOWN_CLAIMED
    title = words.SHOWN_AS_IS if drawing.sealed is None else covered
    sheets = []
    for number, picture in enumerate(drawing.pictures, 1):
        which = words.PAGE.zh.format(number=number, pages=drawing.pages)
        alt = f"{title.zh}，{which}" + (f"（{stamp.zh}）" if stamp else "")
        source = f"data:image/jpeg;base64,{b64encode(picture.content).decode()}"
        image = tag("img", src=source, alt=alt, width=picture.width, height=picture.height)
        across = tag("span", stamp, class_="stamp", aria_hidden="true") if stamp else None
        sheets.append(tag("div", image, across, class_="sheet struck" if stamp else "sheet"))
    larger = tag("label", tag("input", type="checkbox", class_="larger"), words.ENLARGE, class_="enlarge")
    caption = tag("figcaption", _caption(drawing))
    return tag("figure", tag("h3", title), larger, *sheets, caption, class_="shown", aria_label=both(title))


def _caption(drawing: Drawing) -> Text:
    count = len(drawing.pictures)
    parts = [
        words.DRAWN_AS_IS
        if drawing.sealed is None
        else Text(
            *(each.format(bytes=f"{drawing.sealed:,}") for each in (words.DRAWN_SEALED.zh, words.DRAWN_SEALED.en))
        )
    ]
    if count < drawing.pages:
        known = {"count": count, "pages": drawing.pages}
        parts.append(Text(words.MORE_PAGES.zh.format(**known), words.MORE_PAGES.en.format(**known)))
    return Text("".join(each.zh for each in parts), " ".join(each.en for each in parts))


def _answers(verdict: Verdict) -> Mapping[str, str]:
    return {reply["code"]: reply["answer"] for reply in verdict.get("questions", ())}


def _text(said: Mapping[str, str]) -> Text:
    return Text(said["zh"], said["en"])
