"""The settings as an admin sees them: the list of sections, and what came of a change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.domain.content import Elected
from bot.domain.finding import Finding
from bot.domain.ids import ChannelId, UserId
from bot.domain.settings import Settings
from bot.services.settings import EVERYTHING, ROTATIONS
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, Message, mention, plain
from bot.slack.render.setup_fields import FORMS, ROTATION, language_name
from bot.slack.speech import Speech
from bot.slack.text import cut

# A list of people is for recognising the team, not for counting it.
_MOST_NAMED = 5
_MOST_FINDINGS = 20
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


def hub(settings: Settings, speech: Speech) -> Block:
    """Return the list of sections: what each is for, what is set now, and a way to change it."""
    sections = [
        _line(name, speech(form.title), speech(form.what_for), _NOW[name](settings, speech), speech)
        for name, form in {**FORMS, ROTATIONS: ROTATION}.items()
    ]
    title, what_for = speech("setup-everything"), speech("setup-everything-for")
    whole = _line(EVERYTHING, title, what_for, None, speech)
    return _window([parts.context(speech("setup-intro")), *sections, whole], speech)


def saving(speech: Speech) -> Block:
    """Return what stands in place of a form that was saved, until it is known whether it works."""
    return _window([parts.section(speech("setup-saving"))], speech, is_on_top=True)


def saved(findings: Sequence[Finding], speech: Speech) -> Block:
    """Return what was found out about what was saved."""
    blocks = [parts.section(said) for said in _outcome(findings, speech)]
    return _window(blocks, speech, is_on_top=True)


def found(findings: Sequence[Finding], speech: Speech) -> Message:
    """Return the same as a message, for an admin who has closed the window."""
    said = _outcome(findings, speech)
    return parts.message(" ".join(said), *map(parts.section, said))


def looking(speech: Speech) -> Message:
    """Return the answer to whoever may become the first admin."""
    return _spoken(speech("setup-looking"))


def not_an_admin(admins: Sequence[UserId], speech: Speech) -> Message:
    """Return the answer to whoever may not change settings, with the names of those who may."""
    return _spoken(speech("setup-not-an-admin", admins=_people(admins, speech)))


def elected(value: Elected, speech: Speech) -> Message:
    """Return what came of looking whether somebody may be the first admin."""
    if not value.is_admin:
        return _spoken(speech("setup-not-elected", setup=names.SETUP))
    said = speech("setup-elected", setup=names.SETUP)
    label = speech("setup-open")
    opens = _button(label, names.OPEN_SETTINGS, EVERYTHING, label)
    return parts.message(said, parts.section(said), parts.actions("elected", [opens]))


def _outcome(findings: Sequence[Finding], speech: Speech) -> list[str]:
    if not findings:
        return [speech("setup-saved-works")]
    said = [speech(one.name, **dict(one.facts)) for one in findings[:_MOST_FINDINGS]]
    rest = len(findings) - len(said)
    more = [speech("setup-findings-more", count=rest)] if rest else []
    return [speech("setup-saved-but", count=len(findings)), *said, *more]


def _window(blocks: list[Block], speech: Speech, *, is_on_top: bool = False) -> Block:
    close = speech("setup-back" if is_on_top else "setup-close")
    return {
        "type": "modal",
        "title": plain(speech("setup-title"), 24),
        "close": plain(close, 24),
        "blocks": blocks,
    }


def _line(name: str, title: str, what_for: str, now: str | None, speech: Speech) -> Block:
    said = [f"*{title}*", what_for, *([now] if now else [])]
    says = speech("setup-change-says", section=title)
    change = _button(speech("setup-change"), names.CHANGE_SETTINGS, name, says)
    return parts.section("\n".join(said), accessory=change) | {"block_id": name}


def _button(label: str, action_id: str, value: str, says: str) -> Block:
    return {
        "type": "button",
        "text": plain(label, parts.BUTTON),
        "action_id": action_id,
        "value": value,
        "accessibility_label": cut(says, parts.BUTTON),
    }


def _spoken(said: str) -> Message:
    return parts.message(said, parts.section(said))


# --- what is set now, in words ---------------------------------------------------------------


def _team(settings: Settings, speech: Speech) -> str:
    team = settings.team
    return speech(
        "setup-team-now",
        name=parts.short(team.name, 80),
        zone=team.timezone,
        language=language_name(team.language, speech),
        admins=_people(team.admins, speech),
    )


def _channels(settings: Settings, speech: Speech) -> str:
    channels = settings.channels
    return speech(
        "setup-channels-now",
        requests=_channel(channels.requests, speech),
        preemption=_channel(channels.preemption, speech),
        engineering=_channel(channels.engineering, speech),
    )


def _members(settings: Settings, speech: Speech) -> str:
    members = settings.members
    return speech(
        "setup-members-now",
        rapid=_people(members.rapid_response, speech),
        leads=_people(settings.leads, speech),
        preemption=_people(members.preemption, speech),
        engineering=_people(members.engineering, speech),
    )


def _emoji(settings: Settings, speech: Speech) -> str:
    emoji = settings.emoji
    return speech(
        "setup-emoji-now",
        claim=_shown(emoji.claim, speech),
        ask=_shown(emoji.ask, speech),
        stopgap=_shown(emoji.stopgap, speech),
        answer=_shown(emoji.answer, speech),
        file=_shown(emoji.file, speech),
    )


def _timing(settings: Settings, speech: Speech) -> str:
    timing = settings.timing
    ends = speech(
        "setup-timing-now", minutes=timing.words_grace // _MINUTE, days=timing.stopgap_days
    )
    rota = speech(
        "setup-timing-now-rota",
        hours=timing.shift_reminder // _HOUR,
        minutes=timing.acknowledgement // _MINUTE,
    )
    return f"{ends} {rota}"


def _filing(settings: Settings, speech: Speech) -> str:
    return speech("setup-filing-now-on" if settings.filing.reply_at_source else "setup-filing-now")


def _closing(settings: Settings, speech: Speech) -> str:
    closing = settings.closing
    if not closing.ask:
        return speech("setup-closing-now")
    tools = [parts.short(tool, 80) for tool in closing.tools]
    return speech("setup-closing-now-on", tools=", ".join(tools))


def _texts(settings: Settings, speech: Speech) -> str:
    texts = settings.texts
    return speech(
        "setup-texts-now",
        form=_quoted(texts.form, speech),
        confirmation=_quoted(texts.confirmation, speech),
        help=_quoted(texts.help, speech),
    )


def _rotations(settings: Settings, speech: Speech) -> str:
    named = [parts.short(plan.name, 40) for plan in settings.rotations]
    return speech("setup-rotations-now", names=", ".join(named) or speech("setup-none"))


_NOW: Mapping[str, Callable[[Settings, Speech], str]] = {
    "team": _team,
    "channels": _channels,
    "members": _members,
    "emoji": _emoji,
    "timing": _timing,
    "filing": _filing,
    "closing": _closing,
    "texts": _texts,
    ROTATIONS: _rotations,
}


def _people(users: Sequence[UserId], speech: Speech) -> str:
    if not users:
        return speech("words-nobody")
    named = [mention(user) for user in users[:_MOST_NAMED]]
    rest = len(users) - len(named)
    if not rest:
        return speech.listed(named)
    return speech("setup-and-more", people=", ".join(named), count=rest)


def _channel(channel: ChannelId | None, speech: Speech) -> str:
    return f"<#{channel}>" if channel else speech("setup-not-set")


def _shown(emoji: Sequence[str], speech: Speech) -> str:
    return " ".join(f":{name}:" for name in emoji) or speech("setup-none")


def _quoted(text: str | None, speech: Speech) -> str:
    return speech("words-quoted", words=parts.short(text, 80)) if text else speech("setup-none")
