"""How things are said: sentences by name from a catalogue, days and numbers as a locale has them.

Every sentence that people see in Slack is in `catalogue/`, one file for each language, in Fluent
(https://projectfluent.org/fluent/guide/). Values come in as facts, already escaped where the place
they go to needs it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from bot.slack.text import escape

LANGUAGES = ("en", "de")
_HOME = Locale("en", "GB")


class Speech:
    """A locale, and how it says things.

    Calling it gives the sentence of that name. A name or a fact that is missing raises: it is a
    bug, and half a sentence must not reach anybody. Fluent takes a fact of 2,500 characters at
    most, so whatever may be longer is put after the sentence instead of into it.
    """

    def __init__(self, locale: Locale) -> None:
        """Speak the catalogue of the locale's language."""
        self.locale = locale
        # Isolating marks would go out with every value; values are whole words here, not runs.
        self._bundle = FluentBundle([str(locale)], use_isolating=False)
        self._bundle.add_resource(FluentResource(catalogue(locale.language)))

    def __call__(self, name: str, /, **facts: str | int) -> str:
        """Return the sentence of that name with these facts in it."""
        pattern = self._bundle.get_message(name).value
        if pattern is None:
            raise LookupError(name)
        said, errors = self._bundle.format_pattern(pattern, facts)
        if errors:
            raise errors[0]
        return str(said)

    def of(self, surface: str, value: StrEnum, /, **facts: str | int) -> str:
        """Return the sentence that a surface has for a value: `severity` has `severity-s1`."""
        return self(name_of(surface, value), **facts)

    def day(self, value: date, at: time | None = None) -> str:
        """Return a calendar day such as `Thu 26 Nov`, with a wall-clock time if there is one."""
        day = format_skeleton("MMMEd", value, locale=self.locale)
        return f"{day} {format_time(at, 'short', locale=self.locale)}" if at else day

    def day_of_year(self, value: date) -> str:
        """Return a calendar day with its year, such as `Thu, 26 Nov 2026`."""
        return format_skeleton("yMMMEd", value, locale=self.locale)

    def moment(self, at: datetime, zone: ZoneInfo) -> str:
        """Return a moment that each reader sees in their own zone, and in the team's as fallback.

        https://docs.slack.dev/messaging/formatting-message-text#date-formatting
        """
        fallback = escape(f"{self._clock(at, zone)} {zone.key}")
        return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"

    def spoken_moment(self, at: datetime, zone: ZoneInfo) -> str:
        """Return a moment in the team's zone, in words."""
        return f"{self._clock(at, zone)} ({zone.key})"

    def number(self, value: int) -> str:
        """Return a number with its thousands set apart."""
        return format_decimal(value, locale=self.locale)

    def listed(self, items: Sequence[str]) -> str:
        """Return things one after the other, the last with an *and*."""
        return format_list(items, locale=self.locale)

    def _clock(self, at: datetime, zone: ZoneInfo) -> str:
        local = at.astimezone(zone)
        return self.day(local.date(), local.time())


def name_of(surface: str, value: StrEnum) -> str:
    """Return the name under which a surface says a value: `reason` and `not_set` a hyphen each."""
    return f"{surface}-{value}".replace("_", "-").lower()


def speech_in(locale: str | None) -> Speech:
    """Return how that locale speaks; British English where its language has no catalogue."""
    return _speech(_nearest(locale or ""))


def catalogue(language: str) -> str:
    """Return the text of a language's catalogue."""
    folder = resources.files("bot.slack").joinpath("catalogue")
    return folder.joinpath(f"{language}.ftl").read_text(encoding="utf-8")


@cache
def _nearest(tag: str) -> Locale:
    language = tag.partition("-")[0].lower()
    if language not in LANGUAGES:
        return _HOME
    home = _HOME if language == _HOME.language else Locale(language)
    # English of nowhere would be American; ours is British.
    if tag.lower() == language:
        return home
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return home


@cache
def _speech(locale: Locale) -> Speech:
    return Speech(locale)
