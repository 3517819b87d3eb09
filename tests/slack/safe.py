"""What nobody may smuggle into a message: pings, forged links, broken entities, broken blocks."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from bot.fakeslack.limits import check_message, check_view
from bot.slack.speech import LANGUAGES, speech_in
from bot.slack.text import decode

# Whatever is said is said in each language.
in_every_language = pytest.mark.parametrize(
    "speech", [speech_in(language) for language in LANGUAGES], ids=LANGUAGES
)
EVIL = "https://evil.example"
NASTY = (
    "<!channel>",
    "<!here|here>",
    "<!subteam^S0EVIL|@oncall>",
    "<@U0EVIL>",
    "<@U0EVIL|zoe>",
    "@channel @here @everyone",
    "<#C0EVIL|general>",
    f"<{EVIL}|https://bank.example>",
    f"<{EVIL}/a?b=1&amp;c=2>",
    f"{EVIL}/(x)_[y]|z",
    "https://",
    "mailto:zoe@bank.example",
    "<mailto:zoe@evil.example|zoe@bank.example>",
    "javascript:alert(1)",
    "<javascript:alert(1)|here>",
    "&amp;",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "&",
    "<",
    ">",
    "a < b && b > c",
    "<" * 3000,
    "&" * 800,
    "\u202egnp.exe",
    "\u2066hidden\u2069\u200b\ufeff",
    "\x00\x01\x07",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 40,
    "\U0001f1e9\U0001f1ea" * 10,
    "e\u0301" * 100,
    "\u05d4\u05db\u05e0\u05e1\u05d5\u05ea \u0627\u0644\u0625\u064a\u0631\u0627\u062f\u0627\u062a",
    "```\ncode ` here\n```",
    "*bold* _it_ ~no~ `code` > quote",
    ":ticket: :eyes:",
    "line\n\n\n\n\nline\r\nline",
    "<!date^1795518000^{date}^https://evil.example|soon>",
    "{name} {owner} %s %(x)s",
    "x" * 3000,
    "\\ufffe \\N{BELL}",
)
_LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
RAW = st.lists(st.one_of(st.sampled_from(NASTY), _LETTERS), min_size=1, max_size=6).map("".join)
# What anybody may type, as it is once it has come in.
TYPED = RAW.map(lambda raw: decode(raw) or "nothing visible")

_MARKUP = re.compile(r"<([^<>]*)>")
# All that the bot itself writes between angle brackets: people of the cast, moments, addresses.
_OURS = re.compile(
    r"@U0(?!EVIL)[A-Z0-9]+"
    r"|!subteam\^S0(?!EVIL)[A-Z0-9]+"
    r"|#C0(?!EVIL)[A-Z0-9]+"
    r"|!date\^\d+\^\{date_short_pretty\} \{time\}\|[\w :/+\-.,\u202f]+"
    r"|https://acme\.slack\.example/archives/\w+/p\d+\|(?:card|Karte)"
    r"|https://bi\.example/[^|]*"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


def faults_of(blocks: list[dict[str, Any]], text: str) -> list[str]:
    """Say everything that is wrong with a message: empty when it is safe and Slack takes it."""
    found = [str(fault) for fault in check_message(blocks)]
    found += _faults_of_markup(text, "text")
    if not 0 < len(text) <= 1000:
        found.append(f"text is {len(text)} long")
    for node in _nodes(blocks):
        found += _faults_of_node(node)
    return found


def faults_of_view(view: dict[str, Any]) -> list[str]:
    """Say everything that is wrong with a form."""
    found = [str(fault) for fault in check_view(view)]
    for node in _nodes(view["blocks"]):
        found += _faults_of_node(node)
    return found


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, dict):
        yield node
        for one in node.values():
            yield from _nodes(one)


def _faults_of_node(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("type")
    if kind == "mrkdwn":
        yield from _faults_of_markup(node["text"], "mrkdwn")
        if node.get("verbatim") is not True:
            yield f"not verbatim: {node['text'][:80]}"
    if kind in {"user", "usergroup", "broadcast", "channel", "emoji"}:
        yield f"a {kind} element"
    if kind == "link" and (
        "text" in node or not str(node["url"]).startswith(("http://", "https://"))
    ):
        yield f"a link that pretends: {node}"


def _faults_of_markup(text: str, where: str) -> Iterator[str]:
    for found in _MARKUP.finditer(text):
        if not _OURS.fullmatch(found[1]):
            yield f"{where} holds {found[0]!r}"
    rest = _MARKUP.sub("", text)
    if "<" in rest or ">" in rest:
        yield f"{where} holds half a markup: {rest[:80]!r}"
    if "&" in _ENTITY.sub("", rest):
        yield f"{where} holds half an entity: {rest[:80]!r}"
