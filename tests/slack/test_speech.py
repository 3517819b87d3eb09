"""Both catalogues say everything, and say it with the same facts; days look as they do at home."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.domain.closing import Cause, Effort, Returns
from bot.domain.duty import Choice
from bot.domain.errors import Reason
from bot.domain.needed_by import When
from bot.domain.severity import Impact, Severity
from bot.domain.ticket import Stage
from bot.domain.timeline import What
from bot.slack import names
from bot.slack import speech as speech_module
from bot.slack.speech import LANGUAGES, catalogue, name_of, speech_in

ROOM = Path(speech_module.__file__).parent
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
THURSDAY = date(2026, 11, 26)
THREE = time(15)

# The surfaces that say each member of an enumeration: `speech.of("severity", …)`.
SURFACES: dict[str, type[StrEnum]] = {
    "closing-cause": Cause,
    "closing-effort": Effort,
    "closing-returns": Returns,
    "consent": Stage,
    "entry": What,
    "handoff-choice": Choice,
    "handoff-chosen": Choice,
    "impact": Impact,
    "reason": Reason,
    "severity": Severity,
    "severity-means": Severity,
    "when": When,
}
# In a card's thread only some entries are said.
IN_A_THREAD = {
    name_of("thread", what)
    for what in (What.EDITED, What.REOPENED, What.REPLIED, What.SAID_MORE, What.WITHDRAWN)
}
# Buttons and the dialogs before them are named after their action ids, which are in `names`.
OF_BUTTONS = ("button-{}", "button-{}-says", "{}-title", "{}-question", "{}-yes", "{}-no")
# German has the same word, or it is only an arrangement of facts.
THE_SAME = {
    "form-severity-option",
    "form-write-link",
    "home-on-call-now",
    "order-done",
    "setup-channels",
    "setup-channels-engineering",
    "setup-channels-preemption",
    "setup-members-engineering",
    "setup-members-preemption",
    "setup-members-rapid",
    "setup-team",
    "setup-team-admins",
    "setup-team-name",
    "severity-s3",
    "take-over-yes",
    "told-standing",
    "withdraw-yes",
}


class Facts(Visitor):
    """Collects the facts that a message names, and the other messages that it quotes."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self.names: set[str] = set()
        self.quoted: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        """Note a fact."""
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        """Note a quotation."""
        self.quoted.add(node.id.name)


def messages(language: str) -> dict[str, ftl.Message]:
    """Return the messages of a catalogue by name."""
    body = FluentParser().parse(catalogue(language)).body
    return {one.id.name: one for one in body if isinstance(one, ftl.Message)}


def facts_of(language: str) -> dict[str, set[str]]:
    """Return the facts that each message of a catalogue needs, those of its quotations included."""
    found = {}
    for name, message in messages(language).items():
        found[name] = Facts()
        found[name].visit(message)
    return {
        name: facts.names.union(*(found[one].names for one in facts.quoted))
        for name, facts in found.items()
    }


