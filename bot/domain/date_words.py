"""What the words of a text mean where they are about time, in English and in German.

No more than a table and looks of dates, clocks and lengths: `date_phrases` puts words together.
Every word keeps its place, so that what is about something else can be handed back.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

NOON = 12 * 60
MIDNIGHT = 24 * 60


class Kind(Enum):
    """What a word is, and what its numbers are if it has any."""

    DATE = auto()  # year or 0, month, day
    EITHER = auto()  # a date that may be read in two ways
    DOTTED = auto()  # "20.12", as a date; it may be a version or a clock
    CLOCK = auto()  # minutes or -1, whether it was one of twelve hours, whether it is midnight
    LENGTH = auto()  # minutes, or 0 for what has none
    NUMBER = auto()  # how much, and whether it counts things in order
    COUNT = auto()
    MONTH = auto()
    WEEKDAY = auto()
    WHICH = auto()  # of several: the last, this, the next
    AHEAD = auto()  # so many days from today
    PART = auto()  # of a day, from and until, in minutes
    UNIT = auto()  # minutes
    HALF = auto()
    WEEKEND = auto()
    NOW = auto()
    AFTER = auto()
    FOR = auto()
    BETWEEN = auto()
    SIGN = auto()
    TO = auto()
    UNTIL = auto()
    AND = auto()
    OR = auto()
    COMMA = auto()
    GLUE = auto()
    OTHER = auto()


WEEK = 7 * MIDNIGHT
MORNING = (6 * 60, NOON)
LAST, THIS, NEXT, COMING = -1, 0, 1, 2

# A kind with its numbers, and the words that have that meaning.
_TABLE = """
MONTH 1: january jan januar jänner
MONTH 2: february feb februar
MONTH 3: march mar märz maerz mrz
MONTH 4: april apr
MONTH 5: may mai
MONTH 6: june jun juni
MONTH 7: july jul juli
MONTH 8: august aug
MONTH 9: september sept sep
MONTH 10: october oct oktober okt
MONTH 11: november nov
MONTH 12: december dec dezember dez
WEEKDAY 0: monday mon montag
WEEKDAY 1: tuesday tues tue dienstag
WEEKDAY 2: wednesday weds wed mittwoch
WEEKDAY 3: thursday thurs thur thu donnerstag
WEEKDAY 4: friday fri freitag
WEEKDAY 5: saturday sat samstag sonnabend
WEEKDAY 6: sunday sun sonntag
WEEKEND: weekend wochenende
AHEAD -1: yesterday gestern
AHEAD 0: today heute
AHEAD 1: tomorrow tmrw morgen
AHEAD 2: übermorgen uebermorgen
WHICH -1: last past previous letzte letzten letztes
WHICH 0: this diese diesen dieses
WHICH 1: next nächste nächsten nächster nächstes naechste naechsten
WHICH 2: coming kommende kommenden kommendes
PART 360 720: morning vormittag früh frueh
PART 720 1080: afternoon nachmittag
PART 1080 1440: evening night abend nacht
CLOCK 720 0 0: noon midday mittag
CLOCK 0 0 1: midnight mitternacht
NOW: now jetzt
UNIT 1: minute minutes min mins minuten
UNIT 60: hour hours hr hrs h stunde stunden std
UNIT 1440: day days d tag tage tagen
UNIT 10080: week weeks wk wks woche wochen
COUNT 1: a an one ein eine einen einer
COUNT 2: two zwei
COUNT 3: three drei
COUNT 4: four vier
COUNT 5: five fünf fuenf
COUNT 6: six sechs
COUNT 7: seven sieben
COUNT 8: eight acht
COUNT 9: nine neun
COUNT 10: ten zehn
HALF: half halbe halben
FOR: for für fuer
AFTER: after
BETWEEN: between zwischen
TO: to
UNTIL: until till til bis through thru
AND: and und
OR: or oder
GLUE: on at the of in am um den dem der die im zum from vom von ab starting
""".strip().split("\n")
_Meaning = tuple[Kind, tuple[int, ...]]


def _vocabulary() -> Iterator[tuple[str, _Meaning]]:
    for row in _TABLE:
        meaning, _, names = row.partition(": ")
        kind, *numbers = meaning.split()
        for name in names.split():
            yield name, (Kind[kind], tuple(int(number) for number in numbers))


_VOCABULARY: Mapping[str, _Meaning] = dict(_vocabulary())


def _names(kind: Kind) -> list[str]:
    return [name for name, (of, _) in _VOCABULARY.items() if of is kind]


# Two words in one: "tonight", and German "Freitagabend".
_COMPOUNDS: Mapping[str, tuple[str, str]] = {"tonight": ("today", "evening")} | {
    day + part: (day, part)
    for day in _names(Kind.WEEKDAY)
    for part in ("morgen", "vormittag", "nachmittag", "abend", "nacht")
}


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the text with its place and its meaning."""

    kind: Kind
    numbers: tuple[int, ...]
    said: str
    starts: int
    ends: int


