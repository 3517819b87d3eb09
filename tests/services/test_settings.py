"""Settings: in as TOML, checked at the edge, out as the same TOML."""

import tomllib
from datetime import datetime, time, timedelta
from itertools import combinations
from typing import Any

import pytest

from bot.clock import SteppedClock
from bot.domain.cadence import Unit, Weekday
from bot.domain.content import CheckSettings, Elect, Elected
from bot.domain.delivery import Failure
from bot.domain.errors import Reason, Refusal
from bot.domain.hours import Window
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.domain.notice import Kind
from bot.domain.people import Person
from bot.domain.plan import Plan
from bot.domain.rotation import Shift, Why
from bot.domain.settings import Closing, Emoji, Flaw, Settings
from bot.services import Services
from bot.services.ground import Ground
from bot.services.settings import (
    EVERYTHING,
    ROTATIONS,
    SECTIONS,
    BadSettings,
    Preview,
    SettingsFile,
)
from storage.database import Database
from tests.builders import ADA, BO, CY, FINN, FRONT, LOU, MIRA, NOW, ZOE, a_person, a_request
from tests.fakes import TEAM, FakeSender, a_front, at_once

WHOLE = """
[team]
name = "Données 🔥"
timezone = "America/New_York"
language = "de-AT"
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
ask = ["raised_hand", "question"]
stopgap = ["adhesive_bandage"]
answer = ["white_check_mark", "heavy_check_mark"]
file = ["envelope"]

[timing]
words_grace_minutes = 25
stopgap_days = 14
shift_reminder_hours = 48
acknowledgement_minutes = 30

[filing]
reply_at_source = false

[closing]
ask = false
tools = ["Looker", "dbt"]

[texts]
form = "Access requests go to IT."
confirmation = "We answer from 8 to 18."
help = "More: https://wiki.example/data"

[[rotations]]
name = "primary"
timezone = "Europe/Berlin"
every = "day"
length = 2
starts = "2026-02-02T10:30:00"
hours = ["mon-fri 09:00-17:00"]
members = ["U0ADA", "U0BO"]
falls_back_to = "backup"
user_group = "S0RAPID"

[[rotations]]
name = "backup"
timezone = "UTC"
every = "week"
length = 1
starts = "2026-01-05T09:00:00"
hours = []
members = ["U0BO"]
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
    assert saved.timing.shift_reminder == timedelta(hours=48)
    assert saved.timing.acknowledgement == timedelta(minutes=30)
    assert saved.rotations == (
        Plan(
            name="primary",
            timezone="Europe/Berlin",
            every=Unit.DAY,
            length=2,
            starts=datetime.fromisoformat("2026-02-02T10:30"),
            hours=(Window(opens=time(9), closes=time(17), days=frozenset(map(Weekday, range(5)))),),
            members=(ADA, BO),
            falls_back_to="backup",
            user_group="S0RAPID",
        ),
        Plan(name="backup", members=(BO,)),
    )
    assert saved.team.language == "de-AT"
    assert saved.emoji.ask == ("raised_hand", "question")
    assert saved.emoji.file == ("envelope",)
    assert not saved.filing.reply_at_source
    assert saved.closing == Closing(ask=False, tools=("Looker", "dbt"))
    assert saved.texts.form == "Access requests go to IT."
    assert saved.texts.confirmation == "We answer from 8 to 18."
    assert saved.texts.help == "More: https://wiki.example/data"


@pytest.mark.parametrize("text", [TEAM, WHOLE, ""])
def test_importing_what_was_exported_changes_nothing(services: Services, text: str):
    front, copy = a_front(), a_front()
    services.settings.replace(front, text)
    exported = services.settings.export(front)

    services.settings.replace(copy, exported)

    assert services.settings.export(copy) == exported


def test_a_first_rotation_can_be_added_at_the_end_of_what_was_exported(services: Services):
    text = services.settings.export(FRONT)

    saved = services.settings.replace(FRONT, f"{text}\n{BACKUP}")

    assert [one.name for one in saved.rotations] == ["backup"]


def test_rotations_end_when_a_file_says_that_there_are_none(services: Services):
    services.settings.replace(FRONT, BACKUP)

    assert services.settings.replace(FRONT, "rotations = []").rotations == ()


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
        ('[emoji]\nclaim = ["ticket"]', "emoji: :ticket: may mean one thing only."),
        ('[emoji]\nclaim = ["raised_hand"]', "emoji: :raised_hand: may mean one thing only."),
        ('[emoji]\nask = ["👀"]', "emoji.ask.0: '👀' is no emoji name; one looks like 'eyes'."),
        (
            '[team]\nlanguage = "klingon"',
            "team.language: 'klingon' is no language; one looks like 'en-GB'.",
        ),
        ('[closing]\ntools = ["dbt", " dbt"]', "closing.tools: 'dbt' is there twice."),
        (
            '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nhours = ["x"]',
            "rotations.0.hours.0: 'x' are no working hours; they look like 'mon-fri 09:00-17:00'.",
        ),
        (
            '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nstarts = "soon"',
            "rotations.0.starts: 'soon' is no day and time; one looks like '2026-11-30T09:00'.",
        ),
        (
            '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nuser_group = "@data"',
            "rotations.0.user_group: '@data' is not the id of a user group such as 'S012ABCDEF'.",
        ),
        (
            '[[rotations]]\nname = "a"\nmembers = ["U0ADA", "U0ADA"]',
            "rotations.0.members: 'U0ADA' is there twice.",
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
        ("[closing]\ntools = []", "closing.tools: "),
        (f'[closing]\ntools = ["{"x" * 41}"]', "closing.tools.0: "),
        (f"[closing]\ntools = {[str(one) for one in range(21)]}", "closing.tools: "),
        ("[filing]\nreply_at_source = 2", "filing.reply_at_source: "),
        (f'[texts]\nform = "{"x" * 301}"', "texts.form: "),
        ('[team]\nlanguage = ""', "team.language: "),
        ('[team]\nlanguage = "{braces}"', "team.language: "),
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


# --- what is wrong, for a sentence in any language -------------------------------------------


@pytest.mark.parametrize(
    ("text", "flaw", "where", "facts"),
    [
        ("[team]\n\n\n\n\n\n[timing", Flaw.NOT_TOML, "", {"line": 7}),
        ('a = 1\nb = """', Flaw.NOT_TOML, "", {"line": 2}),
        ("[team]\nnmae = 1", Flaw.UNKNOWN, "team.nmae", {}),
        ('[team]\nname = ""', Flaw.EMPTY, "team.name", {}),
        (f'[team]\nname = "{"x" * 81}"', Flaw.TOO_LONG, "team.name", {"limit": 80}),
        (f'[texts]\nhelp = "{"x" * 301}"', Flaw.TOO_LONG, "texts.help", {"limit": 300}),
        (
            f"[closing]\ntools = {list('abcdefghijklmnopqrstu')}",
            Flaw.TOO_MANY,
            "closing.tools",
            {"limit": 20},
        ),
        (
            "[timing]\nstopgap_days = 366",
            Flaw.OUT_OF_RANGE,
            "timing.stopgap_days",
            {"least": 1, "most": 365},
        ),
        (
            "[timing]\nwords_grace_minutes = -1",
            Flaw.OUT_OF_RANGE,
            "timing.words_grace_minutes",
            {"least": 0, "most": 120},
        ),
        ("[timing]\nstopgap_days = 1.5", Flaw.NO_NUMBER, "timing.stopgap_days", {}),
        ('[members]\nleads = ["ada"]', Flaw.NO_PERSON, "members.leads.0", {"given": "ada"}),
        ('[channels]\nrequests = "#x"', Flaw.NO_CHANNEL, "channels.requests", {"given": "#x"}),
        ('[team]\ntimezone = "Mars"', Flaw.NO_ZONE, "team.timezone", {"given": "Mars"}),
        ('[team]\nlanguage = "xx"', Flaw.NO_LANGUAGE, "team.language", {"given": "xx"}),
        ('[emoji]\nanswer = ["a b"]', Flaw.NO_EMOJI, "emoji.answer.0", {"given": "a b"}),
        ('[emoji]\nfile = ["eyes"]', Flaw.TWO_MEANINGS, "emoji.file", {"given": "eyes"}),
        ('[closing]\ntools = ["a", "a"]', Flaw.TWICE, "closing.tools", {"given": "a"}),
        ("filing = 3", Flaw.UNFIT, "filing", {}),
        ("[channels]", Flaw.CARDS_STAND_THERE, "channels.requests", {}),
    ],
)
def test_a_refusal_says_what_where_and_how(
    services: Services, text: str, flaw: Flaw, where: str, facts: dict[str, object]
):
    with pytest.raises(BadSettings) as refused:
        services.settings.replace(FRONT, text)

    assert (refused.value.flaw, refused.value.where) == (flaw, where)
    assert refused.value.facts == facts


