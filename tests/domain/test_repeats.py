"""What looks like what, and what to make of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.repeats import (
    CLEAR,
    NEVER,
    Because,
    Caution,
    Grade,
    Heard,
    Label,
    Likeness,
    Story,
    Why,
    blend,
    calibrated,
    distinct,
    episodes,
    is_candidate,
    is_exact_repeat,
    may_be_one,
    medoid,
    reasons,
    sure_of,
)

START = Caution(agreed=0.65, alone=0.9)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_story(score: float, *members: int, issue: int | None = None) -> Story:
    numbers = members or (1,)
    return Story(issue=issue, nearest=Likeness(numbers[0], score), members=numbers, score=score)


def nobody(_: Story) -> bool:
    return False


def anybody(_: Story) -> bool:
    return True


# --- suggesting -------------------------------------------------------------------------------


def test_a_story_counts_by_its_nearest_and_by_all_of_it():
    assert blend([0.9, 0.5, 0.1]) == pytest.approx(0.7)


def test_incidents_of_one_repeat_issue_take_one_place():
    found = [Likeness(number, 1 - number / 10) for number in range(1, 9)]

    five = distinct(found, lambda number: "R-7" if number <= 3 else number)

    assert [one.number for one in five] == [1, 4, 5, 6, 7]


# --- attaching alone --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "stories", "is_backed", "is_sure"),
    [
        ("nothing is there", [], nobody, False),
        ("several agree", [a_story(0.7, 1, 2)], nobody, True),
        ("several, not enough", [a_story(0.6, 1, 2)], nobody, False),
        ("a single one is not enough", [a_story(0.8)], nobody, False),
        ("a single one is backed by a third", [a_story(0.8)], anybody, True),
        ("a single one says nearly the same", [a_story(0.92)], nobody, True),
        ("two stories are as near", [a_story(0.7, 1, 2), a_story(0.69, 3, 4)], nobody, False),
        ("one is clear", [a_story(CLEAR, 1, 2), a_story(CLEAR, 3, 4)], nobody, True),
    ],
)
def test_nobody_is_asked_only_where_it_is_sure(case, stories, is_backed, is_sure):
    assert (sure_of(stories, START, is_backed) is not None) is is_sure, case


@pytest.mark.parametrize(
    ("one", "other", "is_repeat"),
    [
        ("Load failed at 02:10: 531 rows lost", "load failed at 03:00: 498 rows lost", True),
        ("Build the image for centos 7 again", "Build the image for centos 8 again", False),
        ("URGENT data issue", "urgent data issue!!", False),
        ("🔥", "🔥", False),
        ("Payouts of sellers are late", "Payouts of sellers are wrong", False),
    ],
)
def test_an_exact_repeat_differs_in_dates_and_counts_alone(one: str, other: str, is_repeat: bool):
    assert is_exact_repeat(Heard.of(one), Heard.of(other)) is is_repeat


def test_a_title_alone_forbids_to_attach():
    assert not may_be_one(Heard.of("URGENT data issue"), Heard.of("Payouts of sellers are late"))


def test_another_thing_named_forbids_to_attach():
    orders, invoices = (
        Heard.of("load_orders hangs again tonight"),
        Heard.of("load_bills hangs again tonight"),
    )

    assert not may_be_one(orders, invoices)


# --- learning how sure to be ------------------------------------------------------------------


def labels(score: float, same: int, different: int, *, is_single: bool = False) -> list[Label]:
    said = [True] * same + [False] * different
    return [Label(score=score, is_same=one, is_single=is_single) for one in said]


@pytest.mark.parametrize(
    ("case", "answers", "agreed"),
    [
        ("nobody has answered", [], 0.65),
        ("few have", labels(0.6, 10, 0), 0.65),
        ("forty were right", labels(0.6, 40, 0), 0.6),
        ("right, but too far down", labels(0.4, 400, 0), 0.65),
        ("one in ten was wrong", labels(0.6, 36, 4), 0.65),
        ("the start itself is too bold", labels(0.7, 3, 3), NEVER),
        ("further up it is right", [*labels(0.7, 3, 3), *labels(0.8, 3, 0)], 0.8),
    ],
)
def test_the_bar_goes_where_answers_bear_it_out(case, answers, agreed):
    assert calibrated(answers, START).agreed == pytest.approx(agreed), case


def test_single_incidents_have_a_bar_of_their_own():
    caution = calibrated(labels(0.8, 40, 0, is_single=True), START)

    assert caution == Caution(agreed=0.65, alone=0.8)


@given(
    st.lists(
        st.builds(
            Label,
            score=st.floats(0, 1),
            is_same=st.booleans(),
            is_single=st.booleans(),
        ),
        max_size=80,
    )
)
def test_what_people_said_of_what_is_attached_was_right_often_enough(said: list[Label]):
    caution = calibrated(said, START)

    for bar, is_single in ((caution.agreed, False), (caution.alone, True)):
        above = [one for one in said if one.is_single is is_single and one.score >= bar]
        assert sum(one.is_same for one in above) >= 0.95 * len(above)


def test_a_grade_says_nothing_of_what_never_was():
    assert (Grade().precision, Grade().recall, Grade().f1) == (None, None, None)


def test_a_grade_counts_right_done_and_there():
    grade = Grade()
    for is_right, is_done, is_there in (
        (True, True, True),
        (False, True, False),
        (False, False, True),
    ):
        grade = grade.counted(is_right=is_right, is_done=is_done, is_there=is_there)

    assert (grade.precision, grade.recall, grade.f1) == (0.5, 0.5, 0.5)


# --- why --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "earlier", "first"),
    [
        ("Load of bills failed", "load of bills failed", Because(Why.SAME_WORDS)),
        (
            "no access to https://bi.example/d/7",
            "https://bi.example/d/7?x=2 is empty",
            Because(Why.SHARED_LINK, ("bi.example/d/7",)),
        ),
        (
            "payouts to merchants are late",
            "why are merchants without payouts",
            Because(Why.SHARED_TERMS, ("merchants", "payouts")),
        ),
        (
            "attainment is too low",
            "wrong targets, quota of May",
            Because(Why.SHARED_TERMS, ("quota",)),
        ),
        ("planner starts on Monday", "let Kim in", Because(Why.ALIKE_MEANING)),
    ],
)
def test_it_is_said_why(new: str, earlier: str, first: Because):
    assert reasons(Heard.of(new), Heard.of(earlier))[0] == first


def test_a_department_counts_where_both_are_known():
    new, earlier = Heard.of("payouts are late"), Heard.of("no settlement yet")

    assert Because(Why.SAME_DEPARTMENT) in reasons(new, earlier, ("Finance", "finance"))
    assert Because(Why.SAME_DEPARTMENT) not in reasons(new, earlier, (None, None))


# --- episodes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "hours", "begun"),
    [
        ("nothing", [], []),
        ("one outage, reported all day", [0, 1, 5, 47], [0]),
        ("two days later to the hour", [0, 48], [0, 48]),
        ("counted from the first, not the last", [0, 40, 80], [0, 80]),
        ("in any order", [80, 0, 40], [0, 80]),
    ],
)
def test_an_episode_lasts_two_days_from_its_first_incident(case, hours, begun):
    filed = [MONDAY + hour * HOUR for hour in hours]

    assert episodes(filed) == tuple(MONDAY + hour * HOUR for hour in begun), case


def test_three_episodes_in_ninety_days_make_a_candidate():
    filed = [MONDAY + timedelta(days=day) for day in (0, 10, 20)]

    assert is_candidate(filed, MONDAY + timedelta(days=89))
    assert not is_candidate(filed, MONDAY + timedelta(days=90))
    assert is_candidate(filed[:2], MONDAY + timedelta(days=20), at_least=2)


def test_the_member_most_like_all_others_names_the_issue():
    likeness = {(1, 2): 0.9, (2, 3): 0.8, (1, 3): 0.1}

    assert medoid([1, 2, 3], likeness) == 2
    assert medoid([4, 5], {}) == 5
