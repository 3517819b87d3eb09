"""The form to file with, by the command without words and by the shortcut in Slack's menu."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.domain.needed_by import When
from bot.domain.severity import Impact, rate
from bot.fakeslack import Delivery, Person, View
from bot.slack.speech import speech_in
from tests.flows.office import Office

TEXT = "Revenue by region looks wrong"
TUESDAY = date(2026, 11, 24)  # the day on which the office opens

Way = Callable[[Office, Person], Delivery]
WAYS: dict[str, Way] = {
    "command": lambda office, who: who.types("/rapid", in_=office.general),
    "shortcut": lambda _, who: who.uses_shortcut("file_request"),
}


@pytest.fixture(params=WAYS.values(), ids=list(WAYS))
def way(request: pytest.FixtureRequest) -> Way:
    """Give both ways to the form in turn."""
    chosen: Way = request.param
    return chosen


def form_of(who: Person) -> View:
    """What somebody has before their eyes."""
    assert who.modal is not None, "no form is open"
    return who.modal


def opens_form(who: Person) -> View:
    """Open the form to file with."""
    who.uses_shortcut("file_request")
    return form_of(who)


def files(office: Office, **fields: object) -> str:
    """Have Finn fill in the form and send it; return what he reads then."""
    opens_form(office.finn)
    for field, value in ({"text": TEXT} | fields).items():
        office.finn.fills(field, value)
    office.finn.submits()
    office.settle()
    return form_of(office.finn).plain()


def test_one_field_is_enough(office: Office, way: Way):
    assert way(office, office.finn).acked
    form = form_of(office.finn)
    required = [one["block_id"] for one in form.blocks if not one.get("optional")]
    office.finn.fills("text", TEXT)

    office.finn.submits()
    office.settle()

    assert required == ["text"]
    assert "INC-1 is filed" in form.plain()
    assert "severity is not set yet" in form.plain()
    assert TEXT in office.card().plain()
    assert f"<@{office.finn.id}>" in office.card().plain()


def test_a_form_that_is_closed_files_nothing(office: Office, way: Way):
    way(office, office.finn)
    office.finn.fills("text", TEXT)

    office.finn.dismisses()
    office.settle()

    assert office.cards() == []


@pytest.mark.parametrize("impact", [None, *Impact])
@pytest.mark.parametrize("when", [None, *When])
def test_chips_set_the_date_and_the_severity(
    office: Office, when: When | None, impact: Impact | None
):
    chosen = {"when": when, "impact": impact}

    files(office, **{field: str(one) for field, one in chosen.items() if one})

    filed = office.incident()
    assert filed.impact is impact
    assert (filed.needed_by.when if filed.needed_by else None) is when
    assert filed.severity is rate(impact, filed.needed_by)
    if filed.severity:
        assert f"*{filed.severity} " in office.card().plain()


def test_a_day_goes_before_a_chip_and_before_a_date_in_the_words(office: Office):
    said = files(office, text="margin is off, needed by Thursday", when="today", day="2026-12-01")

    needed = office.incident().needed_by
    assert needed is not None
    assert needed.day == date(2026, 12, 1)
    assert "needed by: *Tue 1 Dec*" in office.card().plain()
    assert "INC-1 is filed" in said


def test_a_day_of_another_year_says_which(office: Office):
    files(office, day="2027-12-01")

    assert "2027" in office.card().plain()


def test_a_date_in_the_words_is_read_if_none_is_chosen(office: Office):
    files(office, text="margin is off, needed by Thursday")

    assert "needed by: *Thu 26 Nov" in office.card().plain()


def test_a_day_that_is_over_is_refused_under_its_field_and_nothing_typed_is_lost(office: Office):
    form = opens_form(office.finn)
    office.finn.fills("text", TEXT)
    office.finn.fills("day", str(TUESDAY - timedelta(days=1)))

    office.finn.submits()
    assert list(form.errors) == ["day"]
    assert "That day is over" in form.errors["day"]
    assert form.state["values"]["text"]["text"]["value"] == TEXT

    office.finn.fills("day", str(TUESDAY))
    office.finn.submits()
    office.settle()
    assert "INC-1 is filed" in form.plain()
    assert len(office.cards()) == 1


def test_a_day_is_over_by_the_clock_of_who_files(office: Office):
    far = office.slack.person("aroha", tz="Pacific/Auckland")  # there it is Wednesday already
    office.files(far, "the first, so that the zone is known")
    office.settle()
    form = opens_form(far)
    far.fills("text", TEXT)
    far.fills("day", str(TUESDAY))

    far.submits()

    assert list(form.errors) == ["day"]


def test_a_link_stands_on_the_card_and_can_be_clicked(office: Office):
    files(office, link="https://dash.example/revenue?region=EU&x=1")

    assert "<https://dash.example/revenue?region=EU&amp;x=1>" in office.card().plain()


@pytest.mark.parametrize("link", ["http://[never-closed", "https://two words.example", "https://"])
def test_what_is_no_link_is_refused_under_its_field(office: Office, link: str):
    form = opens_form(office.finn)
    office.finn.fills("text", TEXT)
    office.finn.fills("link", link)

    office.finn.submits()
    office.settle()

    assert list(form.errors) == ["link"]
    assert office.cards() == []


def test_a_private_one_shows_nobody_what_it_says(office: Office):
    said = files(office, is_private=["is_private"], link="https://x.example/q")

    assert office.incident().is_private
    assert TEXT not in office.card().plain() + office.card().text
    assert "x.example" not in office.card().plain()
    assert TEXT in said


LONG = {
    "letters": "x" * 3000,
    "what has to be escaped": "<&>" * 1000,
    "words": "zero " * 599 + "zeros",
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 600,
    "lines": "a\n" * 1499 + "aa",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_three_thousand_characters_in_every_field_are_kept_and_shown(office: Office, text: str):
    address = "https://dash.example/" + "q" * 2979

    said = files(office, text=text, link=address, impact="high")

    assert "INC-1" in said
    assert office.incident().text == text
    assert office.incident().link == address
    assert office.card().blocks != []
    assert text[:200].strip() in office.card().plain()


ODD = {
    "right to left": "\u0627\u0644\u0625\u064a\u0631\u0627\u062f\u0627\u062a \u0635\u0641\u0631",
    "emoji": "\U0001f525\U0001f525",
    "a code of emoji": ":fire: :fire:",
    "one letter": "?",
    "markup": "*bold* _it_ ~no~ `code` <!channel> <@U1> &amp;",
    "a command": "/rapid-queue INC-1 claim",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_whatever_is_typed_comes_out_as_typed(office: Office, text: str):
    files(office, text=text)

    assert office.incident().text == text
    assert text in office.card().plain()


def test_marks_that_turn_the_direction_of_a_text_are_left_out(office: Office):
    files(office, text="invoice\u202efdp.exe\u202c")

    assert office.incident().text == "invoicefdp.exe"


@pytest.mark.parametrize("text", ["   ", "\u200b", "\n\n", "\u00a0\u3000", "\u202e"])
def test_white_space_is_no_request(office: Office, text: str):
    form = opens_form(office.finn)
    office.finn.fills("text", text)

    office.finn.submits()
    office.settle()

    assert list(form.errors) == ["text"]
    assert office.cards() == []


def test_a_form_told_twice_files_once_and_says_so_twice(office: Office):
    opens_form(office.finn)
    office.finn.fills("text", TEXT)
    first = office.finn.submits()

    again = office.slack.redeliver(first)
    office.settle()

    assert "INC-1 is filed" in str(again.payload)
    assert len(office.cards()) == 1


def test_who_sends_it_again_because_no_answer_came_files_once(office: Office):
    form = opens_form(office.finn)
    office.finn.fills("text", TEXT)
    office.slack.faults.lose_acks(1)
    office.finn.submits()
    assert form.trouble

    office.finn.submits()
    office.settle()

    assert "INC-1 is filed" in form.plain()
    assert len(office.cards()) == 1


def test_two_forms_are_two_requests(office: Office):
    files(office)
    office.finn.dismisses()

    files(office)

    assert len(office.cards()) == 2


def test_a_trigger_that_is_too_old_asks_to_try_again(office: Office, way: Way):
    office.slack.faults.answer("views.open", error="expired_trigger_id")

    delivery = way(office, office.finn)
    office.settle()

    assert delivery.acked
    assert office.finn.modal is None
    assert "took too long for Slack" in office.reads(office.finn)[-1].plain()


def test_a_trigger_that_was_used_has_opened_it_already(office: Office, way: Way):
    office.slack.faults.answer("views.open", error="exchanged_trigger_id")

    delivery = way(office, office.finn)
    office.settle()

    assert delivery.acked
    assert office.reads(office.finn) == []


def test_when_slack_cannot_open_it_that_is_said(office: Office):
    office.slack.faults.answer("views.open", error="ratelimited", status=429, retry_after=3)

    answer = office.ask(office.finn, "/rapid")

    assert "went wrong on my side" in answer.plain()
    assert office.finn.modal is None


def test_without_a_database_the_form_says_so_and_keeps_the_words(office: Office):
    form = opens_form(office.finn)
    office.finn.fills("text", TEXT)
    with office.database_away():
        office.finn.submits()
        assert list(form.errors) == ["text"]
        assert "nothing was changed" in form.errors["text"]
        assert form.is_open

    office.finn.submits()
    office.settle()

    assert "INC-1 is filed" in form.plain()
    assert TEXT in office.card().plain()


def test_a_german_reads_a_german_form_and_a_german_answer(office: Office, way: Way):
    german = speech_in("de-DE")
    lena = office.slack.person("lena", locale="de-DE")
    office.general.invite(lena)
    office.files(lena, "Umsatz ist null")
    office.settle()

    way(office, lena)
    form = form_of(lena)
    assert form.title == german("form-file-title")
    assert german("form-file-text") in form.plain()
    lena.fills("text", "Marge ist null")
    lena.submits()

    assert german("filed-head", name="INC-2") in form.plain()


def test_what_the_team_wants_to_be_read_first_stands_above_the_form(office: Office, way: Way):
    office.settings_are('[texts]\nform = "We do not do payroll <yet>."\n')

    way(office, office.finn)

    assert "We do not do payroll &lt;yet&gt;." in form_of(office.finn).plain()


def test_while_nothing_is_set_up_no_form_is_opened_and_that_is_said(office: Office, way: Way):
    office.forgets_channels()

    delivery = way(office, office.finn)
    office.settle()

    assert delivery.acked
    assert office.finn.modal is None
    assert "does not know yet where to put requests" in office.reads(office.finn)[-1].plain()


def test_a_form_that_was_open_when_the_channel_was_taken_away_keeps_its_words(office: Office):
    form = opens_form(office.finn)
    office.finn.fills("text", TEXT)
    office.forgets_channels()

    office.finn.submits()

    assert "does not know yet where to put requests" in form.errors["text"]
    assert form.state["values"]["text"]["text"]["value"] == TEXT


def test_a_form_that_stayed_open_over_night_still_files(office: Office):
    form = opens_form(office.finn)
    office.finn.fills("text", TEXT)
    office.passes(hours=15)

    office.finn.submits()
    office.settle()

    assert "INC-1 is filed" in form.plain()
    assert len(office.cards()) == 1
