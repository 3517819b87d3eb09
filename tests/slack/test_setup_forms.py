"""Settings in Slack and as TOML are the same: each key has a field, and nothing changes between."""

import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest
import tomli_w

from bot.domain.errors import Refusal
from bot.domain.ids import Front
from bot.domain.settings import Flaw
from bot.fakeslack.fields import initial_value
from bot.services import Services
from bot.services.settings import (
    EVERYTHING,
    ROTATIONS,
    SECTIONS,
    BadSettings,
    RotationForm,
    Section,
    SettingsFile,
)
from bot.services.settings_file import RotationSection, checked, parse
from bot.slack import setup_forms
from bot.slack.render import rotations, setup_fields
from bot.slack.render.parts import Block
from bot.slack.render.setup_fields import FORMS, LONGEST, ROTATION, Shape
from bot.slack.setup_forms import Change
from bot.slack.speech import speech_in
from bot.slack.text import escape
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
    "timing": {
        "words_grace_minutes": 0,
        "stopgap_days": 365,
        "shift_reminder_hours": 0,
        "acknowledgement_minutes": 1440,
    },
    "filing": {"reply_at_source": False},
    "closing": {"ask": False, "tools": [f"{number:02d} {'x' * 37}" for number in range(20)]},
    "texts": {
        "form": "Access requests go to IT.\nPlease.",
        "confirmation": "x" * 300,
        "help": "*More* <https://wiki.example|here> & there",
    },
}
A_ROTATION: dict[str, Any] = {
    "name": "primäre <& 🔥",
    "timezone": "America/New_York",
    "every": "month",
    "length": 52,
    "starts": "2026-01-31T23:59:00",
    "hours": ["mon-thu, sat 22:00-06:00", "08:00-00:00"],
    "members": MANY[:100],
    "falls_back_to": "backup",
    "user_group": "S0RAPID",
}
BACKUP = {"name": "backup", "members": [MIRA]}
KEYS = [(name, key) for name in FORMS for key in type(getattr(SettingsFile(), name)).model_fields]


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
    assert (*FORMS, ROTATIONS) == SECTIONS
    assert {section: [field.key for field in form.fields] for section, form in FORMS.items()} == {
        section: [key for name, key in KEYS if name == section] for section in FORMS
    }
    assert {field.key for field in ROTATION.fields} == set(RotationSection.model_fields)


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


@pytest.mark.parametrize("section", FORMS)
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


@pytest.mark.parametrize("key", [key for key in A_ROTATION if key != "name"])
def test_a_rotation_is_the_same_in_the_form_and_in_the_file(
    services: Services, team: Front, key: str
):
    services.settings.replace(team, tomli_w.dumps({ROTATIONS: [BACKUP]}))
    asked = services.settings.rotation(team, MIRA)
    usual = {**asked.body, "name": A_ROTATION["name"], "members": [MIRA]}
    shown = replace(asked, body={**usual, key: A_ROTATION[key]})
    form = rotations.form(shown, ENGLISH)

    read, filled = setup_forms.read_rotation(sent(form))
    services.settings.save_rotation(team, MIRA, read, filled, "V1")
    exported = services.settings.export(team)
    copy = a_front()
    services.settings.replace(copy, exported)

    assert tomllib.loads(exported)[ROTATIONS][1][key] == A_ROTATION[key]
    again = services.settings.rotation(copy, MIRA, A_ROTATION["name"])
    assert again.body == shown.body
    assert services.settings.export(copy) == exported


def test_every_key_of_a_rotation_is_tried_with_something_else_than_its_default(
    services: Services, team: Front
):
    usual = services.settings.rotation(team, MIRA).body

    assert {key for key, value in usual.items() if A_ROTATION[key] != value} == set(A_ROTATION)


def test_a_rotation_that_was_only_looked_at_changes_nothing(services: Services, team: Front):
    services.settings.replace(team, tomli_w.dumps({ROTATIONS: [BACKUP, A_ROTATION]}))
    before = services.settings.export(team)

    asked = services.settings.rotation(team, MIRA, A_ROTATION["name"])
    read, filled = setup_forms.read_rotation(sent(rotations.form(asked, ENGLISH)))
    services.settings.save_rotation(team, MIRA, read, filled, "V1")

    assert read == asked
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


@pytest.mark.parametrize("section", FORMS)
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
    for section in FORMS:
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


# --- what is typed into the form of a rotation -----------------------------------------------


