"""Grading repeat finding on a stream, and floors under what it reaches on a small one."""

import json
import sys
from pathlib import Path

import pytest

from bot.bootstrap import grading
from bot.bootstrap.grading import Answer, Attach, BadStream, Item
from bot.cli import main

STREAM = Path(__file__).parent / "data" / "repeats.jsonl"


def items(*lines: tuple[str, str | None]) -> list[Item]:
    return [Item(text=text, group=group) for text, group in lines]


def an_answer(*suggested: int, attached: int | None = None) -> Answer:
    return Answer(suggested=suggested, attached=attached, ms=1.0)


@pytest.mark.parametrize(
    ("choice", "top_1", "top_5"), [("lexical", 0.80, 0.92), ("semantic", 0.80, 0.97)]
)
def test_repeats_are_found_as_well_as_before(choice: str, top_1: float, top_5: float):
    answers, score = grading.replay(grading.read(STREAM), choice)

    assert len(answers) == score.lines
    assert score.top_1 is not None
    assert score.top_1 >= top_1
    assert score.top_5 is not None
    assert score.top_5 >= top_5
    assert score.attach.precision == 1.0
    assert score.attach.right >= 2


def test_suggestions_are_five_distinct_earlier_lines():
    answers, _ = grading.replay(grading.read(STREAM), "lexical")

    for index, answer in enumerate(answers):
        assert len({*answer.suggested}) == len(answer.suggested) <= 5
        assert all(one < index for one in answer.suggested)
        assert answer.attached is None or answer.attached in answer.suggested


def test_the_labels_never_teach():
    stream = grading.read(STREAM)
    without = [Item(text=item.text, group=None) for item in stream]

    taught, _ = grading.replay(stream, "lexical")
    untaught, _ = grading.replay(without, "lexical")

    assert [(one.suggested, one.attached) for one in taught] == [
        (one.suggested, one.attached) for one in untaught
    ]


def test_the_best_bar_is_told_as_such():
    _, score = grading.replay(grading.read(STREAM), "lexical", Attach.BALANCED)
    _, careful = grading.replay(grading.read(STREAM), "lexical")

    assert score.bar is not None
    assert (score.attach.f1 or 0) > (careful.attach.f1 or 0)
    assert "chosen with the labels in view" in "\n".join(grading.told(score))


def test_scores_count_as_they_are_meant_to():
    stream = items(("a", "x"), ("b", "y"), ("c", "x"), ("d", "x"), ("e", None))
    answers = [
        an_answer(),
        an_answer(0, attached=0),
        an_answer(1, 0),
        an_answer(0, attached=2),
        an_answer(1, attached=1),
    ]

    score = grading.score(stream, answers, "none")

    assert (score.lines, score.repeats) == (5, 2)
    assert (score.top_1, score.top_5) == (0.5, 1.0)
    assert (score.attach.right, score.attach.done, score.attach.there) == (1, 2, 2)


@pytest.mark.parametrize(
    ("case", "groups", "clusters", "f1"),
    [
        ("as it should be", "aab", [0, 0, 2], 1.0),
        ("all apart", "aab", [0, 1, 2], 0.8),
        ("all in one", "aab", [0, 0, 0], 5 / 7),
    ],
)
def test_b_cubed_is_what_it_is_by_hand(case: str, groups: str, clusters: list[int], f1: float):
    assert grading.b_cubed(list(groups), clusters) == pytest.approx(f1), case


def test_an_empty_stream_has_no_score():
    answers, score = grading.replay([], "lexical")

    assert answers == []
    assert (score.top_1, score.b_cubed, score.attach.precision) == (None, None, None)
    assert "top-1             -" in list(grading.told(score))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"text": "a"}\n{"text": ', "Line 2 of .* is no JSON"),
        ('{"group": "x"}', 'Line 1 of .* has no "text"'),
        ("[1]", 'Line 1 of .* has no "text"'),
    ],
)
def test_a_file_that_is_no_stream_is_refused_with_the_line(tmp_path: Path, text: str, what: str):
    file = tmp_path / "stream.jsonl"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadStream, match=what):
        grading.read(file)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path):
    file = tmp_path / "stream.jsonl"
    file.write_bytes(b'{"text": "\xff"}')

    with pytest.raises(BadStream, match="not a text in UTF-8"):
        grading.read(file)


def test_texts_that_nobody_expects_get_an_answer_each():
    odd = [
        "",
        "🔥",
        "x" * 40_000,
        "売上が違う",
        "выручка",
        "URGENT data issue",
        "URGENT data issue",
    ]

    answers, _ = grading.replay(items(*((text, None) for text in odd)), "lexical")

    assert [answer.attached for answer in answers] == [None] * len(odd)
    assert answers[6].suggested[0] == 5


@pytest.mark.parametrize("encoder", ["lexical", "."])
def test_the_command_writes_a_line_for_each_and_prints_the_grade(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    encoder: str,
):
    out = tmp_path / "out.jsonl"
    words = ["repeats", "replay", str(STREAM), "--out", str(out), "--encoder", encoder]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["hydrant", *words])

    with pytest.raises(SystemExit) as ended:
        main()

    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert ended.value.code == 0
    assert [one["index"] for one in written] == list(range(len(written)))
    assert {*written[0]} == {"index", "suggested", "attached", "ms"}
    assert "read by lexical" in capsys.readouterr().out


def test_an_encoder_that_is_none_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    out = tmp_path / "out.jsonl"
    words = ["repeats", "replay", str(STREAM), "--out", str(out), "--encoder", "semantik"]
    monkeypatch.setattr(sys, "argv", ["hydrant", *words])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "'semantik' is no encoder: say lexical, semantic, or name a folder.\n"
    )
    assert not out.exists()
