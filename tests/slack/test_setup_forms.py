"""Settings in Slack and as TOML are the same: each key has a field, and nothing changes between."""

import json
import tomllib
from typing import Any

import pytest
import tomli_w

from bot.domain.errors import Refusal
from bot.domain.ids import Front
from bot.domain.settings import Flaw
from bot.fakeslack.fields import initial_value
from bot.services import Services
from bot.services.settings import EVERYTHING, SECTIONS, BadSettings, Section, SettingsFile
from bot.services.settings_file import checked, parse
from bot.slack import setup_forms
from bot.slack.render import setup_fields
from bot.slack.render.parts import Block
from bot.slack.render.setup_fields import FORMS, LONGEST, Shape
from bot.slack.setup_forms import Change
from bot.slack.speech import speech_in
from tests.builders import MIRA
from tests.fakes import a_front

ENGLISH = speech_in("en-GB")
MANY = [f"U{number:09d}" for number in range(350)]
# Something else than the default for each key. The admin who saves has to stay one.
OTHER: dict[str, dict[str, Any]] = {
    "team": {
        "name": "Données 🔥 & <co>",
        "timezone": "America/New_York",
        "language": "fr-FR",
        "admins": [MIRA, *MANY],
    },
    "channels": {
        "requests": "C0REQUESTS",
        "preemption": "G0PREEMPTION",
        "engineering": "C0ENGINEERING",
    },
    "members": {
        "rapid_response": MANY,
        "leads": ["U0LOU"],
        "preemption": MANY[:100],
        "engineering": MANY[:101],
    },
    "emoji": {
        "claim": ["eyes", "+1"],
        "ask": ["question", "e-mail"],
        "stopgap": ["bandage_2"],
        "answer": ["heavy_check_mark", "ありがとう"],
        "file": [],
    },
    "timing": {"words_grace_minutes": 0, "stopgap_days": 365},
    "filing": {"reply_at_source": False},
    "closing": {"ask": False, "tools": [f"{number:02d} {'x' * 37}" for number in range(20)]},
    "texts": {
        "form": "Access requests go to IT.\nPlease.",
        "confirmation": "x" * 300,
        "help": "*More* <https://wiki.example|here> & there",
    },
}
KEYS = [
    (name, key)
    for name, section in SettingsFile.model_fields.items()
    for key in section.annotation.model_fields  # type: ignore[union-attr]
]


@pytest.fixture
def dialect() -> str:
    """Say that SQLite is enough here."""
    return "sqlite"


@pytest.fixture
def team(services: Services) -> Front:
    """Give the front of a team that has an admin and nothing else."""
    front = a_front()
    services.settings.replace(front, f'[team]\nadmins = ["{MIRA}"]')
    return front


