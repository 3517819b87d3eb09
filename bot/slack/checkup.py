"""Look whether Slack, and what the settings name there, is as it has to be; say what is not.

Each function looks at one thing and returns what is wrong with it. What Slack declines is a
finding; that Slack cannot be reached is none of theirs, and goes on as the client raises it.
"""

import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.domain.delivery import Failure
from bot.domain.finding import Check, Finding, Level
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.domain.plan import Plan
from bot.domain.settings import Settings
from bot.slack.errors import sort
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES, manifest
from bot.slack.speech import Speech
from bot.slack.text import escape

# Those that are always named, in this order; whoever has a manifest to compare adds one of it.
CHECKS = (
    "environment",
    "database",
    "settings",
    "tokens",
    "clock",
    "scopes",
    "channels",
    "people",
    "emoji",
    "rotations",
)
FILE = "manifest.yml"
LIVE = "live manifest"
# A client's time-out is for each address that Slack's name has, and the name has many.
PATIENCE_SECONDS = 8.0
CLOCK_MAY_DIFFER = timedelta(seconds=60)
# What Slack says to a token that worked once.
_REVOKED = frozenset({"account_inactive", "token_revoked", "token_expired"})
# Slack's way to say that somebody is not there, or not for us.
_NOT_THERE = frozenset({"user_not_found", "user_not_visible"})
# `xapp-1-A012ABCDEF-…`: an app-level token names its app.
_APP_OF_TOKEN = re.compile(r"^xapp-\d+-(A[A-Z0-9]+)-")
_MENTION = re.compile(r"<[#@](\w+)>")
_NO_ANSWER = frozenset({Failure.THROTTLED, Failure.TRANSIENT, Failure.AMBIGUOUS})


class Declined(Exception):  # noqa: N818  # Slack's code, which becomes a finding
    """Slack answered, and the answer is no."""

    def __init__(self, code: str, needed: str = "") -> None:
        """Keep the code, and the scope that is missing if it is one."""
        super().__init__(code)
        self.code = code
        self.needed = needed


