"""Emoji on cards: the same verbs as the buttons, in whatever order Slack tells of them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise, permutations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from bot.clock import SteppedClock
from bot.domain.content import Card, Refused
from bot.domain.ids import Front, MessageRef, Number, UserId
from bot.domain.incident import ENDED, OPEN, RULES, Incident, State, Verb
from bot.domain.notice import Kind
from bot.domain.reaction import Toggle
from bot.domain.severity import Severity
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from bot.services.queue import Story
from bot.services.reaction import TO_READ_A_PROFILE
from storage.message import Purpose
from tests.builders import ADA, BO, CY, FINN, FRONT, GENERAL, ZOE, a_message, a_person, a_request
from tests.fakes import FakeSender, Hand, an_act, waiting

MINUTE = timedelta(minutes=1)
EYES, CHECK, BANDAGE, ASK = "eyes", "white_check_mark", "adhesive_bandage", "raised_hand"


@dataclass(slots=True)
class Scene:
    """A card on which people put emoji and take them off."""

    services: Services
    clock: SteppedClock
    sender: FakeSender
    front: Front
    card: MessageRef
    number: Number

    def hand(self, user: UserId) -> Hand:
        return Hand(self.services, self.front, self.card, user, self.clock.now)

    def story(self) -> Story:
        return self.services.queue.story(self.front, self.number, ADA)

    def incident(self) -> Incident:
        return self.story().line.seen.incident

    def whats(self) -> list[What]:
        return [entry.what for entry in self.story().entries]

    def refusals(self) -> list[tuple[UserId | None, str]]:
        """Say what is due, and return who has been refused what."""
        self.sender.say_all()
        return [
            (parcel.notice.target.user, parcel.content.reason.value)
            for parcel in self.sender.said
            if isinstance(parcel.content, Refused)
        ]


def a_scene(services: Services, ground: Ground, clock: SteppedClock, front: Front) -> Scene:
    """File a request whose card is posted."""
    key = f"command:{ground.now().isoformat()}"
    number = services.incidents.file(front, a_request(source_key=key)).seen.incident.number
    card = a_message(f"1795518000.{number:06d}")
    with ground.db.begin() as tx:
        tx.messages.put(front, card, Purpose.CARD, number, posted_at=clock.now())
    return Scene(services, clock, FakeSender(services, front), front, card, number)


@pytest.fixture
def scene(services: Services, ground: Ground, clock: SteppedClock) -> Scene:
    scene = a_scene(services, ground, clock, FRONT)
    scene.sender.say_all()
    return scene


# --- what they mean --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "state", "what"),
    [
        (EYES, State.CLAIMED, What.CLAIMED),
        (CHECK, State.ANSWERED, What.ANSWERED),
        (BANDAGE, State.STOPGAP, What.STOPGAP),
    ],
)
def test_an_emoji_does_what_its_button_does(scene: Scene, name: str, state: State, what: What):
    toggle = scene.hand(ADA).puts_on(name)

    assert (scene.incident().state, scene.incident().owner) == (state, ADA)
    assert scene.whats() == [What.FILED, what]
    assert toggle.at == scene.clock.now()
    assert scene.refusals() == []


def test_a_raised_hand_asks_about_what_one_has(scene: Scene):
    scene.hand(ADA).puts_on(EYES)

    scene.hand(ADA).puts_on(ASK)

    assert (scene.incident().state, scene.incident().owner) == (State.NEEDS_INFO, ADA)
    assert scene.whats() == [What.FILED, What.CLAIMED, What.ASKED]
    assert scene.refusals() == []


def test_giving_back_what_one_has_asked_about_closes_the_question(scene: Scene):
    scene.hand(ADA).puts_on(EYES)
    scene.hand(ADA).puts_on(ASK)
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(EYES)

    assert (scene.incident().state, scene.incident().owner) == (State.NEW, None)


def test_taking_the_claim_off_gives_it_back(scene: Scene):
    scene.hand(ADA).puts_on(EYES)
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(EYES)

    assert (scene.incident().state, scene.incident().owner) == (State.NEW, None)
    assert scene.whats() == [What.FILED, What.CLAIMED, What.RELEASED]


def test_only_the_owners_hand_releases(scene: Scene):
    for user in (ADA, BO, ZOE):
        scene.hand(user).puts_on(EYES)
    scene.clock.move(MINUTE)

    for user in (BO, ZOE):
        scene.hand(user).takes_off(EYES)

    assert (scene.incident().state, scene.incident().owner) == (State.CLAIMED, ADA)


def test_a_claim_by_button_is_released_by_its_owners_emoji(scene: Scene):
    scene.services.incidents.claim(an_act(Number(1), ADA))
    scene.hand(ADA).puts_on(EYES)
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(EYES)

    assert scene.incident().state is State.NEW


def test_who_left_the_team_releases_nothing_by_taking_an_emoji_off(scene: Scene):
    scene.hand(ADA).puts_on(EYES)
    scene.services.settings.replace(FRONT, '[members]\nrapid_response = ["U0BO"]')
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(EYES)

    assert (scene.incident().state, scene.incident().owner) == (State.CLAIMED, ADA)


def test_a_team_may_choose_its_emoji(scene: Scene):
    scene.services.settings.replace(FRONT, '[emoji]\nclaim = ["wave", "+1"]')

    scene.hand(BO).puts_on(EYES)
    nothing = scene.incident().owner
    scene.hand(ADA).puts_on("thumbsup::skin-tone-4")

    assert nothing is None
    assert scene.incident().owner == ADA


def test_an_emoji_that_means_nothing_any_more_is_let_be(scene: Scene):
    scene.hand(ADA).puts_on(EYES)
    scene.services.settings.replace(FRONT, '[emoji]\nclaim = ["wave"]')
    scene.sender.say_all()

    scene.services.outbox.look_at_cards(FRONT)
    look = scene.sender.must_lease(Kind.LOOK)
    scene.services.outbox.looked(look, [], scene.clock.now())
    scene.hand(ADA).takes_off(EYES)

    assert scene.incident().owner == ADA
    assert scene.sender.say_all() == []


def test_emoji_kept_for_a_card_to_come_may_have_lost_their_meaning(
    services: Services, ground: Ground, sender: FakeSender
):
    services.incidents.file(FRONT, a_request())
    card = a_message("1795518000.000001")
    Hand(services, FRONT, card, ADA, ground.now).puts_on(EYES)
    services.settings.replace(FRONT, '[emoji]\nclaim = ["wave"]')

    services.outbox.delivered(sender.must_lease(Kind.CARD), card)

    assert services.queue.story(FRONT, Number(1), ADA).line.seen.incident.owner is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("wave", "wave::skin-tone-3"),
        ("wave::skin-tone-2", "wave::skin-tone-6"),
        ("wave", "eyes"),
        ("handshake::skin-tone-2-4", "eyes"),
    ],
)
def test_a_claim_stands_while_a_variant_of_it_is_on(scene: Scene, first: str, second: str):
    emoji = '[emoji]\nclaim = ["wave", "eyes", "handshake"]'
    scene.services.settings.replace(FRONT, emoji)
    states = []
    for act, name in (("on", first), ("on", second), ("off", first), ("off", second)):
        scene.clock.move(MINUTE)
        hand = scene.hand(ADA)
        _ = hand.puts_on(name) if act == "on" else hand.takes_off(name)
        states.append(scene.incident().state)

    assert states == [State.CLAIMED, State.CLAIMED, State.CLAIMED, State.NEW]


# --- undoing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [CHECK, BANDAGE])
@pytest.mark.parametrize(
    ("after", "state"), [(timedelta(minutes=15), State.CLAIMED), (timedelta(minutes=16), None)]
)
def test_an_ending_is_undone_within_fifteen_minutes(scene: Scene, name: str, after, state):
    scene.hand(ADA).puts_on(name)
    ended = scene.incident()
    scene.clock.move(after)

    scene.hand(ADA).takes_off(name)

    assert scene.incident().state is (state or ended.state)
    assert (scene.whats()[-1] is What.UNDONE) is (state is not None)


def test_it_is_slacks_time_that_counts_not_when_we_hear_of_it(scene: Scene):
    scene.hand(ADA).puts_on(CHECK)
    scene.clock.move(MINUTE)
    off = scene.hand(ADA).toggle(CHECK, is_on=False)
    scene.clock.move(timedelta(hours=20))

    scene.services.reactions.toggled(FRONT, off)

    assert scene.incident().state is State.CLAIMED


def test_only_the_emoji_that_ended_it_undoes_it(scene: Scene):
    scene.hand(ADA).puts_on(CHECK)
    scene.clock.move(MINUTE)
    scene.hand(ADA).puts_on(BANDAGE)
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(BANDAGE)
    after_another = scene.incident().state
    scene.hand(ADA).takes_off(EYES)
    after_the_claim = scene.incident().state
    scene.hand(BO).takes_off(CHECK)
    after_anothers = scene.incident().state
    scene.hand(ADA).takes_off(CHECK)

    assert (after_another, after_the_claim, after_anothers) == (State.ANSWERED,) * 3
    assert scene.incident().state is State.CLAIMED


def test_an_ending_by_button_is_not_undone_by_an_emoji(scene: Scene):
    scene.services.incidents.answer(an_act(Number(1), ADA))
    scene.clock.move(MINUTE)
    scene.hand(ADA).puts_on(CHECK)
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(CHECK)

    assert scene.incident().state is State.ANSWERED


def test_an_emoji_left_over_from_an_earlier_ending_undoes_nothing(scene: Scene):
    scene.hand(ADA).puts_on(CHECK)
    scene.clock.move(MINUTE)
    scene.services.incidents.reopen(an_act(Number(1), FINN), "Still wrong")
    scene.clock.move(MINUTE)
    scene.services.incidents.answer(an_act(Number(1), ADA))
    scene.clock.move(MINUTE)

    scene.hand(ADA).takes_off(CHECK)

    assert scene.incident().state is State.ANSWERED


# --- late, doubled, out of order -------------------------------------------------------------

Step = tuple[UserId, str, bool]
STORIES: dict[str, tuple[list[Step], State, UserId | None]] = {
    "claims": ([(ADA, EYES, True)], State.CLAIMED, ADA),
    "claims and answers": ([(ADA, EYES, True), (ADA, CHECK, True)], State.ANSWERED, ADA),
    "claims and releases": ([(ADA, EYES, True), (ADA, EYES, False)], State.NEW, None),
    "claims again": (
        [(ADA, EYES, True), (ADA, EYES, False), (ADA, EYES, True)],
        State.CLAIMED,
        ADA,
    ),
    "claims, releases, claims, releases": (
        [(ADA, EYES, True), (ADA, EYES, False), (ADA, EYES, True), (ADA, EYES, False)],
        State.NEW,
        None,
    ),
    "another takes what was given back": (
        [(ADA, EYES, True), (ADA, EYES, False), (BO, EYES, True)],
        State.CLAIMED,
        BO,
    ),
    "answered by mistake, then a stopgap": (
        [(ADA, CHECK, True), (ADA, CHECK, False), (ADA, BANDAGE, True)],
        State.STOPGAP,
        ADA,
    ),
    "claims, answers, takes the answer back": (
        [(ADA, EYES, True), (ADA, CHECK, True), (ADA, CHECK, False)],
        State.CLAIMED,
        ADA,
    ),
    "answers twice": (
        [(ADA, EYES, True), (ADA, CHECK, True), (ADA, CHECK, False), (ADA, CHECK, True)],
        State.ANSWERED,
        ADA,
    ),
    "answers and takes it back, twice": (
        [
            (ADA, EYES, True),
            (ADA, CHECK, True),
            (ADA, CHECK, False),
            (ADA, CHECK, True),
            (ADA, CHECK, False),
        ],
        State.CLAIMED,
        ADA,
    ),
    "takes the claim off once answered": (
        [(ADA, EYES, True), (ADA, CHECK, True), (ADA, EYES, False)],
        State.ANSWERED,
        ADA,
    ),
    "asks": ([(ADA, EYES, True), (ADA, ASK, True)], State.NEEDS_INFO, ADA),
    "asks and takes it back": (
        [(ADA, EYES, True), (ADA, ASK, True), (ADA, ASK, False)],
        State.CLAIMED,
        ADA,
    ),
    "asks, then finds the answer": (
        [(ADA, EYES, True), (ADA, ASK, True), (ADA, CHECK, True)],
        State.ANSWERED,
        ADA,
    ),
    "gives back, another answers": (
        [(ADA, EYES, True), (ADA, EYES, False), (BO, CHECK, True)],
        State.ANSWERED,
        BO,
    ),
}


def events(scene: Scene, story: list[Step]) -> list[Toggle]:
    """Return what happened, a second apart."""
    toggles = []
    for user, name, is_on in story:
        scene.clock.move(timedelta(seconds=1))
        toggles.append(scene.hand(user).toggle(name, is_on=is_on))
    return toggles


@pytest.mark.parametrize("name", STORIES)
def test_a_story_ends_the_same_in_any_order_and_told_twice(
    services: Services, ground: Ground, clock: SteppedClock, name: str
):
    story, state, owner = STORIES[name]

    for order in permutations(range(len(story))):
        clock.move(MINUTE)
        scene = a_scene(services, ground, clock, FRONT)
        toggles = events(scene, story)
        for index in order:
            clock.move(timedelta(seconds=1))
            for _ in range(2):
                services.reactions.toggled(FRONT, toggles[index])

        ended = scene.incident()
        assert (ended.state, ended.owner) == (state, owner), order
        services.reactions.toggled(FRONT, toggles[order[0]])  # and once more, later
        assert scene.incident() == ended, order


def test_in_order_every_step_counts_once(scene: Scene):
    story, *_ = STORIES["answers twice"]

    for toggle in events(scene, story):
        for _ in range(3):
            scene.services.reactions.toggled(FRONT, toggle)

    assert scene.whats() == [
        What.FILED,
        What.CLAIMED,
        What.ANSWERED,
        What.UNDONE,
        What.ANSWERED,
    ]
    assert scene.refusals() == []


def test_out_of_order_nobody_is_told_a_refusal_that_never_was(scene: Scene):
    toggles = events(scene, [(ADA, EYES, True), (ADA, CHECK, True)])

    for toggle in reversed(toggles):
        scene.services.reactions.toggled(FRONT, toggle)

    assert scene.refusals() == []


# --- refusals --------------------------------------------------------------------------------


def test_a_refusal_is_told_once_and_in_private(scene: Scene):
    scene.hand(ADA).puts_on(EYES)
    scene.clock.move(MINUTE)

    toggle = scene.hand(BO).puts_on(EYES)
    scene.services.reactions.toggled(FRONT, toggle)

    assert scene.refusals() == [(BO, "another_has_it")]
    refused = scene.sender.contents(Refused)[0]
    assert (refused.number, refused.owner) == (Number(1), ADA)
    assert scene.sender.said[-1].place == scene.card.channel


def test_a_stranger_is_refused(scene: Scene):
    scene.hand(ZOE).puts_on(EYES)
    scene.clock.move(TO_READ_A_PROFILE)

    assert scene.incident().state is State.NEW
    assert scene.refusals() == [(ZOE, "not_in_team")]


def test_another_bot_is_not_talked_to(scene: Scene, ground: Ground):
    scene.hand(ZOE).puts_on(EYES)
    scene.sender.say_all()
    with ground.db.begin() as tx:
        tx.people.put(a_person(ZOE, "Zapbot", is_bot=True))
    scene.clock.move(TO_READ_A_PROFILE)

    assert scene.refusals() == []


@pytest.mark.parametrize(
    ("lateness", "told"),
    [(timedelta(minutes=10), [(BO, "another_has_it")]), (timedelta(minutes=11), [])],
)
def test_a_refusal_that_comes_late_is_not_told(scene: Scene, lateness: timedelta, told):
    scene.hand(ADA).puts_on(EYES)
    scene.clock.move(MINUTE)
    toggle = scene.hand(BO).toggle(EYES, is_on=True)
    scene.clock.move(lateness)

    scene.services.reactions.toggled(FRONT, toggle)

    assert scene.refusals() == told
    assert scene.incident().owner == ADA


def test_a_claim_that_comes_a_day_late_still_counts(scene: Scene):
    toggle = scene.hand(ADA).toggle(EYES, is_on=True)
    scene.clock.move(timedelta(hours=20))

    scene.services.reactions.toggled(FRONT, toggle)

    assert scene.incident().owner == ADA


# --- which messages --------------------------------------------------------------------------


def test_an_emoji_that_is_faster_than_the_cards_place_is_done_when_the_place_is_known(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    services.incidents.file(FRONT, a_request())
    parcel = sender.must_lease(Kind.CARD)
    card = a_message("1795518000.777777")
    hand = Hand(services, FRONT, card, ADA, clock.now)
    hand.puts_on(EYES)
    clock.move(MINUTE)
    hand.puts_on(CHECK)
    unknown = services.queue.story(FRONT, Number(1), ADA).line

    services.outbox.delivered(parcel, card)

    story = services.queue.story(FRONT, Number(1), ADA)
    assert (unknown.card, unknown.seen.incident.state) == (None, State.NEW)
    assert (story.line.card, story.line.seen.incident.state) == (card, State.ANSWERED)
    assert [entry.what for entry in story.entries] == [What.FILED, What.CLAIMED, What.ANSWERED]
    clock.move(MINUTE)
    sender.say_all()
    assert sender.contents(Card)[-1].seen.incident.state is State.ANSWERED


def test_an_emoji_that_was_taken_off_before_the_place_is_known_means_nothing(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    services.incidents.file(FRONT, a_request())
    parcel = sender.must_lease(Kind.CARD)
    card = a_message("1795518000.777777")
    hand = Hand(services, FRONT, card, ADA, clock.now)
    hand.puts_on(EYES)
    clock.move(MINUTE)
    hand.takes_off(EYES)

    services.outbox.delivered(parcel, card)

    assert services.queue.story(FRONT, Number(1), ADA).line.seen.incident.state is State.NEW


def test_a_card_that_was_replaced_still_counts(scene: Scene):
    old = scene.hand(ADA)
    scene.services.incidents.change_severity(an_act(Number(1), BO), Severity.S1, "Board")
    scene.clock.move(MINUTE)
    parcel = scene.sender.must_lease(Kind.CARD)
    scene.services.outbox.delivered(parcel, a_message("1795519999.000001"))

    old.puts_on(EYES)

    assert scene.incident().owner == ADA


@pytest.mark.parametrize(
    ("message", "name"),
    [
        pytest.param(a_message(channel=GENERAL), EYES, id="another channel"),
        pytest.param(a_message(), "tada", id="an emoji without a meaning"),
    ],
)
def test_what_is_none_of_our_business_is_not_written_down(
    scene: Scene, ground: Ground, message: MessageRef, name: str
):
    hand = replace_card(scene.hand(ADA), message)

    hand.puts_on(name)

    with ground.db.read() as tx:
        assert tx.reactions.on(FRONT, message) == []
    assert scene.incident().state is State.NEW
    assert waiting(ground.db, FRONT, scene.clock.now()) == []


def test_an_emoji_on_the_requesters_thread_claims_nothing(scene: Scene, ground: Ground):
    scene.services.incidents.claim(an_act(Number(1), ADA))
    parcel = scene.sender.must_lease(Kind.TELL)
    news = a_message("1795518000.900000", channel=GENERAL)
    scene.services.outbox.delivered(parcel, news)

    replace_card(scene.hand(ADA), news).puts_on(CHECK)

    assert scene.incident().state is State.CLAIMED
    with ground.db.read() as tx:
        assert tx.reactions.on(FRONT, news) == []


def replace_card(hand: Hand, message: MessageRef) -> Hand:
    return replace(hand, card=message)


# --- whatever people do ----------------------------------------------------------------------

PEOPLE = st.sampled_from([ADA, BO, CY, FINN, ZOE])
NAMES = st.sampled_from([EYES, CHECK, BANDAGE, "eyes::skin-tone-2", "tada"])
MOVES = st.tuples(PEOPLE, NAMES, st.booleans(), st.integers(0, 20), st.booleans())


@examples(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, min_size=1, max_size=12))
def test_no_sequence_of_emoji_reaches_an_illegal_state(
    services: Services,
    ground: Ground,
    clock: SteppedClock,
    moves: list[tuple[UserId, str, bool, int, bool]],
):
    clock.move(MINUTE)
    scene = a_scene(services, ground, clock, FRONT)
    kept_back: list[Toggle] = []

    for user, name, is_on, minutes, is_kept_back in moves:
        clock.move(timedelta(minutes=minutes, seconds=1))
        toggle = scene.hand(user).toggle(name, is_on=is_on)
        if is_kept_back:
            kept_back.append(toggle)
            continue
        services.reactions.toggled(FRONT, toggle)
        assert_legal(scene)
    for toggle in kept_back:
        services.reactions.toggled(FRONT, toggle)
        assert_legal(scene)


def assert_legal(scene: Scene) -> None:
    incident = scene.incident()
    story = scene.story().entries
    assert incident.owner in {None, ADA, BO, CY}
    assert (incident.owner is None) == (incident.state is State.NEW)
    assert (incident.claimed_at is None) == (incident.owner is None)
    assert (incident.ended_at is None) == (incident.state in OPEN)
    assert (incident.stopgap_until is None) == (incident.state is not State.STOPGAP)
    assert [entry.seq for entry in story] == list(range(1, incident.version + 1))
    assert story[-1].state is incident.state
    for before, after in pairwise(story):
        assert before.state in SOURCES[after.what], (before.what, after.what)


SOURCES: dict[What, frozenset[State]] = {
    What.CLAIMED: RULES[Verb.CLAIM].sources,
    What.RELEASED: RULES[Verb.RELEASE].sources,
    What.STOPGAP: RULES[Verb.STOPGAP].sources,
    What.ANSWERED: RULES[Verb.ANSWER].sources,
    What.UNDONE: ENDED,
}