def sent(view: Block, **typed: dict[str, Any]) -> dict[str, Any]:
    """Return what Slack sends of a form in which only this was changed."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    values = {
        block["block_id"]: {block["element"]["action_id"]: initial_value(block["element"])}
        for block in inputs
    }
    for key, value in typed.items():
        values[key][key] = {**(values[key][key] or {}), **value}
    return {
        "id": "V1",
        "private_metadata": view["private_metadata"],
        "state": {"values": values},
        "blocks": view["blocks"],
    }


def save(services: Services, front: Front, change: Change) -> None:
    """Save what a form says, as the listener does."""
    services.settings.save(
        front,
        MIRA,
        change.section,
        change.body,
        expected_version=change.version,
        view_id=f"V{change.section}",
    )


# --- there and back --------------------------------------------------------------------------


def test_every_key_of_the_file_has_a_field_and_every_field_a_key():
    assert {section: [field.key for field in form.fields] for section, form in FORMS.items()} == {
        section: [key for name, key in KEYS if name == section] for section in SECTIONS
    }


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_every_key_is_tried_with_something_else_than_its_default(section: str, key: str):
    default = getattr(SettingsFile(), section).model_dump(mode="json")[key]

    assert OTHER[section][key] != default


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_a_setting_is_the_same_in_the_form_and_in_the_file(
    services: Services, team: Front, section: str, key: str
):
    stored = services.settings.section(team, section)
    shown = Section(
        name=section, body={**stored.body, key: OTHER[section][key]}, version=stored.version
    )
    form = setup_fields.form(shown, ENGLISH)

    save(services, team, setup_forms.read(sent(form)))
    exported = services.settings.export(team)
    copy = a_front()
    services.settings.replace(copy, exported)

    assert tomllib.loads(exported)[section].get(key, "") == OTHER[section][key]
    again = setup_fields.form(services.settings.section(copy, section), ENGLISH)
    assert again["blocks"] == form["blocks"]
    assert setup_forms.read(sent(again)).body == setup_forms.read(sent(form)).body


@pytest.mark.parametrize("section", SECTIONS)
def test_a_form_that_was_only_looked_at_changes_nothing(
    services: Services, team: Front, section: str
):
    services.settings.replace(team, tomli_w.dumps(OTHER))
    before = services.settings.export(team)

    form = setup_fields.form(services.settings.section(team, section), ENGLISH)
    save(services, team, setup_forms.read(sent(form)))

    assert services.settings.export(team) == before


def test_a_file_that_was_only_looked_at_changes_nothing(services: Services, team: Front):
    services.settings.replace(team, tomli_w.dumps({"texts": OTHER["texts"]}))
    before = services.settings.export(team)

    form = setup_fields.whole_file(before, services.settings.current(team).version, ENGLISH)
    change = setup_forms.read(sent(form))
    services.settings.replace(team, change.toml, by=MIRA, expected_version=change.version)

    assert change.section == EVERYTHING
    assert services.settings.export(team) == before


# --- what is typed ---------------------------------------------------------------------------


def a_form(section: str) -> Block:
    """Return a form with the defaults in it."""
    body = getattr(SettingsFile(), section).model_dump(mode="json")
    return setup_fields.form(Section(name=section, body=body, version=3), ENGLISH)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("eyes", ["eyes"]),
        (":eyes: :+1:", [":eyes:", ":+1:"]),
        (":eyes::+1:", [":eyes:", ":+1:"]),
        ("eyes, +1,tada", ["eyes", "+1", "tada"]),
        (":wave::skin-tone-3: eyes", [":wave::skin-tone-3:", "eyes"]),
        (":handshake::skin-tone-2-4:", [":handshake::skin-tone-2-4:"]),
        ("  eyes\n\n+1 ", ["eyes", "+1"]),
        ("👀", ["👀"]),
        ("", []),
        (None, []),
    ],
)
def test_emoji_may_be_typed_in_any_way(typed: str | None, names: list[str]):
    change = setup_forms.read(sent(a_form("emoji"), claim={"value": typed}))

    assert change.body["claim"] == names


def test_tools_are_one_a_line():
    change = setup_forms.read(sent(a_form("closing"), tools={"value": " a, b \r\n\n c\n"}))

    assert change.body["tools"] == ["a, b", "c"]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_form_in_which_everything_is_null_can_be_read(section: str):
    view = sent(a_form(section))
    for held in view["state"]["values"].values():
        for element in held.values():
            element.update(dict.fromkeys(set(element) - {"type"}))

    change = setup_forms.read(view)

    assert (change.section, change.version) == (section, 3)
    assert not any(change.body.values())


@pytest.mark.parametrize("metadata", ["", "{}", "[]", '{"section": "team"}', '{"version": "x"}'])
def test_a_form_of_another_time_is_refused(metadata: str):
    view = sent(a_form("team")) | {"private_metadata": metadata}

    with pytest.raises(Refusal):
        setup_forms.read(view)


def test_a_form_keeps_ids_and_versions_only():
    for section in SECTIONS:
        metadata = json.loads(a_form(section)["private_metadata"])

        assert metadata == {"v": 1, "section": section, "version": 3}


TEXTS = [
    (section, field.key)
    for section, form in FORMS.items()
    for field in form.fields
    if any(
        block["element"]["type"] == "plain_text_input"
        for block in a_form(section)["blocks"]
        if block.get("block_id") == field.key
    )
]


@pytest.mark.parametrize(("section", "key"), TEXTS)
def test_three_thousand_characters_are_refused_under_their_field(
    services: Services, team: Front, section: str, key: str
):
    change = setup_forms.read(sent(a_form(section), **{key: {"value": "x" * LONGEST}}))
    change = Change(section=section, version=0, body=change.body)

    with pytest.raises(BadSettings) as refused:
        save(services, team, change)

    bad = setup_forms.bad_field(refused.value, change, ENGLISH)
    assert bad.block_id == key
    assert len(ENGLISH(bad.name, **bad.facts)) < 200


# --- what is said under a field --------------------------------------------------------------


def test_every_flaw_has_a_sentence():
    assert set(setup_forms._SENTENCES) == set(Flaw)


@pytest.mark.parametrize("section", [*SECTIONS, EVERYTHING])
@pytest.mark.parametrize(
    "text",
    [
        "[team",
        "tema = 1",
        '[team]\nname = ""',
        f'[team]\nname = "{"x" * 81}"',
        f"[closing]\ntools = {json.dumps(list('abcdefghijklmnopqrstu'))}",
        "[timing]\nstopgap_days = 0",
        '[timing]\nstopgap_days = "x"',
        '[members]\nleads = ["<!channel>"]',
        '[channels]\nrequests = "x"',
        '[team]\ntimezone = "x"',
        '[team]\nlanguage = "{ $x }"',
        '[emoji]\nclaim = ["{ $x }"]',
        '[emoji]\nclaim = ["ticket"]',
        '[closing]\ntools = ["a", "a"]',
        "filing = 1",
    ],
)
def test_every_refusal_can_be_said_in_every_form(section: str, text: str):
    with pytest.raises(BadSettings) as refused:
        parse(text)

    change = Change(section=section, version=1, body={})
    bad = setup_forms.bad_field(refused.value, change, ENGLISH)

    blocks = (
        [setup_fields.TOML] if section == EVERYTHING else [f.key for f in FORMS[section].fields]
    )
    assert bad.block_id in blocks
    if refused.value.flaw is not Flaw.UNKNOWN or section == EVERYTHING:
        assert ENGLISH(bad.name, **bad.facts).endswith(".")


@pytest.mark.parametrize(
    ("section", "field", "empty", "name"),
    [
        ("team", "admins", {"selected_users": []}, "setup-bad-last-admin"),
        ("channels", "requests", {"selected_conversation": None}, "setup-bad-cards"),
        ("timing", "stopgap_days", {"value": None}, "setup-bad-number"),
        ("team", "timezone", {"value": None}, "setup-bad-zone"),
        ("team", "language", {"selected_option": None}, "setup-bad-language"),
    ],
)
def test_what_is_needed_says_so_in_its_field_even_if_slack_let_it_through(
    services: Services, team: Front, section: str, field: str, empty: dict[str, Any], name: str
):
    services.settings.replace(team, '[channels]\nrequests = "C0REQUESTS"')
    form = setup_fields.form(services.settings.section(team, section), ENGLISH)
    change = setup_forms.read(sent(form, **{field: empty}))

    with pytest.raises(BadSettings) as refused:
        save(services, team, change)

    bad = setup_forms.bad_field(refused.value, change, ENGLISH)
    assert (bad.block_id, bad.name) == (field, name)


def test_what_may_not_be_empty_is_needed_in_its_form():
    needed = {
        (section, field.key)
        for section, form in FORMS.items()
        for field in form.fields
        if field.is_needed
    }

    refused = set()
    for section, key in KEYS:
        nothing: tuple[object, ...] = ("", [], None)
        for empty in nothing:
            try:
                checked({section: {key: empty}})
            except BadSettings:
                continue
            break
        else:
            refused.add((section, key))
    # A switch is on or off; and these two are kept by what is there already.
    assert needed == refused - SWITCHES | {("team", "admins"), ("channels", "requests")}


SWITCHES = {
    (section, field.key)
    for section, form in FORMS.items()
    for field in form.fields
    if field.shape is Shape.SWITCH
}