# --- who we are ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What the first call to Slack told: whose token it is, its scopes, and Slack's time.

    `refusal` is why it told nothing; `is_away` says that Slack did not answer at all.
    """

    asked_at: datetime
    answered_at: datetime
    front: Front | None = None
    bot_id: str = ""
    scopes: frozenset[str] | None = None
    date: str = ""
    refusal: Finding | None = None
    is_away: bool = False

    def may(self, *one_of: str) -> bool:
        """Whether the token works and has one of these scopes, as far as Slack told."""
        is_known = self.front is not None
        return is_known and (self.scopes is None or not self.scopes.isdisjoint(one_of))

    def lets(self, client: WebClient, *one_of: str) -> WebClient | None:
        """Return the client if it may ask what needs one of these scopes."""
        return client if self.may(*one_of) else None


def greet(
    client: WebClient, now: Callable[[], datetime], patience: float = PATIENCE_SECONDS
) -> Greeting:
    """Ask Slack who we are; this raises nothing, whatever Slack or the network says.

    After so many seconds without an answer Slack counts as away.
    """
    asked_at = now()
    try:
        answer = _within(patience, client.auth_test)
    except SlackApiError as error:
        trouble = sort(error)
        if trouble is None or trouble.failure in _NO_ANSWER:
            return _away(client, error, asked_at, now())
        return Greeting(
            asked_at=asked_at,
            answered_at=now(),
            date=_header(error.response, "date"),
            refusal=_refused_bot_token(trouble.code),
        )
    except Exception as error:  # sorted; what is not the network's goes on
        if sort(error) is None:
            raise
        return _away(client, error, asked_at, now())
    scopes = _header(answer, "x-oauth-scopes")
    return Greeting(
        asked_at=asked_at,
        answered_at=now(),
        front=Front(WorkspaceId(answer.get("team_id") or answer["enterprise_id"])),
        bot_id=answer.get("bot_id", ""),
        scopes=frozenset(one.strip() for one in scopes.split(",")) if scopes else None,
        date=_header(answer, "date"),
    )


def no_token(now: datetime) -> Greeting:
    """Return the greeting of somebody who has no token to ask with."""
    missing = Finding(check="tokens", name="finding-bot-token-missing")
    return Greeting(asked_at=now, answered_at=now, refusal=missing)


def _away(
    client: WebClient, error: Exception, asked_at: datetime, answered_at: datetime
) -> Greeting:
    return Greeting(
        asked_at=asked_at,
        answered_at=answered_at,
        refusal=_no_answer("tokens", client, error),
        is_away=True,
    )


def _no_answer(check: str, client: WebClient, error: Exception) -> Finding:
    trouble = sort(error)
    if trouble is not None and trouble.failure is Failure.THROTTLED:
        return Finding(check=check, name="finding-slack-busy")
    facts = (("address", client.base_url), ("code", trouble.code if trouble else ""))
    return Finding(check=check, name="finding-slack-away", facts=facts)


def _refused_bot_token(code: str) -> Finding:
    revoked = code in _REVOKED
    name = "finding-bot-token-revoked" if revoked else "finding-bot-token-refused"
    return Finding(check="tokens", name=name, facts=(("code", code),))


def of_tokens(client: WebClient, app_token: str, greeting: Greeting) -> list[Finding]:
    """Look whether both tokens work, and belong to the same app where that can be known.

    An empty app-level token is one that is not set.
    """
    found = [greeting.refusal] if greeting.refusal else []
    if greeting.is_away:
        return found
    if not app_token:
        return [*found, Finding(check="tokens", name="finding-app-token-missing")]
    try:
        # It gives an address to connect to; nobody connects.
        _ask(client.apps_connections_open, app_token=app_token)
    except Declined as no:
        # Whoever was uninstalled loses both at once, and one cure helps both.
        if greeting.refusal and no.code in _REVOKED:
            return found
        lacks_scope = no.code == "missing_scope"
        name = "finding-app-token-scope" if lacks_scope else "finding-app-token-refused"
        return [*found, Finding(check="tokens", name=name, facts=(("code", no.code),))]
    if _app_of(app_token) not in (None, app_id(client, greeting) or _app_of(app_token)):
        found.append(Finding(check="tokens", name="finding-tokens-of-two-apps"))
    return found


def app_id(client: WebClient, greeting: Greeting) -> str | None:
    """Return the app that the bot token belongs to, where Slack tells."""
    if not greeting.bot_id or not greeting.may("users:read"):
        return None
    try:
        found: str | None = _ask(client.bots_info, bot=greeting.bot_id)["bot"].get("app_id")
    except Declined:
        return None
    return found


def _app_of(app_token: str) -> str | None:
    found = _APP_OF_TOKEN.match(app_token)
    return found[1] if found else None


# --- what we may do --------------------------------------------------------------------------

# What is lost without an optional scope, where more can be said than which calls fail.
_LOST_WITHOUT = {
    "channels:history": "finding-loss-history",
    "groups:history": "finding-loss-history",
    "im:history": "finding-loss-history",
    "emoji:read": "finding-loss-emoji",
    "usergroups:read": "finding-loss-groups",
    "usergroups:write": "finding-loss-groups",
}


def of_scopes(granted: Collection[str]) -> list[Finding]:
    """Compare what was granted with what the manifest asks for."""
    required = [
        _scope("finding-scope-missing", Level.PROBLEM, scope, uses)
        for scope, uses in SCOPES.items()
        if scope not in granted
    ]
    optional = [
        _scope(_LOST_WITHOUT.get(scope, "finding-loss-other"), Level.LOSS, scope, uses)
        for scope, uses in OPTIONAL_SCOPES.items()
        if scope not in granted
    ]
    return required + optional


def _scope(name: str, level: Level, scope: str, uses: Collection[Any]) -> Finding:
    # A use is a call or an event; a command comes with its description.
    needs = ", ".join(use if isinstance(use, str) else use[0] for use in uses)
    return Finding(
        check="scopes", name=name, level=level, facts=(("scope", scope), ("needs", needs))
    )


def of_clock(date: str, asked_at: datetime, answered_at: datetime) -> list[Finding]:
    """Compare Slack's `Date` header with our clock, before and after the call.

    The header has whole seconds, and was written at some moment between the two: only what cannot
    be explained by either counts.
    """
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return []
    earliest = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    ahead = asked_at - (earliest + timedelta(seconds=1))
    behind = earliest - answered_at
    if max(ahead, behind) <= CLOCK_MAY_DIFFER:
        return []
    seconds, way = (ahead, "ahead") if ahead > behind else (behind, "behind")
    facts = (("seconds", str(round(seconds.total_seconds()))), ("way", way))
    return [Finding(check="clock", name="finding-clock", facts=facts)]


# --- the app at Slack ------------------------------------------------------------------------

_APPS_PAGE = "api.slack.com/apps"
_SWITCHES = (
    ("settings", "interactivity", "is_enabled"),
    ("settings", "socket_mode_enabled"),
    ("features", "app_home", "home_tab_enabled"),
    ("features", "app_home", "messages_tab_enabled"),
)


def of_manifest(found: object, place: str = FILE) -> list[Finding]:
    """Compare a manifest with the one in the code, in everything that something depends on.

    Names and descriptions are the workspace's own affair, and so are optional scopes.
    """
    if not isinstance(found, Mapping):
        return [manifest_unreadable()]
    wanted = manifest()
    differences = [
        *_of_parts(_events(wanted), _events(found), "event", place),
        *_of_parts(_scopes(wanted) - {*OPTIONAL_SCOPES}, _scopes(found), "scope", place),
        *_of_parts({*_commands(wanted)}, {*_commands(found)}, "command", place),
        *_of_parts({*_shortcuts(wanted)}, {*_shortcuts(found)}, "shortcut", place),
    ]
    pairs = [
        *_pairs(_commands(wanted), _commands(found), "should_escape"),
        *_pairs(_shortcuts(wanted), _shortcuts(found), "type"),
        *((".".join(path), _at(wanted, *path), _at(found, *path)) for path in _SWITCHES),
    ]
    differences += [
        _difference(
            "differs", place, ("item", item), ("wanted", _json(want)), ("found", _json(is_))
        )
        for item, want, is_ in pairs
        if (want or False) != (is_ or False)
    ]
    return differences


def of_live_manifest(
    client: WebClient, config_client: WebClient, greeting: Greeting
) -> list[Finding]:
    """Compare the app's settings at Slack with the code; needs a configuration token."""
    try:
        app = app_id(client, greeting)
        found = _ask(config_client.apps_manifest_export, app_id=app or "")["manifest"]
    except Declined as no:
        lost = Finding(
            check=LIVE,
            name="finding-config-token",
            level=Level.LOSS,
            facts=(("code", no.code),),
        )
        return [lost]
    return of_manifest(found, _APPS_PAGE)