def nodes() -> Iterator[ast.AST]:
    """Give every node of every module of the room."""
    for path in sorted(ROOM.rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def first_words(*callers: str) -> set[str]:
    """Return the literal first argument of each call to one of these, as the source writes it."""
    return {
        node.args[0].value
        for node in nodes()
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in callers
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def constants() -> set[str]:
    """Return every literal string of the room: names stand in tables as well as in calls."""
    return {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def enumerated() -> set[str]:
    """Return the names that are made from the members of enumerations."""
    made = {name_of(surface, one) for surface, enum in SURFACES.items() for one in enum}
    return made | IN_A_THREAD


def of_buttons() -> set[str]:
    """Return the names that the action ids of buttons can make; not every button has them all."""
    ids = {one.replace("_", "-") for one in vars(names).values() if isinstance(one, str)}
    return {pattern.format(one) for pattern in OF_BUTTONS for one in ids}


# --- the catalogues --------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_catalogue_can_be_read(language: str):
    body = FluentParser().parse(catalogue(language)).body

    assert [one.content for one in body if isinstance(one, ftl.Junk)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_there_twice(language: str):
    names = re.findall(r"^([a-z][\w-]*) =", catalogue(language), re.MULTILINE)

    assert len(names) == len(set(names)) == len(messages(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_lower_case_words_with_hyphens(language: str):
    for name in messages(language):
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_says_the_same_things_in_the_same_order(language: str):
    assert list(messages(language)) == list(messages("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_says_them_with_the_same_facts(language: str):
    assert facts_of(language) == facts_of("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_says_something(language: str):
    speech = speech_in(language)

    for name, needed in facts_of(language).items():
        for fact in (0, 1, 2, "x"):
            assert speech(name, **dict.fromkeys(needed, fact)).strip(), name


def test_german_is_not_english():
    english, german = messages("en"), messages("de")

    same = {name for name, message in english.items() if message.equals(german[name])}
    assert same == THE_SAME


# --- the code --------------------------------------------------------------------------------


def test_everything_that_is_said_is_in_the_catalogue():
    surfaces = {name.split("-")[0] for name in messages("en")}
    looks_like_a_name = {
        one
        for one in constants()
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one) and one.split("-")[0] in surfaces
    }

    said = first_words("speech") | looks_like_a_name - set(SURFACES) | enumerated()
    assert said - set(messages("en")) == set()


def test_everything_in_the_catalogue_is_said():
    assert set(messages("en")) - constants() - enumerated() - of_buttons() == set()


def test_a_surface_says_every_member_of_its_enumeration():
    assert first_words("speech.of") - {"thread"} <= set(SURFACES)


# --- which language --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "says"),
    [
        ("en-GB", "Claim"),
        ("en-US", "Claim"),
        ("de-DE", "Annehmen"),
        ("de-AT", "Annehmen"),
        ("de", "Annehmen"),
        ("de-XX", "Annehmen"),
        ("DE-de", "Annehmen"),
        ("fr-FR", "Claim"),
        ("es-LA", "Claim"),
        ("nonsense", "Claim"),
        ("", "Claim"),
        (None, "Claim"),
    ],
)
def test_everybody_hears_the_nearest_language(locale: str | None, says: str):
    assert speech_in(locale)("button-claim") == says


@pytest.mark.parametrize("locale", ["en", "fr-FR", "ja-JP", "en-", "", None])
def test_whoever_cannot_be_served_has_british_days(locale: str | None):
    assert speech_in(locale).day(THURSDAY, THREE) == "Thu 26 Nov 15:00"


def test_a_locale_is_learned_once():
    assert speech_in("de-AT") is speech_in("de-AT")
    assert speech_in("fr-FR") is speech_in("en-GB")


# --- days, moments, numbers ------------------------------------------------------------------

DAYS = {
    "en-GB": ("Thu 26 Nov", "Thu 26 Nov 15:00", "Thu, 26 Nov 2026"),
    "en-US": ("Thu, Nov 26", "Thu, Nov 26 3:00\u202fPM", "Thu, Nov 26, 2026"),
    "de-DE": ("Do., 26. Nov.", "Do., 26. Nov. 15:00", "Do., 26. Nov. 2026"),
}
MOMENTS = {
    "en-GB": "Tue 24 Nov 12:00",
    "en-US": "Tue, Nov 24 12:00\u202fPM",
    "de-DE": "Di., 24. Nov. 12:00",
}


@pytest.mark.parametrize(("locale", "days"), DAYS.items())
def test_a_day_looks_as_it_does_where_one_is_at_home(locale: str, days: tuple[str, str, str]):
    speech = speech_in(locale)

    assert (speech.day(THURSDAY), speech.day(THURSDAY, THREE), speech.day_of_year(THURSDAY)) == days


@pytest.mark.parametrize(("locale", "clock"), MOMENTS.items())
def test_a_moment_is_shown_in_each_readers_own_zone_with_the_teams_as_fallback(
    locale: str, clock: str
):
    speech = speech_in(locale)

    assert speech.moment(NOON, BERLIN) == (
        f"<!date^1795518000^{{date_short_pretty}} {{time}}|{clock} Europe/Berlin>"
    )
    assert speech.spoken_moment(NOON, BERLIN) == f"{clock} (Europe/Berlin)"


@pytest.mark.parametrize(
    ("locale", "number", "names"),
    [
        ("en-GB", "12,345", "Ada, Bo and Cy"),
        ("en-US", "12,345", "Ada, Bo, and Cy"),
        ("de-DE", "12.345", "Ada, Bo und Cy"),
    ],
)
def test_numbers_and_lists_look_as_they_do_at_home(locale: str, number: str, names: str):
    speech = speech_in(locale)

    assert speech.number(12345) == number
    assert speech("field-too-long", limit=12345).count(number) == 1
    assert speech.listed(["Ada", "Bo", "Cy"]) == names


@pytest.mark.parametrize(
    ("ahead", "says"),
    [
        (0, "Nothing else is open."),
        (1, "One other request is open."),
        (1200, "1,200 other requests are open."),
    ],
)
def test_a_count_is_said_as_people_say_it(ahead: int, says: str):
    assert speech_in("en-GB")("filed-next-waiting", ahead=ahead).startswith(says)


# --- what is missing -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_fact_is_a_bug_and_not_half_a_sentence(language: str):
    with pytest.raises(ValueError, match="owner"):
        speech_in(language)("standing-claimed")


def test_a_missing_fact_to_choose_by_is_a_bug_too():
    with pytest.raises(ValueError, match="ahead"):
        speech_in("en-GB")("filed-next-waiting")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_name_is_a_bug(language: str):
    with pytest.raises(LookupError, match="card-of-nobody"):
        speech_in(language)("card-of-nobody")


def test_a_fact_is_taken_as_it_is():
    said = speech_in("de-DE")("words-quoted", words='{ $name } &lt;b&gt; \\u0041 "x"\n* y')

    assert said == '„{ $name } &lt;b&gt; \\u0041 "x"\n* y“'
