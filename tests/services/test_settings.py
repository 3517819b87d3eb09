"""Settings: in as TOML, checked at the edge, out as the same TOML."""

import tomllib

import pytest

from bot.domain.delivery import Failure
from bot.domain.ids import Front, WorkspaceId
from bot.domain.notice import Kind
from bot.domain.settings import Settings
from bot.services import Services
from bot.services.ground import Ground
from bot.services.settings import BadSettings
from tests.builders import FRONT, a_request
from tests.fakes import TEAM, FakeSender, a_front

WHOLE = """
[team]
name = "Données 🔥"
timezone = "America/New_York"
admins = ["U0MIRA", "W0LOU"]

[channels]
requests = "C0REQUESTS"
preemption = "G0PREEMPTION"
engineering = "C0ENGINEERING"

[members]
rapid_response = ["U0ADA", "U0BO"]
leads = ["U0LOU"]
preemption = ["U0PAT"]
engineering = ["U0ENO"]

[emoji]
claim = ["eyes", "+1"]
stopgap = ["adhesive_bandage"]
answer = ["white_check_mark", "heavy_check_mark"]

[timing]
words_grace_minutes = 25
stopgap_days = 14
"""


def test_what_was_never_set_has_its_default(ground: Ground):
    assert Services.on(ground).settings.current(a_front()) == Settings()


def test_everything_that_can_be_set_comes_back(services: Services):
    saved = services.settings.replace(FRONT, WHOLE)

    assert services.settings.current(FRONT) == saved
    assert tomllib.loads(services.settings.export(FRONT)) == tomllib.loads(WHOLE)
    assert saved.team.name == "Données 🔥"
    assert saved.channels.preemption == "G0PREEMPTION"
    assert saved.members.engineering == ("U0ENO",)
    assert saved.emoji.claim == ("eyes", "+1")
    assert saved.timing.words_grace.total_seconds() == 25 * 60
    assert saved.timing.stopgap_days == 14


@pytest.mark.parametrize("text", [TEAM, WHOLE, ""])
def test_importing_what_was_exported_changes_nothing(services: Services, text: str):
    front, copy = a_front(), a_front()
    services.settings.replace(front, text)
    exported = services.settings.export(front)

    services.settings.replace(copy, exported)

    assert services.settings.export(copy) == exported


def test_sections_that_are_not_named_stay(services: Services):
    before = services.settings.current(FRONT)

    after = services.settings.replace(FRONT, '[team]\nname = "New"')

    assert (after.channels, after.members, after.emoji) == (
        before.channels,
        before.members,
        before.emoji,
    )
    assert after.team.name == "New"
    assert after.version == before.version + 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[team]\nnmae = "x"', "team.nmae is not a setting of Hydrant."),
        ("[tema]", "tema is not a setting of Hydrant."),
        (
            '[team]\nadmins = ["U0MIRA", "ada"]',
            "team.admins.1: 'ada' is not a user id such as 'U012ABCDEF'.",
        ),
        (
            '[channels]\nrequests = "#data"',
            "channels.requests: '#data' is not a channel id such as 'C012ABCDEF'.",
        ),
        (
            '[team]\ntimezone = "Mars/Olympus"',
            "team.timezone: 'Mars/Olympus' is no time zone; one looks like 'Europe/Berlin'.",
        ),
        (
            '[emoji]\nclaim = ["a b"]',
            "emoji.claim.0: 'a b' is no emoji name; one looks like 'eyes'.",
        ),
        (
            '[emoji]\nclaim = ["white_check_mark"]',
            "emoji: :white_check_mark: may mean one thing only.",
        ),
    ],
)
def test_a_refused_setting_is_named_in_a_sentence(services: Services, text: str, sentence: str):
    before = services.settings.current(FRONT)

    with pytest.raises(BadSettings) as refused:
        services.settings.replace(FRONT, text)

    assert str(refused.value) == sentence
    assert services.settings.current(FRONT) == before


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("[team", "This is not TOML: "),
        ("team = 3", "team: "),
        ('[team]\nadmins = "U0MIRA"', "team.admins: "),
        ('[team]\nname = "  "', "team.name: "),
        ("[emoji]\nclaim = []", "emoji.claim: "),
        ("[timing]\nstopgap_days = 0", "timing.stopgap_days: "),
        ("[timing]\nwords_grace_minutes = 121", "timing.words_grace_minutes: "),
        ("[timing]\nstopgap_days = 1.5", "timing.stopgap_days: "),
    ],
)
def test_any_other_mistake_is_one_line_that_begins_with_where(
    services: Services, text: str, begins: str
):
    with pytest.raises(BadSettings) as refused:
        services.settings.replace(FRONT, text)

    sentence = str(refused.value)
    assert sentence.startswith(begins)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "pydantic" not in sentence


def test_a_file_with_one_mistake_is_refused_whole(services: Services):
    before = services.settings.current(FRONT)

    with pytest.raises(BadSettings):
        services.settings.replace(FRONT, '[team]\nname = "New"\n[timing]\nstopgap_days = 0')

    assert services.settings.current(FRONT) == before


def test_a_stale_copy_is_refused(services: Services):
    stale = services.settings.current(FRONT).version
    fresh = services.settings.replace(FRONT, '[team]\nname = "First"').version

    with pytest.raises(BadSettings, match="Somebody changed the settings meanwhile"):
        services.settings.replace(FRONT, '[team]\nname = "Second"', expected_version=stale)
    again = services.settings.replace(FRONT, '[team]\nname = "Third"', expected_version=fresh)

    assert again.team.name == "Third"
    assert again.version == fresh + 1


def test_fronts_have_settings_of_their_own(services: Services):
    elsewhere = Front(WorkspaceId("T0OTHER"))

    services.settings.replace(elsewhere, WHOLE)

    assert services.settings.current(FRONT).team.name == "Data"
    assert services.settings.current(elsewhere).team.name == "Données 🔥"


def test_emoji_names_are_kept_without_colons_and_tones(services: Services):
    saved = services.settings.replace(FRONT, '[emoji]\nclaim = [":thumbsup::skin-tone-3:"]')

    assert saved.emoji.claim == ("+1",)


def test_cards_that_wait_for_a_channel_go_when_it_is_set(services: Services, sender: FakeSender):
    for key in ("1", "2"):
        services.incidents.file(FRONT, a_request(source_key=key))
    parcel = sender.must_lease(Kind.CARD)
    services.outbox.failed(parcel, Failure.CONFIG, "channel_not_found", is_unsure=False)
    sender.say_all()
    held = [said.notice.kind for said in sender.said]

    services.settings.replace(FRONT, '[channels]\nrequests = "C0REQUESTS"')

    assert Kind.CARD not in held
    assert sender.say_all() == [Kind.CARD, Kind.CARD]


def test_the_channel_of_the_cards_cannot_be_taken_away(services: Services):
    before = services.settings.export(FRONT)

    with pytest.raises(BadSettings, match=r"channels\.requests cannot be taken away"):
        services.settings.replace(FRONT, '[channels]\npreemption = "C0PREEMPTION"')

    assert services.settings.export(FRONT) == before


def test_cards_that_wait_for_a_channel_go_to_the_one_that_takes_its_place(
    services: Services, sender: FakeSender
):
    services.incidents.file(FRONT, a_request())
    parcel = sender.must_lease(Kind.CARD)
    services.outbox.failed(parcel, Failure.CONFIG, "is_archived", is_unsure=False)

    services.settings.replace(FRONT, '[channels]\nrequests = "C0ANOTHER"')

    assert sender.must_lease(Kind.CARD).place == "C0ANOTHER"
