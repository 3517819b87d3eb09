"""What the analyst knows at the end: one tap each, the last one counts, none is needed."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.domain.closing import (
    NO_TOOL,
    PREVENTABLE,
    Answer,
    Cause,
    Closing,
    Effort,
    Returns,
    take_in,
)
from bot.domain.ids import Number
from tests.builders import ADA, BO, FRONT, NOW, later

NOTHING = Closing(front=FRONT, number=Number(42), by=ADA, at=NOW)
ANSWERS = {
    "effort": Effort.HOUR,
    "cause": Cause.SOURCE_SYSTEM,
    "preventable": 4,
    "returns": Returns.UNSURE,
    "tool": "Warehouse",
}


@pytest.mark.parametrize("question", ANSWERS)
def test_one_tap_answers_one_question(question: str):
    answer = Answer(**{question: ANSWERS[question]})  # type: ignore[arg-type]

    after = take_in(NOTHING, answer, BO, later(minutes=1))

    assert after == replace(
        NOTHING,
        by=BO,
        at=later(minutes=1),
        **{question: ANSWERS[question]},  # type: ignore[arg-type]
    )
    assert not after.is_complete


def test_answers_come_one_at_a_time_and_add_up():
    closing = NOTHING

    for question, value in ANSWERS.items():
        was_complete = closing.is_complete
        closing = take_in(closing, Answer(**{question: value}), ADA, NOW)  # type: ignore[arg-type]
        assert not was_complete

    assert {name: getattr(closing, name) for name in ANSWERS} == ANSWERS
    assert closing.is_complete


def test_the_last_answer_to_a_question_counts():
    once = take_in(NOTHING, Answer(effort=Effort.MINUTES), ADA, NOW)

    twice = take_in(once, Answer(effort=Effort.LONGER), BO, later(minutes=1))

    assert (twice.effort, twice.by) == (Effort.LONGER, BO)


def test_who_asks_to_be_asked_no_more_is_done_and_keeps_what_was_said():
    once = take_in(NOTHING, Answer(cause=Cause.ACCESS), ADA, NOW)

    skipped = take_in(once, Answer(skip=True), ADA, later(minutes=1))
    again = take_in(skipped, Answer(effort=Effort.HOUR), ADA, later(minutes=2))

    assert (skipped.is_skipped, skipped.is_complete, skipped.cause) == (True, True, Cause.ACCESS)
    assert (again.is_skipped, again.effort) == (True, Effort.HOUR)


def test_that_no_tool_held_them_up_is_an_answer_too():
    assert take_in(NOTHING, Answer(tool=NO_TOOL), ADA, NOW).tool == NO_TOOL


def test_every_answer_of_a_tap_has_its_place_in_the_closing():
    questions = {field.name for field in fields(Answer)} - {"skip"}

    assert questions == set(ANSWERS)
    assert questions <= {field.name for field in fields(Closing)}


@pytest.mark.parametrize(
    ("effort", "counts_as"),
    [
        (Effort.MINUTES, timedelta(minutes=10)),
        (Effort.HOUR, timedelta(minutes=35)),
        (Effort.HALF_DAY, timedelta(hours=2, minutes=30)),
        (Effort.LONGER, timedelta(hours=6)),
    ],
)
def test_a_bucket_stands_for_a_typical_time(effort: Effort, counts_as: timedelta):
    assert effort.counts_as == counts_as


def test_how_preventable_it_was_is_said_in_five_steps():
    assert list(PREVENTABLE) == [1, 2, 3, 4, 5]
