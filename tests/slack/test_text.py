"""Text on its way in and out: decoded once, escaped once, never cut in the middle of anything."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import (
    ELLIPSIS,
    clean,
    cut,
    cut_encoded,
    decode,
    escape,
    escaped,
    links,
    one_line,
)
from tests.slack.safe import NASTY, RAW

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

ENCODED = {
    "plain words": ("revenue is zero", "revenue is zero"),
    "the three entities": ("a &lt; b &amp;&amp; b &gt; c", "a < b && b > c"),
    "an entity that was typed": ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    "an entity that Slack does not write": ("&nbsp;&quot;", "&nbsp;&quot;"),
    "a person with a name": ("ask <@U0ADA|ada>", "ask @ada"),
    "a person without": ("ask <@U0ADA>", "ask @U0ADA"),
    "a channel with a name": ("in <#C0GENERAL|general>", "in #general"),
    "a private channel": ("in <#C0SECRET|>", "in #C0SECRET"),
    "everybody": ("<!channel> <!here> <!everyone>", "@channel @here @everyone"),
    "everybody, with a label": ("<!here|here>", "@here"),
    "a user group": ("<!subteam^S0ONCALL|@oncall>", "@oncall"),
    "a user group without a label": ("<!subteam^S0ONCALL>", "@group"),
    "a date": ("<!date^1795518000^{date}|24 Nov>", "24 Nov"),
    "an address": ("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2"),
    "an address labelled by itself": ("<https://x.example|x.example>", "https://x.example"),
    "an address that pretends": (
        "<https://evil.example|https://bank.example>",
        "https://bank.example (https://evil.example)",
    ),
    "mail": ("<mailto:ada@x.example|ada@x.example>", "ada@x.example"),
    "mail that pretends": ("<mailto:eve@x.example|ada@x.example>", "ada@x.example (eve@x.example)"),
    "brackets that are no markup": ("List<int> x", "List<int> x"),
    "brackets with a label": ("<b|c>", "<b|c>"),
    "an emoji": (":ticket: please", ":ticket: please"),
    "a ping that was typed as text": ("&lt;!channel&gt;", "<!channel>"),
}


@pytest.mark.parametrize(("encoded", "typed"), ENCODED.values(), ids=ENCODED)
def test_what_slack_encodes_is_decoded_once(encoded: str, typed: str):
    assert decode(encoded) == typed


UNWANTED = {
    "NUL": ("a\x00b", "ab"),
    "bells and the like": ("a\x07\x1b[31mb", "a[31mb"),
    "half a surrogate pair": ("a\ud800b", "ab"),
    "direction overrides": ("a\u202eb\u202cc\u2066d\u2069", "abcd"),
    "zero-width spaces": ("a\u200bb\ufeffc\u2060d", "abcd"),
    "many empty lines": ("a\n\n\n\n\nb", "a\n\nb"),
    "old line ends": ("a\r\nb\rc", "a\nb\nc"),
    "white space around": (" \n a \t\n", "a"),
}


@pytest.mark.parametrize(("text", "kept"), UNWANTED.values(), ids=UNWANTED)
def test_what_nobody_sees_is_left_out(text: str, kept: str):
    assert clean(text) == kept


def test_what_belongs_to_a_character_is_kept():
    assert clean(f"{FAMILY} e\u0301 \u05d0\tb") == f"{FAMILY} e\u0301 \u05d0\tb"


@given(RAW)
def test_decoding_leaves_nothing_invisible_and_no_long_gap(raw: str):
    typed = decode(raw)

    assert typed == typed.strip()
    assert "\n\n\n" not in typed
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in typed if one not in "\n\t")
    assert not set(typed) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")


def unescape(text: str) -> str:
    """Turn Slack's three entities back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(st.text())
def test_escaping_is_undone_by_slack_and_leaves_no_markup(text: str):
    assert unescape(escape(text)) == text
    assert not set(escape(text)) & set("<>")


@given(st.one_of(RAW, st.text()), st.integers(min_value=1, max_value=60))
def test_cutting_keeps_whole_characters_and_the_limit(text: str, limit: int):
    kept = cut(text, limit)

    assert len(kept) <= limit
    if kept != text:
        assert kept.endswith(ELLIPSIS)
        shown = kept.removesuffix(ELLIPSIS)
        assert text.startswith(shown)
        clusters = regex.findall(r"\X", text)
        assert shown in {"".join(clusters[:count]).rstrip() for count in range(len(clusters) + 1)}


@given(st.one_of(RAW, st.text()), st.integers(min_value=1, max_value=60))
def test_escaping_within_a_limit_cuts_no_entity(text: str, limit: int):
    kept = escaped(text, limit)

    assert len(kept) <= limit
    assert unescape(escape(text)) == text
    assert text.startswith(unescape(kept.removesuffix(ELLIPSIS))) or kept == escape(text)


def test_five_thousand_brackets_fit_escaped():
    kept = escaped("<" * 5000, 3000)

    assert len(kept) <= 3000
    assert kept.removesuffix(ELLIPSIS).replace("&lt;", "") == ""


PIECES = st.sampled_from(
    ["&amp;", "&lt;", "&gt;", "<@U0ADA>", "<https://x.example/a|card>", "<!date^1^{time}|x>"]
)


@given(
    st.lists(st.one_of(PIECES, st.text("ab \n", max_size=8)), max_size=20).map("".join),
    st.integers(min_value=1, max_value=80),
)
def test_cutting_mrkdwn_cuts_no_entity_mention_or_link(text: str, limit: int):
    kept = cut_encoded(text, limit)

    assert len(kept) <= limit
    assert kept == text or kept.endswith(ELLIPSIS)
    assert kept.count("<") == kept.count(">")
    without = kept.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in without.replace("<https://x.example/a|card>", "")


LINKED = {
    "no address": ("revenue is zero", [("revenue is zero", False)]),
    "an address alone": ("https://x.example", [("https://x.example", True)]),
    "in a sentence": (
        "see https://x.example/a?b=1, please",
        [("see ", False), ("https://x.example/a?b=1", True), (", please", False)],
    ),
    "in brackets": (
        "(https://x.example)",
        [("(", False), ("https://x.example", True), (")", False)],
    ),
    "no scheme that runs": ("javascript:alert(1)", [("javascript:alert(1)", False)]),
    "a scheme alone": ("https://", [("https://", False)]),
}


@pytest.mark.parametrize(("text", "pieces"), LINKED.values(), ids=LINKED)
def test_web_addresses_are_found_in_text(text: str, pieces: list[tuple[str, bool]]):
    assert links(text) == pieces


@given(RAW)
def test_finding_links_loses_no_letter(text: str):
    assert "".join(piece for piece, _ in links(text)) == text


@pytest.mark.parametrize("text", NASTY)
def test_one_line_is_one_line(text: str):
    assert "\n" not in one_line(text)
