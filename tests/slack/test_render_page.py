"""Whatever blocks the bot shows, the page that stands in for Slack can draw."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.settings import Settings
from bot.services.settings import SECTIONS, RotationForm
from bot.services.settings_file import RotationSection
from bot.slack.render import home, modals, rotations, setup, setup_fields
from bot.slack.speech import speech_in
from tests.builders import an_incident
from tests.slack.test_render_home import fullest
from tests.slack.test_render_safety import FORMS, MESSAGES
from tests.slack.test_setup_render import a_form

ROTATION = RotationForm(
    body=RotationSection(name="primary", members=("U0ADA",)).model_dump(mode="json"),
    is_new=False,
    others=("backup",),
    version=1,
)
ROOT = Path(__file__).parents[2]
RENDER = ROOT / "bot" / "slack" / "render"
SCRIPT = ROOT / "bot" / "fakeslack" / "page" / "static" / "blocks.js"
VIEWS = {"modal", "home"}
SPEECH = speech_in("en-GB")
TEXT = "Revenue by region looks wrong, see https://bi.example/revenue"


def drawn() -> set[str]:
    """The types that the page says it draws; the page itself sees to it that it does."""
    listed = re.search(
        r"export const RENDERED = \[(.*?)\];", SCRIPT.read_text(encoding="utf-8"), re.DOTALL
    )
    assert listed
    return set(re.findall(r'"(\w+)"', listed[1]))


def shown() -> Iterator[Any]:
    """Messages, forms, the home and the settings, as full as they get."""
    for render in MESSAGES.values():
        yield render(TEXT, SPEECH).blocks
    for form in FORMS.values():
        yield form(an_incident(), "Finn", SPEECH)
    for make in (modals.decline, modals.mark_duplicate, modals.reassign, modals.edit):
        yield make(an_incident(), SPEECH)
    yield modals.file(modals.Draft(), SPEECH)
    yield modals.let_see(an_incident(), SPEECH)
    yield home.home(fullest(TEXT), SPEECH).blocks
    yield setup.hub(Settings(), SPEECH)
    yield setup_fields.whole_file("[team]", 1, SPEECH)
    for name in SECTIONS:
        if name != "rotations":
            yield a_form(name, SPEECH)
    yield rotations.form(ROTATION, SPEECH)


def types_in(node: Any) -> set[str]:
    """Every type that is named in there."""
    if isinstance(node, list | tuple):
        return set().union(*map(types_in, node))
    if not isinstance(node, Mapping):
        return set()
    own = {node["type"]} if isinstance(node.get("type"), str) else set()
    return own.union(*map(types_in, node.values()))


def written() -> set[str]:
    """Every type that is written anywhere in the renderers."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in RENDER.glob("*.py"))
    return {
        str(value.value)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant)
    }


def test_the_page_draws_whatever_the_bot_shows():
    emitted = set().union(*map(types_in, shown())) | written()

    assert emitted - VIEWS <= drawn()


def test_nothing_that_the_bot_can_show_is_left_out_of_the_comparison():
    assert written() - VIEWS <= set().union(*map(types_in, shown()))
