"""Two requests for one thing: who waits for either hears its answer, once."""

import pytest

from bot.fakeslack import Message, Person
from tests.fakes import at_once
from tests.flows.office import Office


def file_two(office: Office) -> tuple[Message, Message]:
    """Have Finn file INC-1 and Zoe INC-2; the cards."""
    office.files(office.finn, "revenue is zero")
    office.files(office.zoe, "revenue by region is zero")
    office.settle()
    return office.card(1), office.card(2)


def same(office: Office, duplicate: int, original: int) -> str:
    """Have Ada say that one is the same as another; the answer to her command."""
    line = f"/rapid-queue INC-{duplicate} duplicate of INC-{original}"
    said = office.ask(office.ada, line).plain()
    office.passes(seconds=30)
    return said


def answers(office: Office, number: int, words: str = "The load ran again") -> None:
    """Have Ada answer one, in words."""
    office.ask(office.ada, f"/rapid-queue INC-{number} answer {words}")
    office.passes(minutes=11)


def told_of(office: Office, who: Person, words: str) -> int:
    """In how many messages somebody was told that."""
    return sum(words in one.plain() for one in office.told(who))


def test_its_requester_hears_which_one_it_is_the_same_as_and_may_disagree(office: Office):
    _, card = file_two(office)

    office.ada.presses(card, "Details")
    assert office.ada.modal is not None
    office.ada.presses(office.ada.modal, "Same as another")
    office.writes_into(office.ada, original="INC-1")
    office.settle()

    assert office.state(2) == "duplicate"
    assert "the same as INC-1" in card.plain()
    news = office.told(office.zoe)[-1]
    assert "*INC-2* is the same as INC-1" in news.plain()
    assert "You will hear when that one ends" in news.plain()
    assert news.button_labels() == ["Reopen"]


def test_the_answer_reaches_everybody_who_waits_exactly_once(office: Office):
    file_two(office)
    office.ask(office.cy, "/rapid-queue INC-2 follow")
    office.ask(office.mira, "/rapid-queue INC-1 follow")
    office.ask(office.mira, "/rapid-queue INC-2 follow")
    same(office, 2, 1)

    answers(office, 1)

    for who in (office.finn, office.zoe, office.cy, office.mira):
        assert told_of(office, who, "The load ran again") == 1, who
    assert told_of(office, office.zoe, "*INC-1*, the same as your INC-2, has ended") == 1


def test_everybody_hears_it_on_either_database(either_office: Office):
    file_two(either_office)
    same(either_office, 2, 1)

    answers(either_office, 1)

    for who in (either_office.finn, either_office.zoe):
        assert told_of(either_office, who, "The load ran again") == 1, who


def test_who_filed_both_hears_the_answer_as_its_requester(office: Office):
    office.files(office.finn, "revenue is zero")
    office.files(office.finn, "revenue is still zero")
    office.settle()
    same(office, 2, 1)

    answers(office, 1)

    assert told_of(office, office.finn, "The load ran again") == 1


def test_if_the_original_has_ended_that_is_told_at_once_with_its_words(office: Office):
    file_two(office)
    answers(office, 1)

    same(office, 2, 1)
    office.settle()

    assert told_of(office, office.zoe, "and that one has ended: answered by") == 1
    assert told_of(office, office.zoe, "The load ran again") == 1


def test_a_duplicate_of_a_duplicate_is_one_of_the_first(office: Office):
    file_two(office)
    office.files(office.cy, "revenue, again")
    office.settle()
    same(office, 2, 1)

    same(office, 3, 2)

    assert office.incident(3).duplicate_of == 1
    assert told_of(office, office.cy, "*INC-3* is the same as INC-1") == 1


def test_when_the_original_turns_out_to_be_one_too_everybody_moves_on(office: Office):
    file_two(office)
    office.files(office.cy, "revenue, again")
    office.settle()
    same(office, 3, 2)
    same(office, 2, 1)

    answers(office, 1)

    for who in (office.finn, office.zoe, office.cy):
        assert told_of(office, who, "The load ran again") == 1, who


@pytest.mark.parametrize("original", [2, 9])
def test_it_is_neither_its_own_duplicate_nor_one_of_nothing(office: Office, original: int):
    file_two(office)

    said = same(office, 2, original)

    assert office.state(2) == "new"
    expected = {2: "cannot be a duplicate of itself", 9: "There is no INC-9"}
    assert expected[original] in said


def test_two_are_not_each_others_duplicates(office: Office):
    file_two(office)
    same(office, 2, 1)

    said = same(office, 1, 2)

    assert "cannot be a duplicate of itself" in said
    assert office.state(1) == "new"


def test_of_two_who_say_so_the_other_way_round_at_once_one_is_right(either_office: Office):
    office = either_office
    file_two(office)

    at_once(
        [
            lambda: office.ask(office.ada, "/rapid-queue INC-1 duplicate of INC-2"),
            lambda: office.ask(office.bo, "/rapid-queue INC-2 duplicate of INC-1"),
        ]
    )

    assert sorted([office.state(1), office.state(2)]) == ["duplicate", "new"]


def test_a_number_that_is_none_is_refused_under_its_field(office: Office):
    _, card = file_two(office)
    office.ada.presses(card, "Details")
    assert office.ada.modal is not None
    office.ada.presses(office.ada.modal, "Same as another")

    for typed in ("the first one", "INC-77", "INC-2"):
        office.writes_into(office.ada, original=typed)
        assert office.ada.modal is not None
        assert list(office.ada.modal.errors) == ["original"], typed

    office.writes_into(office.ada, original="1")
    assert office.state(2) == "duplicate"


def test_who_reopens_theirs_waits_for_its_own_answer_again(office: Office):
    file_two(office)
    same(office, 2, 1)
    office.zoe.presses(office.told(office.zoe)[-1], "Reopen")
    office.writes_into(office.zoe, reason="Mine is about regions")
    office.settle()
    assert office.state(2) == "new"

    answers(office, 1, "The load ran again")
    answers(office, 2, "The regions are back")

    assert told_of(office, office.zoe, "The load ran again") == 0
    assert told_of(office, office.zoe, "The regions are back") == 1


def test_a_stopgap_and_then_an_answer_are_both_heard_of(office: Office):
    file_two(office)
    same(office, 2, 1)
    office.ask(office.ada, "/rapid-queue INC-1 stopgap Use the old table")
    office.passes(minutes=11)

    office.ask(office.finn, "/rapid-queue INC-1 reopen It broke")
    answers(office, 1)

    assert told_of(office, office.zoe, "Use the old table") == 1
    assert told_of(office, office.zoe, "The load ran again") == 1


def test_a_command_told_twice_marks_it_once(office: Office):
    file_two(office)
    sent = office.ada.types("/rapid-queue INC-2 duplicate of INC-1", in_=office.general)

    office.slack.redeliver(sent)
    office.passes(minutes=1)

    assert office.entries(2) == ["filed", "mark_duplicate"]
    assert told_of(office, office.zoe, "is the same as INC-1") == 1