def a_rotation_form(**body: Any) -> Block:
    """Return the form of a new rotation that is filled in, but for this."""
    asked = RotationForm(
        body={**A_ROTATION, **body}, is_new=True, others=("backup", "none"), version=3
    )
    return rotations.form(asked, ENGLISH)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("hours", {"value": " mon-fri 9-17 \n\n sat 10-12"}, ["mon-fri 9-17", "sat 10-12"]),
        ("hours", {"value": None}, []),
        ("user_group", {"value": " S0RAPID "}, "S0RAPID"),
        ("user_group", {"value": "<!subteam^S0RAPID|@data-rapid>"}, "S0RAPID"),
        ("user_group", {"value": "<!subteam^S0RAPID>"}, "S0RAPID"),
        ("user_group", {"value": "@data-rapid"}, "@data-rapid"),
        ("user_group", {"value": None}, None),
        ("falls_back_to", {"selected_option": {"value": "=backup"}}, "backup"),
        ("falls_back_to", {"selected_option": {"value": "=none"}}, "none"),
        ("falls_back_to", {"selected_option": {"value": "none"}}, None),
        ("falls_back_to", {"selected_option": None}, None),
        ("members", {"selected_users": ["U2", "U1"]}, ["U2", "U1"]),
        ("every", {"selected_option": {"value": "day"}}, "day"),
        ("starts", {"selected_date": "2026-12-07"}, "2026-12-07T23:59"),
        ("length", {"value": "2"}, "2"),
    ],
)
def test_a_rotation_is_read_as_it_was_filled_in(key: str, typed: dict[str, Any], value: object):
    _, filled = setup_forms.read_rotation(sent(a_rotation_form(), **{key: typed}))

    assert filled[key] == value


def test_a_rotation_keeps_its_name_however_the_form_is_sent():
    asked = RotationForm(body=A_ROTATION, is_new=False, others=(), version=3)
    view = sent(rotations.form(asked, ENGLISH))
    view["state"]["values"]["name"] = {"name": {"value": "another"}}

    _, filled = setup_forms.read_rotation(view)

    assert filled["name"] == A_ROTATION["name"]


@pytest.mark.parametrize("metadata", ["", "{}", "[]", '{"body": {}}', '{"body": 1, "version": 1}'])
def test_a_form_of_a_rotation_of_another_time_is_refused(metadata: str):
    with pytest.raises(Refusal):
        setup_forms.read_rotation(sent(a_rotation_form()) | {"private_metadata": metadata})


@pytest.mark.parametrize(
    ("key", "typed", "name"),
    [
        ("name", {"value": " "}, "setup-bad-empty"),
        ("name", {"value": "x" * 41}, "setup-bad-too-long"),
        ("name", {"value": "Backup"}, "setup-bad-twice"),
        ("members", {"selected_users": []}, "setup-bad-empty"),
        ("length", {"value": "0"}, "setup-bad-range"),
        ("length", {"value": "53"}, "setup-bad-range"),
        ("length", {"value": "x"}, "setup-bad-number"),
        ("every", {"selected_option": None}, "setup-bad-unfit"),
        ("starts", {"selected_date": None}, "setup-bad-moment"),
        ("timezone", {"value": "Mars/Olympus"}, "setup-bad-zone"),
        ("hours", {"value": "mon-fri 9-17\nwhenever"}, "setup-bad-hours"),
        ("hours", {"value": "9-17\n" * 15}, "setup-bad-too-many"),
        ("falls_back_to", {"selected_option": {"value": "=gone"}}, "setup-bad-rotation"),
        (
            "falls_back_to",
            {"selected_option": {"value": f"={A_ROTATION['name']}"}},
            "setup-bad-circle",
        ),
        ("user_group", {"value": "@data-rapid"}, "setup-bad-group"),
    ],
)
def test_what_a_rotation_cannot_be_is_said_under_its_field(
    services: Services, team: Front, key: str, typed: dict[str, Any], name: str
):
    services.settings.replace(team, tomli_w.dumps({ROTATIONS: [BACKUP]}))
    version = services.settings.section(team, ROTATIONS).version
    read, filled = setup_forms.read_rotation(sent(a_rotation_form(), **{key: typed}))

    with pytest.raises(BadSettings) as refused:
        services.settings.preview(team, MIRA, replace(read, version=version), filled)

    bad = setup_forms.bad_rotation(refused.value, read)
    assert (bad.block_id, bad.name) == (key, name)
    assert escape(ENGLISH(bad.name, **bad.facts)) == setup_forms.said(refused.value, ENGLISH)


# --- what is said under a field --------------------------------------------------------------


def test_every_flaw_has_a_sentence():
    assert set(setup_forms._SENTENCES) == set(Flaw)


@pytest.mark.parametrize("section", [*FORMS, EVERYTHING])
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
        '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nstarts = "soon"',
        '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nhours = ["{ $x }"]',
        '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nuser_group = "@data"',
        '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nfalls_back_to = "b"',
        '[[rotations]]\nname = "a"\nmembers = ["U0ADA"]\nfalls_back_to = "a"',
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
