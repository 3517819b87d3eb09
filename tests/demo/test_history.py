"""The made history is what the script gives, and what it says of itself is true."""

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.demo import history, script
from bot.demo.cast import story
from bot.domain.incident import ENDED, State
from tests.demo.remake import made

NOTHING = timedelta(0)
WINTER = timedelta(weeks=8)
NAMES = {"U1": "@kasia"}
IDS = {"@kasia": "U7"}


@pytest.fixture(scope="module")
def tables() -> history.Tables:
    """Give the history as it was shipped, names in place of ids."""
    return history.unpacked(history.shipped(), {}, by=NOTHING)


def test_the_shipped_history_is_what_the_script_gives(tmp_path: Path):
    remade = made(tmp_path)

    assert remade.history == history.shipped()
    assert json.loads(remade.truth) == history.truth()


def test_it_is_small_enough_to_be_kept_with_the_code():
    assert len(history.compressed(history.shipped())) < 500_000


def test_half_a_year_has_about_twenty_five_requests_a_week(tables: history.Tables):
    weeks = Counter(_week(one["filed_at"]) for one in tables["incident"])

    assert len(weeks) == script.WEEKS
    assert 600 <= sum(weeks.values()) <= 700


def test_numbers_rise_with_time_and_the_next_one_is_free(tables: history.Tables):
    numbers = [one["number"] for one in tables["incident"]]
    moments = [one["filed_at"] for one in tables["incident"]]

    assert numbers == list(range(1, len(numbers) + 1))
    assert moments == sorted(moments)
    assert {"noun": "incident", "last": len(numbers)} in tables["counter"]


def test_mondays_are_heavy_and_nobody_files_on_a_sunday(tables: history.Tables):
    days = Counter(one["filed_at"].astimezone(script.HOME).weekday() for one in tables["incident"])

    assert days.most_common(1)[0][0] == 0
    assert set(days) == set(range(5))


def test_every_way_to_end_is_there_and_some_are_still_open(tables: history.Tables):
    states = Counter(State(one["state"]) for one in tables["incident"])

    assert set(states) >= ENDED | {State.NEW, State.CLAIMED}
    assert min(states[State.DECLINED], states[State.DUPLICATE], states[State.WITHDRAWN]) >= 10
    assert 5 <= sum(count for state, count in states.items() if state not in ENDED) <= 20


@pytest.mark.parametrize(
    "what",
    [
        *("described", "claim", "release", "reassign", "ask", "reply", "wrote", "confirmed"),
        *("reopen", "said_more", "edited", "change_severity"),
    ],
)
def test_everything_that_people_do_was_done(tables: history.Tables, what: str):
    assert what in {entry["what"] for entry in tables["entry"]}


def test_some_are_private_some_are_followed_and_most_are_closed_with_answers(
    tables: history.Tables,
):
    closings = tables["closing"]

    assert 5 <= sum(one["is_private"] for one in tables["incident"]) <= 40
    assert len(tables["follower"]) >= 20
    assert all(
        sum(one[answer] is not None for one in closings) > len(closings) / 2
        for answer in ("effort", "cause", "preventable", "returns")
    )


