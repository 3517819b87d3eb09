"""Events told twice, late, in any order or not at all: they end in the same state."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest

from bot.fakeslack import Message
from tests.flows.office import Office, comes_true


def on(office: Office, who: str, emoji: str, card: Message) -> None:
    """Put an emoji on."""
    getattr(office, who).reacts(emoji, to=card)


def off(office: Office, who: str, emoji: str, card: Message) -> None:
    """Take an emoji off."""
    getattr(office, who).unreacts(emoji, to=card)


Step = tuple[Callable[[Office, str, str, Message], None], str, str]
# What happened, in this order, and how that ends: the state, and who has it.
STORIES: dict[str, tuple[list[Step], str, str | None]] = {
    "claimed": ([(on, "ada", "eyes")], "claimed", "ada"),
    "claimed and given back": (
        [(on, "ada", "eyes"), (off, "ada", "eyes")],
        "new",
        None,
    ),
    "claimed, given back, claimed by another": (
        [(on, "ada", "eyes"), (off, "ada", "eyes"), (on, "bo", "eyes")],
        "claimed",
        "bo",
    ),
    "claimed again": (
        [(on, "ada", "eyes"), (off, "ada", "eyes"), (on, "ada", "eyes")],
        "claimed",
        "ada",
    ),
    "claimed and answered": (
        [(on, "ada", "eyes"), (on, "ada", "white_check_mark")],
        "answered",
        "ada",
    ),
    "answered and undone": (
        [(on, "ada", "white_check_mark"), (off, "ada", "white_check_mark")],
        "claimed",
        "ada",
    ),
}
# Taking back what was never told leaves nothing to undo: it stays as if it had never been on.
UNDONE_UNSEEN = ("answered and undone", (1, 0))
ORDERS = [
    (name, order)
    for name, (steps, _, _) in STORIES.items()
    for order in permutations(range(len(steps)))
    if (name, order) != UNDONE_UNSEEN
]


@pytest.mark.parametrize(("story", "order"), ORDERS, ids=str)
def test_in_whatever_order_emoji_are_told_they_end_the_same(
    office: Office, story: str, order: tuple[int, ...]
):
    steps, state, owner = STORIES[story]
    card = office.opens()

    with office.slack.hold():
        for act, who, emoji in steps:
            act(office, who, emoji, card)
        office.slack.release(order)
    office.settle()

    assert office.state() == state
    assert office.owner() == (getattr(office, owner).id if owner else None)


@pytest.mark.parametrize("seed", range(6))
def test_told_twice_and_shuffled_a_story_ends_as_it_should(office: Office, seed: int):
    faults = office.slack.faults
    faults.duplicate_events = True
    faults.shuffle_events(seed)
    card = office.opens()

    for who, emoji in (("ada", "eyes"), ("bo", "eyes"), ("zoe", "eyes"), ("cy", "tada")):
        on(office, who, emoji, card)
    office.settle()
    has_it = office.owner()
    assert has_it in {office.ada.id, office.bo.id}
    winner, loser = ("ada", "bo") if has_it == office.ada.id else ("bo", "ada")
    on(office, winner, "white_check_mark", card)
    off(office, loser, "eyes", card)
    office.settle()
    office.passes(minutes=11)

    assert office.entries() == ["filed", "claim", "answer"]
    assert office.owner() == has_it
    assert len(office.told()) == 2
    assert len(office.whispers(getattr(office, loser))) == 1
    assert len(office.whispers(office.zoe)) == 1


def test_who_was_first_but_told_second_hears_that_it_was_too_late(office: Office):
    card = office.opens()

    with office.slack.hold():
        on(office, "ada", "eyes", card)
        on(office, "bo", "white_check_mark", card)
        office.slack.release("reversed")
    office.settle()

    assert office.owner() == office.bo.id
    assert ["has ended already" in one for one in office.whispers(office.ada)] == [True]


def test_nobody_is_refused_for_what_they_did_before_their_own_ending(office: Office):
    card = office.opens()

    with office.slack.hold():
        on(office, "ada", "eyes", card)
        on(office, "ada", "white_check_mark", card)
        office.slack.release("reversed")
    office.settle()

    assert office.state() == "answered"
    assert not any("has ended already" in one for one in office.whispers(office.ada))


def test_every_event_told_twice_changes_nothing_twice(office: Office):
    office.slack.faults.duplicate_events = True
    card = office.opens()

    on(office, "ada", "eyes", card)
    office.settle()
    off(office, "ada", "eyes", card)
    office.settle()
    on(office, "ada", "adhesive_bandage", card)
    office.settle()
    off(office, "ada", "adhesive_bandage", card)
    office.settle()

    assert office.entries() == ["filed", "claim", "release", "stopgap", "undone"]


@pytest.mark.parametrize("later", [{"minutes": 6}, {"hours": 23}])
def test_an_event_told_again_much_later_changes_nothing(office: Office, later: dict[str, float]):
    card = office.opens()
    claim = office.ada.reacts("eyes", to=card)
    assert claim is not None
    office.passes(minutes=1)
    office.ada.unreacts("eyes", to=card)
    office.passes(**later)

    again = office.slack.redeliver(claim, retry_attempt=3)
    office.settle()

    assert again.acked
    assert office.entries() == ["filed", "claim", "release"]


def test_an_unknown_event_told_for_the_first_time_as_a_retry_counts(office: Office):
    card = office.opens()
    with office.slack.hold() as held:
        office.ada.reacts("eyes", to=card)
        missed = held.pop()

    office.slack.redeliver(missed, retry_attempt=2, reason="timeout")
    office.settle()

    assert office.owner() == office.ada.id


def test_an_ack_that_got_lost_does_not_claim_twice(office: Office):
    card = office.opens()
    office.slack.faults.lose_acks(1)

    office.ada.reacts("eyes", to=card)
    office.slack.retry_due()
    office.settle()

    assert office.entries() == ["filed", "claim"]
    assert len(office.told()) == 1


def test_events_a_day_late_change_the_state_but_whisper_to_nobody(office: Office):
    card = office.opens()

    with office.slack.hold():
        on(office, "ada", "eyes", card)
        on(office, "bo", "eyes", card)
        on(office, "zoe", "eyes", card)
        office.passes(hours=20)
    office.settle()

    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in card.plain()
    assert office.whispers(office.bo) == []
    assert office.whispers(office.zoe) == []


# --- faster than we know the card --------------------------------------------------------------


def test_an_emoji_put_on_while_the_answer_to_the_post_is_lost_counts(either_office: Office):
    office = either_office
    office.slack.faults.drop_after_work("chat.postMessage")
    office.files(office.finn, "revenue is zero")
    office.bot.sender.drain()
    card = office.card()

    office.ada.reacts("eyes", to=card)
    assert office.owner() is None
    office.settle()

    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in card.plain()
    assert len(office.cards()) == 1


def test_emoji_put_on_while_the_answer_to_the_post_is_under_way_count(office: Office):
    office.slack.faults.slow("chat.postMessage", 0.2)
    office.files(office.finn, "revenue is zero")

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(office.bot.sender.drain)
        assert comes_true(lambda: len(office.cards()) == 1)
        office.bo.reacts("eyes", to=office.card())
        office.ada.reacts("eyes", to=office.card())
        sending.result()
    office.settle()

    assert office.owner() == office.bo.id
    assert len(office.whispers(office.ada)) == 1


def test_an_emoji_put_on_and_taken_off_before_we_know_the_card_is_nothing(office: Office):
    office.slack.faults.drop_after_work("chat.postMessage")
    office.files(office.finn, "revenue is zero")
    office.bot.sender.drain()

    office.ada.reacts("eyes", to=office.card())
    office.ada.unreacts("eyes", to=office.card())
    office.settle()

    assert office.entries() == ["filed"]


def test_an_emoji_on_some_other_message_of_the_channel_is_never_applied(office: Office):
    chat = office.zoe.says("good morning", in_=office.requests)
    office.ada.reacts("eyes", to=chat)

    office.opens()

    assert office.state() == "new"


# --- never told --------------------------------------------------------------------------------


def unseen(office: Office, act: Callable[[], object]) -> None:
    """Let something happen of which Slack tells us nothing, ever."""
    with office.slack.hold() as held:
        act()
        held.clear()


def look(office: Office) -> None:
    """Have the hourly look at the cards take place."""
    office.passes(minutes=30)
    office.bot.services.outbox.look_at_cards(office.bot.identity.front)
    office.settle()


def test_a_claim_we_were_never_told_of_is_caught_up(either_office: Office):
    office = either_office
    card = office.opens()
    unseen(office, lambda: office.ada.reacts("eyes", to=card))
    assert office.owner() is None

    look(office)

    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in card.plain()


def test_an_ending_we_were_never_told_of_is_caught_up(office: Office):
    card = office.opens()
    unseen(office, lambda: office.ada.reacts("white_check_mark", to=card))

    look(office)

    assert office.state() == "answered"


def test_an_emoji_whose_removal_we_were_never_told_of_is_caught_up(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    unseen(office, lambda: office.ada.unreacts("eyes", to=card))

    look(office)

    assert office.state() == "new"


def test_a_look_finds_nothing_to_do_when_we_know_everything(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.zoe.reacts("eyes", to=card)
    office.zoe.reacts("tada", to=card)
    office.settle()
    before = office.entries(), office.whispers(office.zoe)

    look(office)
    look(office)

    assert (office.entries(), office.whispers(office.zoe)) == before


def test_a_look_at_a_deleted_card_posts_it_again(office: Office):
    card = office.opens()
    office.mira.deletes(card)

    look(office)

    assert office.card().ts != card.ts
    office.ada.reacts("eyes", to=office.card())
    assert office.owner() == office.ada.id
