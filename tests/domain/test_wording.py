"""What of a text is compared."""

import pytest

from bot.domain import wording


@pytest.mark.parametrize(
    ("what", "text", "left"),
    [
        ("a day", "orders are missing since 2026-03-11", "orders are missing since"),
        ("a date in words", "missing since March 11th, 2026", "missing since"),
        ("a clock", "nothing since 07:00 today", "nothing since today"),
        ("a count", "531 rows, 12% of all", "rows of all"),
        ("a link", "see https://bi.example/d/7?x=1 please", "see please"),
        ("a link with a label", "see <https://bi.example/d/7|the board>", "see the board"),
        ("a person", "<@U012AB> says it is off", "says it is off"),
        ("an address", "mail ada@example.com about it", "mail about it"),
        ("an emoji", "broken :fire: again", "broken again"),
        ("a hash", "run 3f2a9c1d-aaaa-4bbb-8ccc-1234567890ab failed", "run failed"),
        ("capitals", "URGENT Revenue", "urgent revenue"),
    ],
)
def test_what_changes_each_time_is_masked(what: str, text: str, left: str):
    assert wording.masked(text) == left, what


@pytest.mark.parametrize("text", ["", " \n", "🔥🔥😀", "!!! ???", "12:30 2026-01-01 :fire:"])
def test_of_some_texts_nothing_is_left(text: str):
    assert wording.masked(text) == ""
    assert wording.fingerprint(wording.masked(text)) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("rapports périmés", ("rapport", "périmé")),
        ("выручка не сходится", ("выручка", "не", "сходится")),
        ("売上が違う", ("売上", "上が", "が違", "違う")),
        ("数据 错", ("数据", "错")),
        ("refreshed refreshing refreshes", ("refresh", "refresh", "refresh")),
    ],
)
def test_words_are_read_in_any_script(text: str, pieces: tuple[str, ...]):
    assert wording.words(wording.masked(text)) == pieces


def test_forty_thousand_characters_are_read_as_far_as_they_help():
    plain = wording.masked("revenue is off " * 3_000)

    assert len(plain) <= wording.READ_CHARACTERS


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("URGENT data issue", True),
        ("dashboard broken, please help!!", True),
        ("Revenue wrong", True),
        ("Revenue differs from the ledger in June", False),
        ("売上ダッシュボードが更新されていません", False),
    ],
)
def test_a_title_alone_is_recognised(text: str, is_title: bool):
    assert wording.is_title_alone(wording.masked(text)) is is_title


def test_a_fingerprint_is_equal_for_what_differs_in_dates_and_counts_alone():
    monday = wording.masked("Load failed at 02:10 on 2026-03-02: 531 rows rejected")
    tuesday = wording.masked("load failed at 03:15 on 2026-03-03: 498 rows rejected!")

    assert wording.fingerprint(monday) == wording.fingerprint(tuesday)
    assert wording.fingerprint(monday) != wording.fingerprint(f"{monday} again")


@pytest.mark.parametrize(
    ("one", "other", "is_contradiction"),
    [
        ("image for centos 7", "image for centos 8", True),
        ("www.example.de is blank", "www.example.nl is blank", True),
        ("load_orders failed", "load_invoices failed", True),
        ("load_orders failed", "the load failed", False),
        ("off since 2026-03-02", "off since 2026-04-05", False),
        ("upgrade to 3.4.0", "upgrade to 3.4.0 now", False),
    ],
)
def test_each_naming_another_thing_is_a_contradiction(one: str, other: str, is_contradiction: bool):
    assert wording.contradict(wording.codes(one), wording.codes(other)) is is_contradiction


def test_editions_are_small_numbers_and_versions_without_counts():
    text = "centos 7 with 2.8.2: 5,310 rows, 12% at https://bi.example/d/9"

    assert wording.editions(text) == {"7", "2.8.2"}


FORM = "Steps: open the page, look at it, wait. Seen with version 91 on the beta of the browser."


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (f"Map markers are gone. {FORM}", f"Clipboard does not copy. {FORM}", False),
        (f"Map markers are gone. {FORM}", f"Markers gone from the map. {FORM}", True),
        ("Map markers are gone", "Clipboard does not copy", True),
    ],
)
def test_one_form_filled_in_for_two_things_is_told_by_its_first_sentence(
    one: str, other: str, is_one: bool
):
    assert wording.are_about_one_thing(one, other) is is_one


def test_links_are_compared_without_what_was_asked_of_them():
    text = "see https://www.bi.example/d/7?since=1 and <https://bi.example/d/7#top|this>"

    assert wording.links(text) == ("bi.example/d/7",)
