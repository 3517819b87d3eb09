"""What of a text is compared: its words without what changes each time, and the codes it names.

The steps are tables with names, tried in order, so that it can be said what was left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

# Whatever somebody pastes: what a request is about stands at its beginning.
READ_CHARACTERS = 4_000
READ_WORDS = 400
# Fewer words than this that tell anything are a title; a title alone decides nothing.
TELLING_WORDS = 3

_TIMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "day",
        re.compile(r"\b\d{4}-\d\d?-\d\d?(?:t[\d:.]+z?)?\b|\b\d\d?[./]\d\d?[./](?:\d{4}|\d\d)\b"),
    ),
    ("clock", re.compile(r"\b\d\d?:\d\d(?::\d\d)?(?:\s?[ap]m)?\b|\b\d\d?\s?[ap]m\b")),
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
MASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # Slack's own brackets: a person, a channel, a link with the words that are shown for it.
    ("mention", re.compile(r"<[@#!][^>]*>")),
    ("label", re.compile(r"<https?://[^|>]*\|([^>]*)>")),
    ("link", re.compile(r"<?https?://[^\s>]+>?")),
    ("address", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")),
    ("emoji", re.compile(r"(?<!\S):[\w+-]+:(?!\S)")),
    *_TIMES,
    ("date", re.compile(rf"\b\d\d?(?:st|nd|rd|th)?\s(?:{_MONTHS})[a-z]*\b(?:\s\d{{4}})?")),
    ("date", re.compile(rf"\b(?:{_MONTHS})[a-z]*\s\d\d?(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?")),
    ("hash", re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{8}(?:-?[0-9a-f]{4,12})*\b")),
    ("number", re.compile(r"(?<![^\W\d_])[-+]?\d[\d.,]*(?:\s?[%$€£¥kmb])?(?!\w)")),
)

_SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s")
# Of the words that tell something in the shorter of two first sentences, so many are in the other.
_ALIKE_HEADLINES = 0.5

# Scripts that put no space between words are read two characters at a time.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_LINK = re.compile(r"https?://([^\s<>|?#]+)")
_CODE = re.compile(r"[^\s,;:!?()\[\]{}<>\"'`|]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_COUNT = re.compile(r"[$€£+-]?(?=(?:\D*\d){3})\d+(?:\.\d+)?[%$€£kmb]?|[\d.,]+%")
_HAS_INSIDE = re.compile(r"\w[._/#@\\-]\w")
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s")
_SHORTEST_STEM = 3

# Words that any two requests may share: of the language, then of every data team's front door, then
# the same in German.
_PLAIN = frozenset(
    """
    a an the is are was were be been has have had having it its i im we you he she they my
    your our their his her this that these those there here of in on at to for from by with
    without as and or but not no do does did done can cant could should would will wont may
    might must me us them who whom what when where why how which if then than so too very just
    again still since after before about into out up down over off any some all more most much
    many other one also get got see show need needs want wants make give look looks looking

    urgent asap help please pls thanks thank hi hello hey team someone anyone somebody request
    issue issues problem problems question broken wrong error work working works fix today now
    data report dashboard number numbers important priority high critical

    der die das ein eine und oder ist sind nicht wir ich bitte hilfe dringend danke hallo mit
    für auf von zu im am den dem des kein keine warum wie was wann
    """.split()  # noqa: SIM905  # two hundred quotes would be no easier to read
)


def masked(text: str) -> str:
    """Return the words of the text, in lower case, without dates, numbers, links and names.

    What two filings of the same thing differ in is gone; it may be that nothing is left.
    """
    plain = unicodedata.normalize("NFKC", text[:READ_CHARACTERS]).casefold()
    for name, pattern in MASKS:
        plain = pattern.sub(r" \1 " if name == "label" else " ", plain)
    return " ".join(_WORD.findall(plain)[:READ_WORDS])


def spoken(text: str) -> str:
    """Return all words of the text in lower case: a version or a host may tell two things apart."""
    plain = unicodedata.normalize("NFKC", text[:READ_CHARACTERS]).casefold()
    return " ".join(_WORD.findall(plain)[:READ_WORDS])


def words(plain: str) -> tuple[str, ...]:
    """Return the words, cut to what their forms have in common."""
    return tuple(_pieces(plain))


def _pieces(plain: str) -> Iterator[str]:
    for word in plain.split():
        if not _IS_UNSPACED.match(word):
            yield stem(word)
        elif len(word) == 1:
            yield word
        else:
            yield from (word[at : at + 2] for at in range(len(word) - 1))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the word without its ending: *refreshed* and *refreshing* are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            rest = word[: -len(ending)]
            return f"{rest}y" if ending in {"ies", "ied"} else rest
    return word


def telling(plain: str) -> tuple[str, ...]:
    """Return the words of a masked text that tell it from others, each once, as they came."""
    spoken = (word for word in plain.split() if word not in _PLAIN)
    return tuple(dict.fromkeys(word for word in spoken if len(word) > 1))


def is_title_alone(plain: str) -> bool:
    """Whether so little is said (*URGENT data issue*) that no machine should decide by it."""
    pieces = {piece for word in telling(plain) for piece in _pieces(word)}
    return len(pieces) < TELLING_WORDS


def are_about_one_thing(text: str, other: str) -> bool:
    """Whether texts of several sentences begin alike, as far as their first sentences tell.

    A form that is filled in again and again (steps, versions, where it was seen) looks the same
    each time; what it is about stands in front.
    """
    ours, theirs = _headline(text), _headline(other)
    if not ours or not theirs:
        return True
    return len(ours & theirs) >= _ALIKE_HEADLINES * min(len(ours), len(theirs))


def _headline(text: str) -> frozenset[str]:
    """Return the telling words of the first sentence; nothing if there is only one."""
    first, *others = _SENTENCE_END.split(text.strip()[:READ_CHARACTERS], maxsplit=1)
    if not others or not masked(others[0]):
        return frozenset()
    return frozenset(stem(word) for word in telling(masked(first)))


def fingerprint(plain: str) -> str | None:
    """Return what is equal for texts that are masked to the same words; None where none is left."""
    return sha256(plain.encode()).hexdigest()[:32] if plain else None


def links(text: str) -> tuple[str, ...]:
    """Return the places that the text links to, without what was asked of them and each once."""
    found = _LINK.findall(text[:READ_CHARACTERS])
    return tuple(dict.fromkeys(link.rstrip("/.,)").removeprefix("www.") for link in found))


def codes(text: str) -> frozenset[str]:
    """Return what names one thing exactly: numbers, versions, hosts, files, tables; no dates."""
    plain = unicodedata.normalize("NFKC", text[:READ_CHARACTERS]).casefold()
    for _, pattern in _TIMES:
        plain = pattern.sub(" ", plain)
    plain = _THOUSANDS.sub("", plain)
    parts = (part.strip(".-_/\\#*=+&@~") for part in _CODE.findall(plain))
    return frozenset(part for part in parts if _is_code(part))


def editions(text: str) -> frozenset[str]:
    """Return the small numbers and the versions in a text, which masking takes out of it.

    They tell *centos 7* from *centos 8* where all else is equal; a count, an id or a link would be
    another one each time anyway.
    """
    plain = unicodedata.normalize("NFKC", text[:READ_CHARACTERS]).casefold()
    for name, pattern in MASKS:
        plain = plain if name == "number" else pattern.sub(" ", plain)
    return frozenset(part for part in codes(plain) if not _COUNT.fullmatch(part))


def _is_code(part: str) -> bool:
    return any(map(str.isdigit, part)) or _HAS_INSIDE.search(part) is not None


def contradict(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each names something that the other does not: *centos 7* and *centos 8*."""
    return bool(some - others) and bool(others - some)
