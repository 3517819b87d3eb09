"""Buttons. The same use cases as the emoji; those that need words open a small form first."""

import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.domain.incident import Incident
from bot.domain.ticket import Stage
from bot.services import Services
from bot.services.record import Act
from bot.slack import forms, names
from bot.slack.errors import sort
from bot.slack.render import modals
from bot.slack.render.window import window
from bot.slack.speech import Speech

log = logging.getLogger(__name__)


def register(app: App) -> None:
    """Listen to the buttons of cards, windows, confirmations, prompts and requesters' threads."""
    for action_id, use_case in _USE_CASES.items():
        app.action(action_id)(_doing(use_case))
    for action_id, form in _FORMS.items():
        app.action(action_id)(_opening(form))
    for action_id, stage in _DECISIONS.items():
        app.action(action_id)(_deciding(stage))
    app.action(names.DETAILS)(on_details)
    app.action(names.PARK)(on_park)
    app.action(names.REASSIGN)(on_reassign)
    app.action(re.compile(f"^{names.IMPACT}:"))(on_impact)
    app.action(re.compile(f"^{names.WHEN}:"))(on_when)
    app.action(re.compile(f"^{names.CLOSING}:"))(on_closing)


_UseCase = Callable[[Services, Act, Speech], Incident]
_Form = Callable[[Incident, str | None, Speech], dict[str, Any]]

_USE_CASES: dict[str, _UseCase] = {
    names.CLAIM: lambda services, act, _: services.incidents.claim(act),
    names.TAKE_OVER: lambda services, act, _: services.incidents.take_over(act),
    names.RELEASE: lambda services, act, _: services.incidents.release(act),
    names.STOPGAP: lambda services, act, _: services.incidents.stopgap(act),
    names.ANSWER: lambda services, act, _: services.incidents.answer(act),
    names.WITHDRAW: lambda services, act, _: services.incidents.withdraw(act),
    names.FOLLOW: lambda services, act, _: services.incidents.follow(act),
    names.UNFOLLOW: lambda services, act, _: services.incidents.unfollow(act),
    names.ANSWERS_IT: lambda services, act, _: services.incidents.confirm(act),
    names.DOES_NOT: lambda services, act, speech: services.incidents.reopen(
        act, speech("told-does-not-words")
    ),
}

_FORMS: dict[str, _Form] = {
    names.WRITE: modals.write,
    names.ASK: modals.ask,
    names.REPLY: lambda incident, _, speech: modals.reply(incident, speech),
    names.DECLINE: lambda incident, _, speech: modals.decline(incident, speech),
    names.DUPLICATE: lambda incident, _, speech: modals.mark_duplicate(incident, speech),
    names.CHANGE_SEVERITY: lambda incident, _, speech: modals.change_severity(incident, speech),
    names.REOPEN: lambda incident, _, speech: modals.reopen(incident, speech),
    names.SAY_MORE: lambda incident, _, speech: modals.say_more(incident, speech),
    names.EDIT: lambda incident, _, speech: modals.edit(incident, speech),
    names.LET_SEE: lambda incident, _, speech: modals.let_see(incident, speech),
}

_DECISIONS = {
    names.CONSENT_FILE: Stage.AGREED,
    names.CONSENT_PRIVATE: Stage.AGREED_IN_PRIVATE,
    names.CONSENT_LEAVE: Stage.LEFT,
}


def _doing(use_case: _UseCase) -> Callable[..., None]:
    def on_button(
        ack: Ack,
        body: dict[str, Any],
        action: dict[str, Any],
        services: Services,
        front: Front,
        workspace_url: str,
        client: WebClient,
        speech: Speech,
    ) -> None:
        act = forms.act_of_button(front, body, action)
        use_case(services, act, speech)
        match _pressed_in(body):
            case "modal":
                story = services.queue.story(front, act.number, act.by)
                refresh(client, body["view"]["id"], window(story, workspace_url, speech))
            case "home":
                services.homes.pressed(front, act.by)
            case _:
                pass
        ack()

    return on_button


def _opening(form: _Form) -> Callable[..., None]:
    def on_button(
        ack: Ack,
        body: dict[str, Any],
        action: dict[str, Any],
        services: Services,
        front: Front,
        client: WebClient,
        speech: Speech,
    ) -> None:
        act = forms.act_of_button(front, body, action)
        seen, requester = services.queue.one(front, act.number, act.by)
        open_form(client, body, form(seen.incident, requester, speech))
        ack()

    return on_button


def _deciding(stage: Stage) -> Callable[..., None]:
    def on_button(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
    ) -> None:
        message, author = forms.ticket_of(action), UserId(body["user"]["id"])
        services.tickets.decide(front, message, author, body["response_url"], stage)
        ack()

    return on_button


def open_form(client: WebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Open a form, on top of the window that was pressed in if there is one.

    A trigger that is too old is a refusal, one that was used has opened it.
    """
    show = client.views_push if _pressed_in(body) == "modal" else None
    try:
        (show or client.views_open)(trigger_id=body["trigger_id"], view=view)
    except SlackApiError as error:
        trouble = sort(error)
        if trouble and trouble.code == "exchanged_trigger_id":
            return
        if trouble and trouble.code in {"expired_trigger_id", "invalid_trigger_id"}:
            raise Refusal(Reason.TOO_LATE) from error
        raise


def _pressed_in(body: dict[str, Any]) -> str | None:
    """Return the type of the view that a button was pressed in, None for one of a message."""
    kind: str | None = (body.get("view") or {}).get("type")
    return kind


def refresh(client: WebClient, view_id: str, view: dict[str, Any]) -> None:
    """Show how things stand now; what was done is done, whether it can be shown or not."""
    try:
        client.views_update(view_id=view_id, view=view)
    except Exception as error:  # sorted; what is none of Slack's or the network's goes on
        trouble = sort(error)
        if trouble is None:
            raise
        log.info("A window could not be refreshed: %s", trouble.code)


def on_details(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    services: Services,
    front: Front,
    workspace_url: str,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the window of an incident, as its reader may see it."""
    act = forms.act_of_button(front, body, action)
    story = services.queue.story(front, act.number, act.by)
    open_form(client, body, window(story, workspace_url, speech))
    ack()


def on_park(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the form that puts an incident aside, with a day on the team's calendar."""
    act = forms.act_of_button(front, body, action)
    seen, day = services.queue.before_parking(front, act.number, act.by)
    open_form(client, body, modals.park(seen.incident, day, speech))
    ack()


def on_reassign(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the form that hands an incident over, to whoever is on call unless told otherwise."""
    act = forms.act_of_button(front, body, action)
    seen, _ = services.queue.one(front, act.number, act.by)
    on_call = services.rota.on_call(front)
    open_form(client, body, modals.reassign(seen.incident, speech, on_call))
    ack()


def on_impact(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Take in what happens if it is late."""
    act = forms.act_of_button(front, body, action)
    services.incidents.describe(act, body["response_url"], impact=forms.impact(action))
    ack()


def on_when(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Take in by when it is needed."""
    act = forms.act_of_button(front, body, action)
    services.incidents.describe(act, body["response_url"], when=forms.when(action))
    ack()


def on_closing(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Take in what an analyst says at the end."""
    act = forms.act_of_button(front, body, action)
    services.closings.answer(act, forms.answer(action), body["response_url"])
    ack()