_UNIT = "|".join(sorted(_names(Kind.UNIT), reverse=True))
_MONTH = "|".join(sorted(_names(Kind.MONTH), reverse=True))
_SUFFIX = rf"(?:{_UNIT}|{_MONTH})(?![^\W\d_])"
_HALVES = r"(?:am|pm|a\.m\.?|p\.m\.?)(?!\w)"
# The first that fits wins, so what is longer comes first.
_LOOKS = re.compile(
    rf"""
    (?P<opaque> <[^<>]*> | https?://\S+ | [#@$€£]\S+ )
    | (?P<iso> [0-9]{{4}}(?P<by>[-/.])[0-9]{{1,2}}(?P=by)[0-9]{{1,2}}(?![0-9]) (?:t(?=[0-9]))? )
    | (?P<named> [0-9]{{1,2}}-(?:{_MONTH})(?:-[0-9]{{4}})?(?!\w) )
    | (?P<slash> [0-9]{{1,2}}/[0-9]{{1,2}}(?:/(?:[0-9]{{4}}|[0-9]{{2}}))?(?![\w/]) )
    | (?P<length> [0-9]{{1,3}}[.,][0-9]{{1,2}}\s*(?:{_UNIT})(?!\w) )
    | (?P<half> (?:0?[1-9]|1[0-2])(?:[:.][0-9]{{2}})?\s*{_HALVES} )
    | (?P<uhr> [0-9]{{1,2}}(?:[:.][0-9]{{2}})?\s*uhr(?!\w)
        (?:\s*[0-9]{{2}}(?![\w.:/]|\s*{_SUFFIX}))? )
    | (?P<clock> [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![\w:]) )
    | (?P<dotted> [0-9]{{1,2}}\.\s?[0-9]{{1,2}}\.(?!\.)(?:\s?[0-9]{{4}}|[0-9]{{2}})?(?!\w) )
    | (?P<bare_dotted> [0-9]{{1,2}}\.[0-9]{{1,2}}(?!\w|\.\w) )
    | (?P<ordinal> [0-9]{{1,2}}(?:(?:st|nd|rd|th)(?!\w)|\.(?![.\w])) )
    | (?P<number> [0-9]{{1,4}}(?:(?=\s*{_SUFFIX})|(?!\w|[.,:/][0-9])) )
    | (?P<digits> [0-9]\S* )
    | (?P<word> [^\W\d_]+ )
    | (?P<sign> [-\u2013\u2014]+ | \.\.+ | \u2026 )
    | (?P<and> & | \+ )
    | (?P<comma> , )
    | (?P<other> \S )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def words_of(text: str) -> list[Word]:
    """The words of the text, in order."""
    words: list[Word] = []
    at = 0
    while found := _LOOKS.search(text, at):
        kind = found.lastgroup or "other"
        words += _of_letters(text, found) if kind == "word" else [_of_signs(kind, found)]
        at = words[-1].ends
    return words


# --- words of letters ---

_POSSESSIVE = re.compile(r"['\u2019]s(?!\w)", re.IGNORECASE)
_STOP = re.compile(r"\.(?!\.)")
_HYPHENATED = re.compile(r"-([^\W\d_]+)")
_TAIL = re.compile(r"[\w'\u2019]*(?:-\w+)*")


def _of_letters(text: str, found: re.Match[str]) -> list[Word]:
    said, (starts, ends) = found[0].lower(), found.span()
    pieces = _COMPOUNDS.get(said) or ((said,) if said in _VOCABULARY else ())
    if not pieces or _goes_on(text, ends):
        tail = _TAIL.match(text, ends)
        return [Word(Kind.OTHER, (), said, starts, tail.end() if tail else ends)]
    meanings = [(_VOCABULARY[piece], piece) for piece in pieces]
    ending = _POSSESSIVE.match(text, ends)
    if ending is None and meanings[0][0][0] in {Kind.MONTH, Kind.WEEKDAY, Kind.UNIT}:
        ending = _STOP.match(text, ends)
    ends = ending.end() if ending else ends
    return [Word(kind, numbers, piece, starts, ends) for (kind, numbers), piece in meanings]


def _goes_on(text: str, at: int) -> bool:
    """Whether the letters up to here are a part of something else: "sun-burn", "may2"."""
    if text[at : at + 1].isalnum() or text[at : at + 1] == "_":
        return True
    joined = _HYPHENATED.match(text, at)
    return joined is not None and not _is_known(joined[1].lower())


def _is_known(said: str) -> bool:
    return said in _VOCABULARY or said in _COMPOUNDS


# --- words of digits and signs ---

_DIGITS = re.compile(r"[0-9]+")
_BAD_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_CENTURY = 2000
_LAST_MONTH = 12


def _of_signs(look: str, found: re.Match[str]) -> Word:
    said = found[0].lower()
    kind, numbers = _MEANINGS[look](said) if look in _MEANINGS else (_SIGNS[look], ())
    return Word(kind, numbers, said, *found.span())


def _iso(said: str) -> _Meaning:
    year, month, day = _ints(said)
    return Kind.DATE, (year or -1, month, day)


def _named(said: str) -> _Meaning:
    day, year = (*_ints(said), 0)[:2]
    return Kind.DATE, (year, _number_of(said), day)


def _slash(said: str) -> _Meaning:
    first, second, year = _day_first(said)
    if said == "24/7":
        return Kind.OTHER, ()
    if first > _LAST_MONTH or first == second:
        return Kind.DATE, (year, second, first)
    return (Kind.DATE if second > _LAST_MONTH else Kind.EITHER), (year, first, second)


def _dotted(said: str) -> _Meaning:
    day, month, year = _day_first(said)
    return Kind.DATE, (year, month, day)


def _bare_dotted(said: str) -> _Meaning:
    day, month = _ints(said)
    return (Kind.DOTTED, (0, month, day)) if 1 <= month <= _LAST_MONTH else _clock(said)


def _clock(said: str) -> _Meaning:
    hour, minute = (*_ints(said), 0)[:2]
    return Kind.CLOCK, (_minutes(hour, minute), 0, 0)


def _half(said: str) -> _Meaning:
    hour, minute = (*_ints(said), 0)[:2]
    return Kind.CLOCK, (_minutes(hour % 12 + 12 * ("p" in said), minute), 1, 0)


def _timed(said: str) -> _Meaning:
    """Digits with something unknown behind them; what looks like a clock is none that we know."""
    return (Kind.CLOCK, (-1, 0, 0)) if _BAD_CLOCK.match(said) else (Kind.OTHER, ())


def _length(said: str) -> _Meaning:
    """One and a half hours are 90 minutes; one and a half days would need a clock."""
    unit = _number_of(said)
    amount = float(".".join(_DIGITS.findall(said))) * unit
    return Kind.LENGTH, (int(amount) if unit < MIDNIGHT else 0,)


def _ordinal(said: str) -> _Meaning:
    return Kind.NUMBER, (*_ints(said), int(not said.endswith(".")))


def _number(said: str) -> _Meaning:
    return Kind.NUMBER, (*_ints(said), 0)


_MEANINGS: Mapping[str, Callable[[str], _Meaning]] = {
    "iso": _iso,
    "named": _named,
    "slash": _slash,
    "length": _length,
    "half": _half,
    "uhr": _clock,
    "clock": _clock,
    "dotted": _dotted,
    "bare_dotted": _bare_dotted,
    "ordinal": _ordinal,
    "number": _number,
    "digits": _timed,
}
_SIGNS: Mapping[str, Kind] = {
    "sign": Kind.SIGN,
    "and": Kind.AND,
    "comma": Kind.COMMA,
    "opaque": Kind.OTHER,
    "other": Kind.OTHER,
}


def _ints(said: str) -> list[int]:
    return [int(one) for one in _DIGITS.findall(said)]


def _day_first(said: str) -> tuple[int, int, int]:
    """The two numbers and the year, or 0; "26" is 2026."""
    first, second, *years = _ints(said)
    year = (years[0] or -1) if years else 0
    return first, second, year + _CENTURY if 0 < year < 100 else year  # noqa: PLR2004


def _minutes(hour: int, minute: int) -> int:
    """Minutes since midnight, or -1 if no clock shows that."""
    minutes = 60 * hour + minute
    return minutes if minute < 60 and minutes <= MIDNIGHT else -1  # noqa: PLR2004


def _number_of(said: str) -> int:
    """The number that stands for the letters: of a month, or of the minutes of a unit."""
    found = _LETTERS.search(said)
    _, numbers = _VOCABULARY.get(found[0] if found else "", (Kind.OTHER, (0,)))
    return numbers[0]
