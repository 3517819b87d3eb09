"""Text between people and Slack: decoded once on its way in, escaped once on its way out.

Whatever somebody types comes out as they typed it: it pings nobody, forges no link and breaks
no block (https://docs.slack.dev/messaging/formatting-message-text#escaping).
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import regex

from bot.domain.ids import UserId

# Directional overrides and isolates can make a link read like another one.
_UNSEEN = regex.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_MANY_LINES = regex.compile(r"\n{3,}")
_MARKUP = regex.compile(r"<([^<>]*)>")
_SPECIAL = {"!channel": "@channel", "!here": "@here", "!everyone": "@everyone"}
_UNFINISHED = regex.compile(r"(?:<[^>]*|&[a-z]{0,4})$")
_URL = regex.compile(r"https?://[^\s<>\"|\\^`{}\[\]]+[^\s<>\"|\\^`{}\[\].,;:!?'()]")

_NOBODY: Mapping[UserId, str] = MappingProxyType({})

# Messages name groups by id alone, and whoever reads on knows who was meant.
_GROUP = "@group"

ELLIPSIS = "\u2026"


def clean(text: str) -> str:
    """Return the text without control characters, invisible direction changes and empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter in "\n\t" or not _is_control(letter))
    few_lines: str = _MANY_LINES.sub("\n\n", _UNSEEN.sub("", text))
    return few_lines.strip()


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"}


def decode(text: str, people: Mapping[UserId, str] = _NOBODY) -> str:
    """Return what a person typed, from Slack's encoding of a command or a message.

    Messages name people by id alone; `people` has the names of those that are known.

    Commands are encoded because the manifest says `should_escape: true`
    (https://docs.slack.dev/interactivity/implementing-slash-commands#escaping). A link whose label
    is not its address shows the address too, so that it cannot pretend.
    """
    return clean(_unescape(_MARKUP.sub(lambda found: _plain(found, people), text)))


def _unescape(text: str) -> str:
    """Return the text with the three entities that Slack writes turned back, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain(found: "regex.Match[str]", people: Mapping[UserId, str]) -> str:
    target, _, label = str(found[1]).partition("|")
    if target in _SPECIAL:
        return _SPECIAL[target]
    match target[:1]:
        case "@":
            known = people.get(UserId(target[1:]), target[1:])
            return f"@{label or known}"
        case "#":
            return f"#{label}" if label else f"#{target[1:]}"
        case "!" if target.startswith("!subteam^"):
            return label or _GROUP
        case "!":
            return label or target[1:].split("^", 1)[0]
        case _:
            return _link(target, label)


def _link(target: str, label: str) -> str:
    if "://" not in target and not target.startswith("mailto:"):
        return f"&lt;{target}|{label}&gt;" if label else f"&lt;{target}&gt;"
    address = target.removeprefix("mailto:")
    bare = address.partition("://")[2]
    return address if label in ("", address, bare) else f"{label} ({address})"


def escape(text: str) -> str:
    """Return the text safe in mrkdwn: the three characters that Slack gives a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """Return at most `limit` code points of plain text, ending on a whole character as seen.

    Families and flags are several code points; cutting one would show its pieces.
    """
    if len(text) <= limit:
        return text
    kept, length = [], len(ELLIPSIS)
    for cluster in regex.findall(r"\X", text[: limit + 1]):
        length += len(cluster)
        if length > limit:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + ELLIPSIS


def escaped(text: str, limit: int) -> str:
    """Return the text escaped and at most `limit` long, no entity cut in two."""
    whole = escape(text)
    if len(whole) <= limit:
        return whole
    kept, length = [], len(ELLIPSIS)
    for cluster in regex.findall(r"\X", text[:limit]):
        piece = escape(cluster)
        length += len(piece)
        if length > limit:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + ELLIPSIS


def cut_encoded(text: str, limit: int) -> str:
    """Return mrkdwn of at most `limit`, with no entity, mention or link cut in two."""
    if len(text) <= limit:
        return text
    kept: str = _UNFINISHED.sub("", text[: limit - len(ELLIPSIS)])
    return kept.rstrip() + ELLIPSIS


def one_line(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())


def links(text: str) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is a web address."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _URL.finditer(text):
        pieces += [(text[end : found.start()], False), (found[0], True)]
        end = found.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]