def manifest_unreadable() -> Finding:
    """Return that the file is no manifest."""
    return Finding(check=FILE, name="finding-manifest-unreadable", facts=(("place", FILE),))


def _of_parts(wanted: set[str], found: set[str], kind: str, place: str) -> Iterator[Finding]:
    known = wanted | {*OPTIONAL_SCOPES} if kind == "scope" else wanted
    for item in sorted(wanted - found):
        yield _difference("missing", place, ("kind", kind), ("item", item))
    for item in sorted(found - known):
        yield _difference("extra", place, ("kind", kind), ("item", item))


_DIFFERENCES = {
    "missing": ("finding-manifest-missing", Level.PROBLEM),
    "extra": ("finding-manifest-extra", Level.LOSS),
    "differs": ("finding-manifest-differs", Level.PROBLEM),
}


def _difference(kind: str, place: str, *facts: tuple[str, str]) -> Finding:
    name, level = _DIFFERENCES[kind]
    check = LIVE if place == _APPS_PAGE else FILE
    return Finding(check=check, name=name, level=level, facts=(("place", place), *facts))


def _events(one: Mapping[str, Any]) -> set[str]:
    return {*_list(one, "settings", "event_subscriptions", "bot_events")}


def _scopes(one: Mapping[str, Any]) -> set[str]:
    return {*_list(one, "oauth_config", "scopes", "bot")}