def test_analysts_differ_in_how_fast_they_claim(tables: history.Tables):
    waits = defaultdict(list)
    for one in tables["incident"]:
        if one["owner"] and one["claimed_at"]:
            waits[one["owner"]].append(one["claimed_at"] - one["filed_at"])

    medians = {who: sorted(of)[len(of) // 2] for who, of in waits.items()}
    assert medians["@marisol"] * 2 < medians["@ilse"]


def test_an_outage_brings_several_reports_within_an_hour(tables: history.Tables):
    truth = history.truth()
    filed = {one["number"]: one["filed_at"] for one in tables["incident"]}

    for outage in truth["outages"]:
        moments = [filed[number] for number in _numbers(outage)]
        assert len(moments) >= 4
        assert max(moments) - min(moments) <= timedelta(hours=1)


def test_four_needs_were_fixed_with_effects_from_all_to_nothing():
    fixes = {
        name: family["times"]
        for name, family in history.truth()["families"].items()
        if "fix" in family
    }

    assert sorted(fixes.values()) == [0.0, 0.2, 0.5, 1.0]


def test_a_need_that_was_fixed_for_good_never_came_up_again(tables: history.Tables):
    told = history.truth()["families"]["vouchers-as-revenue"]
    released = datetime.fromisoformat(told["released_at"])
    filed = {one["number"]: one["filed_at"] for one in tables["incident"]}

    before, after = _around(released, [filed[n] for n in _numbers("vouchers-as-revenue")])

    assert before > 15
    assert after == 0


def test_a_fix_of_four_in_five_left_few(tables: history.Tables):
    told = history.truth()["families"]["ghost-vehicles"]
    released = datetime.fromisoformat(told["released_at"])
    filed = {one["number"]: one["filed_at"] for one in tables["incident"]}

    before, after = _around(released, [filed[n] for n in _numbers("ghost-vehicles")])

    assert 0 < after < before / 2


def test_each_need_that_comes_back_is_worded_in_many_ways(tables: history.Tables):
    texts = {one["number"]: one["text"] for one in tables["incident"]}

    for family in script.needs()["families"]:
        numbers = _numbers(family["id"])
        worded = {texts[number] for number in numbers}
        assert len(worded) >= min(len(numbers), len(family["texts"])) >= 2


def test_every_blank_in_the_words_was_filled(tables: history.Tables):
    said = [one["text"] for one in tables["incident"]]
    said += [one["words"] or "" for one in tables["entry"]]

    assert [words for words in said if "{" in words or "}" in words] == []


def test_the_same_people_give_the_same_script():
    people = story()["people"]

    assert script.written(people) == script.written(people)


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 20), id="Monday"),
        pytest.param(date(2026, 11, 26), date(2026, 11, 20), id="Thursday"),
        pytest.param(date(2026, 11, 27), date(2026, 11, 20), id="on a Friday, the one before"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 27), id="Saturday"),
        pytest.param(date(2027, 3, 1), date(2027, 2, 26), id="next year"),
        pytest.param(date(2026, 6, 3), date(2026, 5, 29), id="before it was made"),
    ],
)
def test_it_ends_on_the_friday_before_today(today: date, friday: date):
    shift = history.shift_to(today)

    assert script.LAST_FRIDAY + shift == friday
    assert shift.days % 7 == 0


def test_a_moment_that_is_moved_into_winter_stays_at_its_hour():
    summer = datetime(2026, 9, 28, 7, 15, tzinfo=UTC)

    assert history.moved(summer, WINTER) == datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


def test_rows_come_back_as_they_were_but_for_names_and_time():
    at = datetime(2026, 11, 20, 9, 30, 0, 500_000, tzinfo=UTC)
    row = {"by": "U1", "at": at, "day": at.date(), "hour": time(9, 30), "named": ["U1", "x"]}

    text = history.packed({"entry": [row, row | {"day": None}]}, NAMES)
    back = history.unpacked(text, IDS, by=timedelta(weeks=1))

    moved = row | {"by": "U7", "named": ["U7", "x"], "at": at + timedelta(weeks=1)}
    day = at.date() + timedelta(weeks=1)
    assert back == {"entry": [moved | {"day": day}, moved | {"day": None}]}


def test_a_column_in_which_nothing_stands_is_left_to_its_default():
    text = history.packed({"entry": [{"by": "U1", "link": None}]}, NAMES)

    assert history.unpacked(text, IDS, by=NOTHING) == {"entry": [{"by": "U7"}]}


def _numbers(family: str) -> list[int]:
    return [int(number) for number, one in history.truth()["family_of"].items() if one == family]


def _around(released: datetime, filed: list[datetime]) -> tuple[int, int]:
    return sum(at < released for at in filed), sum(at >= released for at in filed)


def _week(at: datetime) -> int:
    return (at.date() - script.FIRST_MONDAY).days // 7
