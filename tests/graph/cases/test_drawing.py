"""The picture of a workflow: every row of every table with all that it says, and nothing else."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from builders.pictures import Picture, Token, lines, read, words

from graph.cases.drawing import draw, lettered, quote
from graph.cases.labels import ELSEWHERE, PRODUCT, WIDEST, Language, broken, lines_of
from graph.law.policies import POLICIES, policy
from graph.law.policy import Cell, Policy
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Articles, Side, Span, Step, Table, Within, Workflow
from graph.law.workflows import LICENSE, OBJECTION, WORKFLOWS
from graph.words.objections import ObjectionEvent, ObjectionState
from graph.words.organisation import PostKind

JIAOZUO, WUHU = policy("JI"), policy("WH")
TABLES = [(workflow, row) for workflow in WORKFLOWS.values() for row in POLICIES.values() if row.table(workflow)]
PLAIN = Step(
    None, ObjectionEvent.RAISE, frozenset({PostKind.APPLICANT}), Side.APPLICANT, (), NO_NUMBER,
    ObjectionState.RAISED, ("WH-16",),
)  # fmt: skip


def named(each: tuple[Workflow, Policy]) -> str:
    return f"{each[0].id}-{each[1].id}"


def table(workflow: Workflow, row: Policy) -> Table:
    cell = row.table(workflow)
    assert cell is not None
    return cell.value


def with_table(row: Policy, *steps: Step, rules: Articles = ("WH-16",), since: date | None = None) -> Policy:
    return replace(row, workflows={OBJECTION.id: Cell(steps, rules, since)})


def cluster(workflow: Workflow, row: Policy, language: Language = Language.ZH) -> Picture:
    return read(draw(workflow, [row], language)).clusters[f"cluster_{row.id}"]


def middles(picture: Picture, step: Step, row: Policy) -> Iterator[tuple[str, bool]]:
    """The words on arrows between the states of a step, and whether all of the arrow is dashed."""
    tail, head = f"{row.id}/{step.state.name if step.state else 'START'}", f"{row.id}/{step.then.name}"
    for before, middle, look in picture.arrows:
        for beyond, after, other in picture.arrows:
            if (before, beyond, after) == (tail, middle, head):
                dashed = {found.get("style", Token("", "word")).text for found in (look, other, picture.nodes[middle])}
                assert len(dashed) == 1
                yield words(picture.nodes[middle]["label"]), dashed == {"dashed"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("each", TABLES, ids=named)
def test_every_row_is_drawn_with_all_that_it_says(each: tuple[Workflow, Policy], language: Language) -> None:
    workflow, row = each
    picture = cluster(workflow, row, language)
    for step in table(workflow, row):
        said = [
            language.term(step.event),
            *(language.term(actor) for actor in step.actors),
            step.side.value if language is Language.ZH else step.side.name.lower(),
            *step.rules,
            *(language.of(condition.words) for condition in step.when),
            *(article for tell in step.tells for article in tell.rules),
            *([language.of(PRODUCT)] if step.product else []),
        ]
        compact = ["".join(each.split()) for each in said]
        found = [words for words in middles(picture, step, row) if all(each in words[0] for each in compact)]
        shortest = min(len(words) for words, _ in found)  # a report, and not a report of nothing
        assert [dashed for words, dashed in found if len(words) == shortest] == [step.product], said


@pytest.mark.parametrize("each", TABLES, ids=named)
def test_nothing_is_drawn_that_no_row_says(each: tuple[Workflow, Policy]) -> None:
    workflow, row = each
    picture, steps = cluster(workflow, row), table(workflow, row)
    tails = [tail for tail, _, look in picture.arrows if look.get("arrowhead", Token("", "")).text == "none"]
    assert len(tails) == len(steps) + len(workflow.entered)
    states = {name for name in picture.nodes if not name.partition("/")[2].startswith(("STEP_", "TO_"))}
    drawn = {state.name if state else "START" for step in steps for state in (step.state, step.then)}
    assert states == {f"{row.id}/{name}" for name in drawn | ({"START"} if workflow.entered else set())}


@pytest.mark.parametrize("each", TABLES, ids=named)
def test_without_any_one_of_its_rows_a_table_has_another_picture(each: tuple[Workflow, Policy]) -> None:
    workflow, row = each
    steps = table(workflow, row)
    pictures = {
        draw(workflow, [replace(row, workflows={workflow.id: Cell((*steps[:at], *steps[at + 1 :]), ("WH-16",))})])
        for at in range(len(steps))
    }
    assert len(pictures) == len(steps)
    assert draw(workflow, [row]) not in pictures


@pytest.mark.parametrize(
    "change",
    [
        {"lasts": Within(7)}, {"lasts": Within(7, handed_in=True)}, {"rules": ("WH-17",)}, {"side": Side.CARRIER},
        {"actors": frozenset({PostKind.HEAD})}, {"apart": frozenset({ObjectionEvent.EXPLAIN})}, {"product": True},
        {"then": ObjectionState.IN_CHECK}, {"event": ObjectionEvent.TAKE_UP},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_said_otherwise_is_drawn_otherwise(change: dict[str, object]) -> None:
    changed: Step = replace(PLAIN, **change)  # type: ignore[arg-type]
    assert draw(OBJECTION, [with_table(WUHU, PLAIN)]) != draw(OBJECTION, [with_table(WUHU, changed)])


def test_terms_are_said_as_a_lawyer_says_them() -> None:
    extension = next(step for step in table(OBJECTION, JIAOZUO) if step.event is ObjectionEvent.EXTEND)
    assert lines_of(extension, Language.ZH)[1:4] == (
        "提供方：主要负责人", "延长1至10个工作日，", "应在期限届满之前",
    )  # fmt: skip
    for lasts, said in (
        (Within(10), "期限10个工作日"),
        (Within(10, handed_in=True), "期限10个工作日，自提交起算"),
        (NO_NUMBER, "未规定期限"),
        (Span.RUNS_ON, "期限续计"),
    ):
        assert lines_of(replace(PLAIN, lasts=lasts), Language.ZH)[2] == said
    assert lines_of(replace(PLAIN, lasts=Span.AT_REST), Language.ZH) == ("提出", "申请方：申请人", "依据：WH-16")


def test_another_person_is_asked_for() -> None:
    apart = replace(PLAIN, apart=frozenset({ObjectionEvent.CORRECT}))
    assert "条件：不是办理过“更正”的人" in lines_of(apart, Language.ZH)
    assert "if by another person than did: correct" in " ".join(lines_of(apart, Language.EN))


def test_open_states_and_states_at_rest_differ_in_their_frames() -> None:
    nodes = cluster(OBJECTION, JIAOZUO).nodes
    bold = {name for name, look in nodes.items() if "penwidth" in look}
    double = {name for name, look in nodes.items() if "peripheries" in look}
    assert bold == {f"JI/{state.name}" for state in OBJECTION.open}
    assert double == {f"JI/{state.name}" for state in ObjectionState if state not in OBJECTION.open}
    assert nodes["JI/START"]["shape"].text == "point"


def test_a_case_that_comes_in_without_a_row_says_so() -> None:
    picture = cluster(LICENSE, WUHU)
    assert words(picture.nodes["WH/TO_IN_FORCE"]["label"]) == ELSEWHERE.zh
    assert ("WH/START", "WH/TO_IN_FORCE") in {arrow[:2] for arrow in picture.arrows}


def test_rows_with_the_same_words_and_ends_are_one_arrow() -> None:
    picture = cluster(OBJECTION, JIAOZUO)
    corrected = [name for name, look in picture.nodes.items() if lines(look["label"])[0] == "更正"]
    assert len(corrected) == 1
    assert {tail for tail, head, _ in picture.arrows if head == corrected[0]} == {
        "JI/RAISED", "JI/IN_CHECK", "JI/EXTENDED",
    }  # fmt: skip
    twice = with_table(WUHU, PLAIN, PLAIN)
    assert draw(OBJECTION, [twice]) == draw(OBJECTION, [with_table(WUHU, PLAIN)])


def test_a_title_names_city_document_number_and_period() -> None:
    assert lines(cluster(OBJECTION, JIAOZUO).attributes["label"]) == [
        "焦作市（JI）", "JI《焦作市政务数据资源管理暂行办法》（焦政办〔2020〕52号）", "自2020-10-28起施行",
    ]  # fmt: skip
    assert "自2022-06-16起施行，自2027-06-16起失效" in lines(cluster(OBJECTION, policy("JZ")).attributes["label"])
    assert lines(cluster(OBJECTION, policy("SC809")).attributes["label"])[1:] == [
        "SC-809 政务数据共享条例（国务院令第809号）", "自2025-08-01起施行", "条文未经核对",
    ]  # fmt: skip
    amended = with_table(WUHU, PLAIN, since=date(2027, 1, 1))
    assert "自2027-01-01起施行" in lines(cluster(OBJECTION, amended).attributes["label"])


def test_policies_stand_side_by_side_and_who_does_not_know_it_is_left_out() -> None:
    every = read(draw(OBJECTION, POLICIES.values()))
    assert set(every.clusters) == {f"cluster_{name}" for name in POLICIES}
    assert set(read(draw(LICENSE, POLICIES.values())).clusters) == {"cluster_WH"}


def test_what_is_written_by_others_stays_words() -> None:
    hostile = 'a"]b\\N <B>&amp; \\'
    picture = cluster(OBJECTION, replace(WUHU, city=hostile + "\n}"))
    assert lines(picture.attributes["label"])[0] == hostile + " }（WH）"
    read_back = read(f'digraph "x" {{ {quote(hostile)} [label={quote(hostile + chr(10) + hostile)}] }}')
    assert lines(next(iter(read_back.nodes.values()))["label"]) == [hostile, hostile]
    markup = read(f'digraph "x" {{ "y" [label={lettered((hostile, hostile), 12)}] }}')
    assert lines(markup.nodes["y"]["label"]) == [hostile, hostile]


def test_the_same_table_gives_the_same_text_in_every_process() -> None:
    program = (
        "import sys\nfrom graph.cases.drawing import draw\nfrom graph.law.policies import POLICIES\n"
        "from graph.law.workflows import WORKFLOWS\n"
        "sys.stdout.buffer.write(''.join(draw(each, POLICIES.values()) for each in WORKFLOWS.values()).encode())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert told == {"".join(draw(each, POLICIES.values()) for each in WORKFLOWS.values()).encode()}


@pytest.mark.parametrize("language", Language)
def test_no_line_of_an_arrow_is_too_long_or_begins_with_a_mark_that_closes(language: Language) -> None:
    for workflow, row in TABLES:
        for step in table(workflow, row):
            for line in lines_of(step, language):
                assert sum(2 if ord(char) > 0x2E80 else 1 for char in line) <= WIDEST + 2, line
                assert line[0] not in "，。；：、）》”", line
                assert line == line.strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("甲乙丙丁", ["甲乙", "丙丁"]),
        ("甲乙丙，丁", ["甲乙", "丙，", "丁"]),
        ("甲，乙（丙）丁", ["甲，", "乙", "（丙）", "丁"]),
        ("one two three", ["one", "two", "three"]),
        ("an unbreakable_word", ["an", "unbreakable_word"]),
        ("a\nb\x1bc", ["a", "b\\x1bc"]),
    ],
)
def test_a_text_is_broken_where_it_may_be(text: str, found: list[str]) -> None:
    assert list(broken(text, 4)) == found