MEANINGS = list(Emoji.__slots__)


@pytest.mark.parametrize(("one", "other"), list(combinations(MEANINGS, 2)))
def test_an_emoji_means_one_thing_only(services: Services, one: str, other: str):
    with pytest.raises(BadSettings, match=":tada: may mean one thing only"):
        services.settings.replace(FRONT, f'[emoji]\n{one} = ["tada"]\n{other} = [":tada:"]')


@pytest.mark.parametrize("key", MEANINGS)
def test_an_emoji_with_two_names_is_kept_once(services: Services, key: str):
    text = f'[emoji]\n{key} = ["tada", "+1", "thumbsup", "+1::skin-tone-2"]'

    assert getattr(services.settings.replace(FRONT, text).emoji, key) == ("tada", "+1")


def test_what_was_stored_before_there_were_more_emoji_still_loads(services: Services, db: Database):
    old = {"claim": ["eyes", "ticket"], "stopgap": ["raised_hand"], "answer": ["+1"]}
    with db.begin() as tx:
        tx.settings.put(FRONT, {"emoji": old}, 9, NOW)

    emoji = services.settings.current(FRONT).emoji

    assert (emoji.claim, emoji.stopgap) == (("eyes", "ticket"), ("raised_hand",))
    assert (emoji.ask, emoji.file) == ((), ())


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        (" America/New York ", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_may_be_typed_as_people_type(services: Services, typed: str, zone: str):
    saved = services.settings.replace(FRONT, f'[team]\ntimezone = "{typed}"')

    assert saved.team.timezone == zone


@pytest.mark.parametrize(("typed", "tag"), [("de_at", "de-AT"), ("fr-FR", "fr-FR"), ("EN", "en")])
def test_a_language_is_kept_as_slack_writes_it(services: Services, typed: str, tag: str):
    assert services.settings.replace(FRONT, f'[team]\nlanguage = "{typed}"').team.language == tag


def test_an_empty_text_is_none_and_nothing_unseen_is_kept(services: Services):
    text = '[texts]\nform = "  "\nhelp = "a\\u0000b\\nc"\n[closing]\ntools = ["d\\u0007bt"]'

    saved = services.settings.replace(FRONT, text)

    assert (saved.texts.form, saved.texts.help) == (None, "ab\nc")
    assert saved.closing.tools == ("dbt",)


# --- a section at a time, by an admin --------------------------------------------------------


def save(services: Services, section: str, version: int | None = None, by=MIRA, **body: object):
    """Save a section as its form would, on the version that is stored unless told otherwise."""
    stored = services.settings.section(FRONT, section)
    return services.settings.save(
        FRONT,
        by,
        section,
        {**stored.body, **body},
        expected_version=stored.version if version is None else version,
        view_id="V1",
    )


def test_every_section_is_there_with_its_defaults_and_its_version(ground: Ground):
    sections = Services.on(ground).settings.sections(a_front())

    assert tuple(sections) == SECTIONS
    for name, section in sections.items():
        assert section.name == name
        assert section.version == 0
        assert section.body == SettingsFile().model_dump(mode="json")[name]


def test_an_admin_saves_a_section_and_has_it_looked_at(services: Services, sender: FakeSender):
    saved = save(services, "timing", stopgap_days="7")

    assert saved.timing.stopgap_days == 7
    assert sender.must_lease(Kind.CHECK).content == CheckSettings(
        settings=saved, section="timing", view_id="V1", admin=MIRA
    )


@pytest.mark.parametrize("who", [ADA, FINN])
def test_nobody_else_saves_anything(services: Services, sender: FakeSender, who):
    before = services.settings.export(FRONT)

    for attempt in (
        lambda: save(services, "timing", by=who, stopgap_days=7),
        lambda: services.settings.replace(FRONT, "[timing]\nstopgap_days = 7", by=who),
        lambda: services.settings.shown_to(FRONT, who),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.reason is Reason.NOT_AN_ADMIN

    assert services.settings.export(FRONT) == before
    assert sender.lease() is None


def test_an_admin_is_shown_the_settings(services: Services):
    assert services.settings.shown_to(FRONT, MIRA) == services.settings.current(FRONT)


def test_who_saves_on_an_old_version_of_the_section_overwrites_nothing(
    services: Services, sender: FakeSender
):
    stale = services.settings.section(FRONT, "timing").version
    save(services, "timing", stopgap_days=7)
    sender.say_all()

    with pytest.raises(Refusal) as refused:
        save(services, "timing", version=stale, stopgap_days=14)

    assert refused.value.reason is Reason.CHANGED_MEANWHILE
    assert services.settings.current(FRONT).timing.stopgap_days == 7
    assert sender.lease() is None


def test_a_change_to_another_section_meanwhile_does_not_matter(services: Services):
    version = services.settings.section(FRONT, "timing").version
    save(services, "texts", form="Be kind.")

    saved = save(services, "timing", version=version, stopgap_days=7)

    assert (saved.texts.form, saved.timing.stopgap_days) == ("Be kind.", 7)


def test_the_same_form_sent_twice_is_one_change_and_one_look(
    services: Services, sender: FakeSender
):
    version = services.settings.section(FRONT, "timing").version

    first = save(services, "timing", version=version, stopgap_days=7)
    again = save(services, "timing", version=version, stopgap_days=7)

    assert again.timing == first.timing
    assert sender.say_all() == [Kind.CHECK]


def test_of_two_who_save_a_section_at_once_one_is_told_so(services: Services):
    version = services.settings.section(FRONT, "timing").version

    outcomes = at_once(
        [
            lambda: save(services, "timing", version=version, stopgap_days=7),
            lambda: save(services, "timing", version=version, stopgap_days=14),
        ]
    )

    refused = [one for one in outcomes if isinstance(one, Refusal)]
    (saved,) = [one for one in outcomes if isinstance(one, Settings)]
    assert [one.reason for one in refused] == [Reason.CHANGED_MEANWHILE]
    assert services.settings.current(FRONT).timing == saved.timing


def test_an_admin_may_leave_but_not_the_last_one(services: Services):
    save(services, "team", admins=[MIRA, BO])
    assert save(services, "team", by=BO, admins=[BO]).team.admins == (BO,)

    with pytest.raises(BadSettings) as refused:
        save(services, "team", by=BO, admins=[])

    assert (refused.value.flaw, refused.value.where) == (Flaw.LAST_ADMIN, "team.admins")
    assert services.settings.current(FRONT).team.admins == (BO,)


def test_the_channel_of_the_cards_is_not_taken_away_by_a_form_either(services: Services):
    with pytest.raises(BadSettings) as refused:
        save(services, "channels", requests=None)

    assert refused.value.flaw is Flaw.CARDS_STAND_THERE
    assert services.settings.current(FRONT).channels.requests == "C0REQUESTS"


def test_a_section_holds_its_own_keys_only(services: Services):
    with pytest.raises(BadSettings) as refused:
        save(services, "timing", name="x")

    assert (refused.value.flaw, refused.value.where) == (Flaw.UNKNOWN, "timing.name")


# --- the whole file, by an admin -------------------------------------------------------------


def test_an_admin_replaces_the_file_and_has_all_of_it_looked_at(
    services: Services, sender: FakeSender
):
    version = services.settings.current(FRONT).version

    saved = services.settings.replace(
        FRONT, "[timing]\nstopgap_days = 7", by=MIRA, expected_version=version, view_id="V9"
    )

    assert saved.timing.stopgap_days == 7
    assert sender.must_lease(Kind.CHECK).content == CheckSettings(
        settings=saved, section=EVERYTHING, view_id="V9", admin=MIRA
    )


def test_a_file_sent_twice_is_no_stale_copy_of_itself(services: Services, sender: FakeSender):
    version, text = services.settings.current(FRONT).version, "[timing]\nstopgap_days = 7"

    for _ in range(2):
        services.settings.replace(FRONT, text, by=MIRA, expected_version=version, view_id="V9")

    assert sender.say_all() == [Kind.CHECK]


def test_an_admin_cannot_leave_the_team_without_one_but_whoever_runs_the_bot_can(
    services: Services,
):
    with pytest.raises(BadSettings, match="the last admin cannot be taken away"):
        services.settings.replace(FRONT, "[team]", by=MIRA)

    assert services.settings.replace(FRONT, "[team]").team.admins == ()


# --- rotations, one at a time ----------------------------------------------------------------

BACKUP = '[[rotations]]\nname = "backup"\nmembers = ["U0LOU"]\n'
PRIMARY = f'{BACKUP}[[rotations]]\nname = "primary"\nmembers = ["U0ADA", "U0BO"]\n'


def preview(
    services: Services, known: str | None = None, by: UserId = MIRA, **body: Any
) -> Preview:
    """Fill a rotation in, a new one if none is named, and have it previewed."""
    asked = services.settings.rotation(FRONT, MIRA, known)
    return services.settings.preview(FRONT, by, asked, {**asked.body, **body})


def save_rotation(services: Services, known: str | None = None, by: UserId = MIRA, **body: Any):
    """Save a rotation as the preview of its form would."""
    asked = services.settings.rotation(FRONT, MIRA, known)
    return services.settings.save_rotation(FRONT, by, asked, {**asked.body, **body}, "V1")


def people(shifts: tuple[Shift, ...]) -> list[UserId]:
    """Return whose turn it is, one after the other."""
    return [one.person for one in shifts]


def everybody_joins(services: Services, rotation: str, *users: UserId) -> None:
    """Have people accept their turns."""
    for user in users:
        services.rota.join(FRONT, user, rotation)


def test_a_new_rotation_begins_this_week_in_the_zone_of_the_team(
    services: Services, clock: SteppedClock
):
    asked = services.settings.rotation(FRONT, MIRA)

    starts = datetime.fromisoformat(asked.body["starts"])
    today = services.settings.current(FRONT).today(clock.now())
    assert (asked.is_new, asked.version, asked.body["members"]) == (True, 0, [])
    assert asked.body["timezone"] == "Europe/Berlin"
    assert (starts.weekday(), starts.time()) == (0, time(9))
    assert timedelta() <= today - starts.date() < timedelta(days=7)


def test_the_form_of_a_rotation_has_what_is_stored_and_what_it_can_fall_back_to(services: Services):
    services.settings.replace(FRONT, PRIMARY)

    asked = services.settings.rotation(FRONT, MIRA, "primary")

    assert (asked.is_new, asked.others) == (False, ("backup",))
    assert asked.body == services.settings.section(FRONT, ROTATIONS).body[1]
    assert asked.version == services.settings.section(FRONT, ROTATIONS).version


def test_a_preview_of_a_new_rotation_is_as_if_everybody_had_accepted(services: Services):
    seen = preview(services, name="primary", members=[ADA, BO])

    assert seen.before == ()
    assert people(seen.after) == [ADA, BO] * 4 or people(seen.after) == [BO, ADA] * 4
    assert (seen.crew.waiting, seen.gaps) == ((ADA, BO), ())
    assert seen.body["name"] == "primary"


def test_a_preview_changes_nothing_and_asks_nobody(services: Services, sender: FakeSender):
    services.settings.replace(FRONT, PRIMARY)
    sender.say_all()
    before = services.settings.export(FRONT)

    preview(services, "primary", members=[ADA, BO, CY])

    assert services.settings.export(FRONT) == before
    assert services.stand_ins.mine(FRONT, CY).time_off == ()
    assert sender.say_all() == []


def test_a_preview_says_what_saving_and_accepting_then_does(
    services: Services, clock: SteppedClock
):
    services.settings.replace(FRONT, PRIMARY)
    everybody_joins(services, "primary", ADA, BO)
    clock.move(timedelta(days=3))

    seen = preview(services, "primary", members=[ADA, CY, BO], every="day")
    save_rotation(services, "primary", members=[ADA, CY, BO], every="day")
    everybody_joins(services, "primary", CY)

    ((_, shifts),) = (
        one for one in services.rota.upcoming(FRONT, MIRA, 8).by_rotation if one[0] == "primary"
    )
    assert people(seen.after) == people(shifts)
    assert [one.starts_at for one in seen.after[1:]] == [one.starts_at for one in shifts[1:]]
    assert set(people(seen.before)) == {ADA, BO}


def test_whoever_is_on_call_stays_until_the_next_hand_off_in_a_preview(services: Services):
    services.settings.replace(FRONT, PRIMARY)
    everybody_joins(services, "primary", ADA, BO)
    first = preview(services, "primary").before[0].person

    seen = preview(services, "primary", members=[CY, BO, ADA])

    assert seen.after[0].person == first
    assert seen.after[0].ends_at == seen.before[0].ends_at


def test_turns_are_shown_whole_where_there_are_working_hours(services: Services):
    seen = preview(services, name="office", members=[ADA, BO], hours=["mon-fri 09:00-17:00"])

    assert len(seen.after) == 8
    assert len(set(people(seen.after[:2]))) == 2
    assert seen.gaps == ()


def test_who_left_is_no_one_to_be_asked(services: Services):
    services.settings.replace(FRONT, PRIMARY)
    everybody_joins(services, "primary", ADA)
    services.rota.leave(FRONT, BO, "primary")

    seen = preview(services, "primary", members=[ADA, BO, CY])

    assert (seen.crew.waiting, seen.crew.out) == ((CY,), (BO,))
    assert BO not in people(seen.after)


def test_a_preview_warns_of_times_in_which_nobody_would_be_on_call(services: Services):
    services.settings.replace(FRONT, PRIMARY)
    everybody_joins(services, "primary", ADA)
    services.rota.leave(FRONT, BO, "primary")
    services.rota.leave(FRONT, ADA, "primary", at_once=True)

    seen = preview(services, "primary")

    assert [one.why for one in seen.gaps] == [Why.NO_MEMBERS]


@pytest.mark.parametrize(
    ("person", "flaw"),
    [
        (a_person(CY, "Cy", is_bot=True), Flaw.TAKES_NO_PART),
        (a_person(CY, "Cy", is_deleted=True), Flaw.TAKES_NO_PART),
        (a_person(CY, "Cy", is_stranger=True), Flaw.TAKES_NO_PART),
        (a_person(ZOE, "Zoe"), Flaw.NOT_IN_TEAM),
    ],
    ids=["a bot", "who has left", "a stranger", "an outsider"],
)
def test_who_cannot_be_on_call_is_named(
    services: Services, db: Database, person: Person, flaw: Flaw
):
    with db.begin() as tx:
        tx.people.put(person)

    with pytest.raises(BadSettings) as refused:
        preview(services, name="primary", members=[ADA, person.user_id])

    assert (refused.value.flaw, refused.value.facts["given"]) == (flaw, person.name)
    assert "members" in refused.value.where.split(".")


def test_a_member_who_has_left_keeps_no_other_section_from_being_saved(
    services: Services, db: Database
):
    services.settings.replace(FRONT, PRIMARY)
    with db.begin() as tx:
        tx.people.put(a_person(BO, "Bo", is_deleted=True))

    assert save(services, "timing", stopgap_days=7).timing.stopgap_days == 7


def test_leads_may_take_turns(services: Services):
    assert preview(services, name="backup", members=[LOU]).crew.outsiders == ()


def test_a_rotation_is_saved_in_its_place_and_a_new_one_at_the_end(services: Services):
    services.settings.replace(FRONT, PRIMARY)

    save_rotation(services, "backup", length=2)
    saved = save_rotation(services, name="nights", members=[CY])

    assert [(one.name, one.length) for one in saved.rotations] == [
        ("backup", 2),
        ("primary", 1),
        ("nights", 1),
    ]


def test_a_rotation_sent_twice_is_saved_and_looked_at_once(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    asked = services.settings.rotation(FRONT, MIRA)
    seen = preview(services, name="primary", members=[ADA])

    for _ in range(2):
        services.settings.save_rotation(FRONT, MIRA, asked, seen.body, "V1")
    clock.move(timedelta(seconds=2))

    assert [one.name for one in services.settings.current(FRONT).rotations] == ["primary"]
    assert sender.say_all().count(Kind.CHECK) == 1


def test_what_was_found_waits_until_the_window_can_show_it(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    save_rotation(services, name="primary", members=[ADA])

    at_first = sender.say_all()
    clock.move(timedelta(seconds=2))

    assert Kind.CHECK not in at_first
    assert Kind.CHECK in sender.say_all()


@pytest.mark.parametrize("who", [ADA, FINN])
def test_nobody_but_an_admin_sees_or_changes_a_rotation(services: Services, who: UserId):
    services.settings.replace(FRONT, PRIMARY)
    before = services.settings.export(FRONT)

    for attempt in (
        lambda: services.settings.crews(FRONT, who),
        lambda: services.settings.rotation(FRONT, who),
        lambda: preview(services, "primary", by=who),
        lambda: save_rotation(services, "primary", by=who, length=2),
        lambda: services.settings.remove_rotation(FRONT, who, "primary"),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.reason is Reason.NOT_AN_ADMIN

    assert services.settings.export(FRONT) == before


def test_a_form_that_is_older_than_the_rotations_is_refused_at_each_step(services: Services):
    services.settings.replace(FRONT, PRIMARY)
    asked = services.settings.rotation(FRONT, MIRA, "primary")
    services.settings.replace(FRONT, BACKUP)

    for attempt in (
        lambda: services.settings.preview(FRONT, MIRA, asked, asked.body),
        lambda: services.settings.save_rotation(
            FRONT, MIRA, asked, {**asked.body, "length": 2}, "V"
        ),
        lambda: services.settings.rotation(FRONT, MIRA, "primary"),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.reason is Reason.CHANGED_MEANWHILE

    assert [one.name for one in services.settings.current(FRONT).rotations] == ["backup"]


def test_a_rotation_is_removed_once_however_often_it_is_pressed(
    services: Services, sender: FakeSender
):
    services.settings.replace(FRONT, PRIMARY)
    sender.say_all()

    services.settings.remove_rotation(FRONT, MIRA, "primary")
    left = services.settings.remove_rotation(FRONT, MIRA, "primary")

    assert [one.name for one in left.rotations] == ["backup"]
    assert Kind.CHECK not in sender.say_all()


def test_a_rotation_that_another_falls_back_to_is_not_removed(services: Services):
    services.settings.replace(FRONT, PRIMARY + 'falls_back_to = "backup"')

    with pytest.raises(BadSettings) as refused:
        services.settings.remove_rotation(FRONT, MIRA, "backup")

    assert refused.value.flaw is Flaw.NO_ROTATION
    assert len(services.settings.current(FRONT).rotations) == 2


# --- the first admin -------------------------------------------------------------------------


def elect(services: Services, sender: FakeSender, user, *, is_admin: bool) -> Elected:
    """Ask to be the first admin, have Slack say who that is; return what they are told."""
    services.settings.ask_for_admin(FRONT, user, f"command:{user}")
    errand = sender.must_lease(Kind.ELECT)
    assert errand.content == Elect(user=user)
    services.outbox.elected(errand, a_person(user, is_admin=is_admin))
    told = sender.must_lease(Kind.ELECTED)
    sender.say(told)
    assert isinstance(told.content, Elected)
    assert told.place == user
    return told.content


def test_who_administrates_the_workspace_becomes_the_first_admin(
    services: Services, sender: FakeSender
):
    services.settings.replace(FRONT, '[team]\nname = "Numbers"')

    told = elect(services, sender, ADA, is_admin=True)

    assert told.is_admin
    team = services.settings.current(FRONT).team
    assert (team.name, team.admins) == ("Numbers", (ADA,))


def test_who_does_not_administrate_it_becomes_nothing(services: Services, sender: FakeSender):
    services.settings.replace(FRONT, "[team]")

    assert not elect(services, sender, ADA, is_admin=False).is_admin
    assert services.settings.current(FRONT).team.admins == ()


def test_where_there_is_an_admin_nobody_is_looked_up_to_be_one(
    services: Services, sender: FakeSender
):
    settings = services.settings.ask_for_admin(FRONT, ADA, "command:1")

    assert settings.team.admins == (MIRA,)
    assert Kind.ELECT not in sender.say_all()


def test_of_two_who_ask_to_be_the_first_one_becomes_it(services: Services, sender: FakeSender):
    services.settings.replace(FRONT, "[team]")
    services.settings.ask_for_admin(FRONT, ADA, "command:1")
    services.settings.ask_for_admin(FRONT, BO, "command:2")
    first, second = sender.must_lease(Kind.ELECT), sender.must_lease(Kind.ELECT)

    services.outbox.elected(second, a_person(BO, is_admin=True))
    services.outbox.elected(first, a_person(ADA, is_admin=True))
    sender.say_all()

    assert services.settings.current(FRONT).team.admins == (BO,)
    told = {one.place: one.content for one in sender.said if one.notice.kind is Kind.ELECTED}
    assert told == {BO: Elected(is_admin=True), ADA: Elected(is_admin=False)}


def test_the_command_heard_twice_looks_once(services: Services, sender: FakeSender):
    services.settings.replace(FRONT, "[team]")

    for _ in range(2):
        services.settings.ask_for_admin(FRONT, ADA, "command:1")
    errand = sender.must_lease(Kind.ELECT)
    sender.say(errand)

    assert sender.lease() is None
