"""Settings: in as TOML, checked at the edge, out as the same TOML."""

import tomllib
from itertools import combinations

import pytest

from bot.domain.content import CheckSettings, Elect, Elected
from bot.domain.delivery import Failure
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, WorkspaceId
from bot.domain.notice import Kind
from bot.domain.settings import Closing, Emoji, Flaw, Settings
from bot.services import Services
from bot.services.ground import Ground
from bot.services.settings import EVERYTHING, SECTIONS, BadSettings, SettingsFile
from storage.database import Database
from tests.builders import ADA, BO, FINN, FRONT, MIRA, NOW, a_person, a_request
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

[filing]
reply_at_source = false

[closing]
ask = false
tools = ["Looker", "dbt"]

[texts]
form = "Access requests go to IT."
confirmation = "We answer from 8 to 18."
help = "More: https://wiki.example/data"
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
        assert section.body == getattr(SettingsFile(), name).model_dump(mode="json")


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