def _commands(one: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {part["command"]: part for part in _list(one, "features", "slash_commands")}


def _shortcuts(one: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {part["callback_id"]: part for part in _list(one, "features", "shortcuts")}


def _pairs(
    wanted: Mapping[str, Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]], key: str
) -> Iterator[tuple[str, Any, Any]]:
    for name in sorted(wanted.keys() & found.keys()):
        yield f"{name}: {key}", wanted[name].get(key), found[name].get(key)


def _list(one: Mapping[str, Any], *path: str) -> list[Any]:
    found = _at(one, *path)
    return found if isinstance(found, list) else []


def _at(one: object, *path: str) -> Any:  # noqa: ANN401  # whatever the manifest has there
    for key in path:
        one = one.get(key) if isinstance(one, Mapping) else None
    return one


def _json(value: object) -> str:
    return str(value or False).lower()


# --- what the settings name ------------------------------------------------------------------


def of_section(client: WebClient, settings: Settings, section: str) -> list[Finding]:
    """Look whether what one section of the settings names is there and can be used."""
    match section:
        case "team":
            return _of_people(client, {"team.admins": settings.team.admins})
        case "channels":
            return of_channels(client, settings)
        case "members":
            return _of_members(client, settings)
        case "emoji":
            return of_emoji(client, settings)
        case "rotations":
            return of_rotations(client, settings)
        case _:
            return []


def of_settings(settings: Settings) -> list[Finding]:
    """Look whether there are settings to work with at all."""
    found = []
    if settings.channels.requests is None:
        found.append(Finding(check="settings", name="finding-not-set-up"))
    if not settings.team.admins:
        found.append(Finding(check="settings", name="finding-no-admin"))
    return found


def of_channels(client: WebClient, settings: Settings) -> list[Finding]:
    """Look at each channel: whether it is there, ours alone, and open to the bot."""
    named = [(one.name, getattr(settings.channels, one.name)) for one in fields(settings.channels)]
    return [
        finding
        for name, channel in named
        if channel
        for finding in _of_channel(client, f"channels.{name}", channel)
    ]


def _of_channel(client: WebClient, setting: str, channel: str) -> Iterator[Finding]:
    facts: tuple[tuple[str, str], ...] = (("setting", setting), ("channel", channel))
    try:
        found = _ask(client.conversations_info, channel=channel)["channel"]
    except Declined as no:
        yield _no("channels", no) or Finding(
            check="channels", name="finding-channel-unknown", facts=facts
        )
        return
    if called := found.get("name"):
        facts = (*facts, ("called", f"#{called}"))
    # A bot that may not write here says so itself, but only once it is a member.
    # https://docs.slack.dev/reference/objects/conversation-object
    is_restricted = any(found.get(one) for one in ("is_read_only", "is_thread_only"))
    if found.get("is_archived"):
        yield Finding(check="channels", name="finding-channel-archived", facts=facts)
    elif not found.get("is_member"):
        yield Finding(check="channels", name="finding-channel-not-member", facts=facts)
    elif is_restricted:
        yield Finding(check="channels", name="finding-channel-restricted", facts=facts)
    if found.get("is_ext_shared"):
        yield Finding(check="channels", name="finding-channel-shared", facts=facts)


def of_people(client: WebClient, settings: Settings) -> list[Finding]:
    """Look at everybody the settings name, each once, and at teams without anybody."""
    named = {"team.admins": settings.team.admins} | _members(settings)
    return _empty(settings) + _of_people(client, named)


def _of_members(client: WebClient, settings: Settings) -> list[Finding]:
    return _empty(settings) + _of_people(client, _members(settings))


def _members(settings: Settings) -> dict[str, tuple[UserId, ...]]:
    members = settings.members
    return {f"members.{one.name}": getattr(members, one.name) for one in fields(members)}


def _empty(settings: Settings) -> list[Finding]:
    if settings.members.rapid_response:
        return []
    return [Finding(check="people", name="finding-team-empty")]


def _of_people(client: WebClient, named: Mapping[str, tuple[UserId, ...]]) -> list[Finding]:
    everybody = list(dict.fromkeys(user for users in named.values() for user in users))
    if not everybody:
        return []
    try:
        us = _ask(client.auth_test)
    except Declined as no:
        return [_declined("people", no)]
    listed = _listed(client) if len(everybody) > _ONE_BY_ONE else {}
    found = []
    for user in everybody:
        settings = ", ".join(setting for setting, users in named.items() if user in users)
        found += _of_person(client, us, user, settings, listed.get(user))
    return found


# Asking for each of many would soon be answered with a request to wait.
_ONE_BY_ONE = 20
_PAGE = 1000
_MOST_PAGES = 5


def _listed(client: WebClient) -> dict[str, dict[str, Any]]:
    """Return people by id, many with one call; those of a huge workspace are not all among them."""
    listed: dict[str, dict[str, Any]] = {}
    cursor = None
    for _ in range(_MOST_PAGES):
        try:
            page = _ask(client.users_list, limit=_PAGE, cursor=cursor)
        except Declined:
            return listed
        listed |= {one["id"]: one for one in page["members"]}
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return listed


def _of_person(
    client: WebClient,
    us: SlackResponse,
    user: str,
    settings: str,
    known: dict[str, Any] | None,
) -> list[Finding]:
    facts: tuple[tuple[str, str], ...] = (("setting", settings), ("user", user))
    try:
        found = known or _ask(client.users_info, user=user)["user"]
    except Declined as no:
        if no.code in _NOT_THERE:
            return [Finding(check="people", name="finding-person-unknown", facts=facts)]
        return [_declined("people", no)]
    if called := found.get("profile", {}).get("real_name") or found.get("name"):
        facts = (*facts, ("called", called))
    # Whoever has left may have been a bot or a guest; that does not matter any more.
    if found.get("deleted"):
        return [Finding(check="people", name="finding-person-gone", facts=facts)]
    if found.get("is_bot"):
        return [Finding(check="people", name="finding-person-bot", facts=facts)]
    if _is_stranger(found, us):
        return [Finding(check="people", name="finding-person-stranger", facts=facts)]
    if found.get("is_restricted"):
        guest = Finding(check="people", name="finding-person-guest", level=Level.LOSS, facts=facts)
        return [guest]
    return []


def _is_stranger(user: Mapping[str, Any], us: SlackResponse) -> bool:
    """Whether somebody is of another organisation; no single field tells.

    https://docs.slack.dev/apis/slack-connect
    """
    if user.get("is_stranger"):
        return True
    enterprise = us.get("enterprise_id")
    if enterprise and user.get("enterprise_user", {}).get("enterprise_id") == enterprise:
        return False
    return user.get("team_id") not in (None, us.get("team_id"), enterprise)


def of_emoji(client: WebClient, settings: Settings) -> list[Finding]:
    """Look whether each emoji exists; without the scope for it only that nobody can look."""
    try:
        answer = _ask(client.emoji_list, include_categories=True)
    except Declined as no:
        if no.code != "missing_scope":
            return [_declined("emoji", no)]
        facts = (("scope", "emoji:read"), ("needs", "emoji.list"))
        return [Finding(check="emoji", name="finding-loss-emoji", level=Level.LOSS, facts=facts)]
    categories: list[dict[str, Any]] = answer.get("categories", [])
    standard = {name for one in categories for name in one["emoji_names"]}
    if not standard:
        return []
    exist = standard | answer["emoji"].keys()
    named = [(one.name, getattr(settings.emoji, one.name)) for one in fields(settings.emoji)]
    return [
        Finding(
            check="emoji",
            name="finding-emoji-unknown",
            facts=(("setting", f"emoji.{setting}"), ("emoji", escape(name))),
        )
        for setting, names in named
        for name in names
        if name not in exist
    ]


def of_rotations(client: WebClient, settings: Settings) -> list[Finding]:
    """Look at everybody who is to take turns, and at the user groups that follow them."""
    members = {_setting(plan, "members"): plan.members for plan in settings.rotations}
    return [
        *_of_people(client, members),
        *(finding for plan in settings.rotations for finding in _of_crew(settings, plan)),
        *_of_groups(client, settings),
    ]


def _setting(plan: Plan, key: str) -> str:
    """Return where a key of a rotation is; its name was typed by somebody."""
    return f"rotations.{escape(plan.name)}.{key}"


def _of_crew(settings: Settings, plan: Plan) -> list[Finding]:
    """Name the members that turns will pass, or say that it is all of them."""
    outsiders = [user for user in plan.members if user not in settings.takes_turns]
    setting = ("setting", _setting(plan, "members"))
    if len(outsiders) == len(plan.members):
        return [Finding(check="rotations", name="finding-rotation-nobody", facts=(setting,))]
    return [
        Finding(
            check="rotations", name="finding-rotation-outsider", facts=(setting, ("user", user))
        )
        for user in outsiders
    ]


def _of_groups(client: WebClient, settings: Settings) -> list[Finding]:
    """Look whether each user group is there and enabled; whether it can be edited only a try tells.

    https://docs.slack.dev/reference/methods/usergroups.list
    """
    followed = [(plan, plan.user_group) for plan in settings.rotations if plan.user_group]
    if not followed:
        return []
    try:
        listed = _ask(client.usergroups_list, include_disabled=True)["usergroups"]
    except Declined as no:
        if no.code != "missing_scope":
            return [_declined("rotations", no)]
        lost = (("scope", "usergroups:read"), ("needs", "usergroups.list"))
        name = "finding-loss-groups"
        return [Finding(check="rotations", name=name, level=Level.LOSS, facts=lost)]
    known = {one["id"]: one for one in listed}
    return [
        finding
        for plan, group in followed
        for finding in _of_group(_setting(plan, "user_group"), group, known.get(group))
    ]


def _of_group(setting: str, group: str, found: Mapping[str, Any] | None) -> list[Finding]:
    facts: tuple[tuple[str, str], ...] = (("setting", setting), ("group", group))
    if found is None:
        return [Finding(check="rotations", name="finding-group-unknown", facts=facts)]
    if not found.get("date_delete"):
        return []
    facts = (*facts, ("handle", escape(str(found.get("handle") or ""))))
    return [Finding(check="rotations", name="finding-group-disabled", facts=facts)]


# --- the database, as those see it who may ask it --------------------------------------------


def of_tables(found: str | None, needed: str, *, is_embedded: bool) -> list[Finding]:
    """Compare the version of the tables with the one that is needed."""
    if found == needed:
        return []
    facts = (("found", found or "0000"), ("needed", needed))
    if found is not None and found > needed:
        return [Finding(check="database", name="finding-database-newer", facts=facts)]
    if is_embedded:
        name = "finding-database-file-behind"
        return [Finding(check="database", name=name, level=Level.LOSS, facts=facts)]
    return [Finding(check="database", name="finding-database-behind", facts=facts)]


def database_away(cause: str) -> Finding:
    """Return that the database cannot be used; the cause has no password in it."""
    return Finding(check="database", name="finding-database-away", facts=(("cause", cause),))


def database_new() -> Finding:
    """Return that there is no database file yet."""
    return Finding(check="database", name="finding-database-new", level=Level.LOSS)


def database_read_only(cause: str) -> Finding:
    """Return that the database can be read and not written."""
    return Finding(check="database", name="finding-database-read-only", facts=(("cause", cause),))


# --- a round of checks -----------------------------------------------------------------------


class Round:
    """Checks, one after the other. Once Slack does not answer, nobody asks it again."""

    def __init__(self, client: WebClient) -> None:
        """Have looked at nothing yet."""
        self._client = client
        self._is_away = False

    def look(self, name: str, look: Callable[..., list[Finding]], *needs: object) -> Check:
        """Make a check with what it needs; None among that says that nobody can look."""
        if self._is_away or any(need is None for need in needs):
            return Check(name=name, findings=None)
        try:
            found = look(*needs)
        except Exception as error:  # sorted; what is not Slack's or the network's goes on
            if sort(error) is None:
                raise
            self._is_away = True
            found = [_no_answer(name, self._client, error)]
        return Check(name=name, findings=tuple(found))


def not_looked_at(cause: str) -> list[Check]:
    """Return the checks of an environment that cannot be right: nothing else can be looked at."""
    wrong = Finding(check="environment", name="finding-environment", facts=(("cause", cause),))
    first, *others = CHECKS
    return [
        Check(name=first, findings=(wrong,)),
        *(Check(name=one, findings=None) for one in others),
    ]


def spoken(finding: Finding, speech: Speech) -> str:
    """Return a finding's sentence for a terminal, with names where Slack would show a link."""
    facts = dict(finding.facts)
    called = facts.get("called")
    said = speech(finding.name, **facts)
    return unescape(_MENTION.sub(lambda it: f"{called} ({it[1]})" if called else it[1], said))


# --- asking ----------------------------------------------------------------------------------


def _within(seconds: float, ask: Callable[[], SlackResponse]) -> SlackResponse:
    """Return the answer, or raise `TimeoutError`; who still waits for it keeps nobody else."""
    promise: Future[SlackResponse] = Future()

    def run() -> None:
        try:
            promise.set_result(ask())
        except Exception as error:  # noqa: BLE001  # it is raised where it is waited for
            promise.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return promise.result(timeout=seconds)


def _ask(call: Callable[..., SlackResponse], **arguments: object) -> SlackResponse:
    """Return Slack's answer, or raise `Declined`; that there is none goes on as it is."""
    try:
        return call(**arguments)
    except SlackApiError as error:
        trouble = sort(error)
        if trouble is None or trouble.failure in _NO_ANSWER:
            raise
        raise Declined(trouble.code, str(error.response.get("needed") or "")) from error


def _no(check: str, no: Declined) -> Finding | None:
    """Return why we may not look, unless it is that nothing is there."""
    return None if no.code == "channel_not_found" else _declined(check, no)


def _declined(check: str, no: Declined) -> Finding:
    facts = (("code", no.code), ("needed", no.needed))
    name = "finding-may-not-look" if no.needed else "finding-declined"
    return Finding(check=check, name=name, facts=facts)


def _header(response: Any, name: str) -> str:  # noqa: ANN401  # an answer, or what an error has of it
    for key, value in (getattr(response, "headers", None) or {}).items():
        if key.lower() == name:
            return str(value[0] if isinstance(value, list) else value)
    return ""
