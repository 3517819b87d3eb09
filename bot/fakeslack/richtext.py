"""The rich_text block as data: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from bot.fakeslack.shapes import Flag, Items, OneOf, Shape, Str, Whole

MANY = 1000  # Slack names no limit
_STYLE = Shape(
    {},
    {
        name: Flag()
        for name in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
        )
    },
)
_STYLED = {"style": _STYLE}

_PIECES: dict[str, Shape] = {
    "text": Shape({"text": Str()}, _STYLED),
    "link": Shape({"url": Str(3000)}, {**_STYLED, "text": Str(), "unsafe": Flag()}),
    "user": Shape({"user_id": Str()}, _STYLED),
    "usergroup": Shape({"usergroup_id": Str()}, _STYLED),
    "channel": Shape({"channel_id": Str()}, _STYLED),
    "team": Shape({"team_id": Str()}, _STYLED),
    "emoji": Shape(
        {"name": Str()},
        {**_STYLED, "unicode": Str(), "skin_tone": Whole(1, 6), "url": Str()},
    ),
    "broadcast": Shape({"range": Str(choices=("here", "channel", "everyone"))}, _STYLED),
    "color": Shape({"value": Str()}, _STYLED),
    "date": Shape(
        {"timestamp": Whole(0, 9_999_999_999), "format": Str()},
        {**_STYLED, "url": Str(), "fallback": Str()},
    ),
}
_PIECE = OneOf(_PIECES, tuple(_PIECES))
_BORDER = Whole(0, 1)
_SECTION = Shape({"elements": Items(_PIECE, MANY, least=0)})

_PARTS: dict[str, Shape] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": Shape(
        {"elements": Items(OneOf(_PIECES, ("text", "link")), MANY, least=0)},
        {"border": _BORDER, "language": Str()},
    ),
    "rich_text_quote": Shape({"elements": Items(_PIECE, MANY, least=0)}, {"border": _BORDER}),
    "rich_text_list": Shape(
        {
            "elements": Items(OneOf({"rich_text_section": _SECTION}, ("rich_text_section",)), MANY),
            "style": Str(choices=("bullet", "ordered")),
        },
        {"indent": Whole(0, 8), "offset": Whole(0, 100_000), "border": _BORDER},
    ),
}

RICH_TEXT = Shape({"elements": Items(OneOf(_PARTS, tuple(_PARTS)), MANY)}, {"block_id": Str(255)})
