"""Buttons. The same use cases as the emoji; those that need words open a small form first."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.domain.incident import Incident
from bot.services import Services
from bot.services.record import Act
from bot.slack import forms, names
from bot.slack.errors import sort
from bot.slack.render import modals

_IT_DOES_NOT = "It does not answer it."


def register(app: App) -> None:
    """Listen to the buttons of cards, confirmations, prompts and requesters' threads."""
    for action_id, use_case in _USE_CASES.items():
        app.action(action_id)(_doing(use_case))
    for action_id, form in _FORMS.items():
        app.action(action_id)(_opening(form))
    app.action(re.compile(f"^{names.IMPACT}:"))(on_impact)
    app.action(re.compile(f"^{names.WHEN}:"))(on_when)


_USE_CASES: dict[str, Callable[[Services, Act], Incident]] = {
    names.CLAIM: lambda services, act: services.incidents.claim(act),
    names.TAKE_OVER: lambda services, act: services.incidents.take_over(act),
    names.RELEASE: lambda services, act: services.incidents.release(act),
    names.STOPGAP: lambda services, act: services.incidents.stopgap(act),
    names.ANSWER: lambda services, act: services.incidents.answer(act),
    names.ANSWERS_IT: lambda services, act: services.incidents.confirm(act),
    names.DOES_NOT: lambda services, act: services.incidents.reopen(act, _IT_DOES_NOT),
}

_FORMS: dict[str, Callable[[Incident, str], dict[str, Any]]] = {
    names.WRITE: modals.write,
    names.CHANGE_SEVERITY: lambda incident, _: modals.change_severity(incident),
    names.REOPEN: lambda incident, _: modals.reopen(incident),
    names.SAY_MORE: lambda incident, _: modals.say_more(incident),
}


def _doing(use_case: Callable[[Services, Act], Incident]) -> Callable[..., None]:
    def on_button(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
    ) -> None:
        use_case(services, forms.act_of_button(front, body, action))
        ack()

    return on_button


def _opening(form: Callable[[Incident, str], dict[str, Any]]) -> Callable[..., None]:
    def on_button(
        ack: Ack,
        body: dict[str, Any],
        action: dict[str, Any],
        services: Services,
        front: Front,
        client: WebClient,
    ) -> None:
        act = forms.act_of_button(front, body, action)
        seen, requester = services.queue.one(front, act.number, UserId(act.by))
        _open(client, body["trigger_id"], form(seen.incident, requester))
        ack()

    return on_button


def _open(client: WebClient, trigger_id: str, view: dict[str, Any]) -> None:
    """Open a form; a trigger that is too old is a refusal, one that was used has opened it."""
    try:
        client.views_open(trigger_id=trigger_id, view=view)
    except SlackApiError as error:
        trouble = sort(error)
        if trouble and trouble.code == "exchanged_trigger_id":
            return
        if trouble and trouble.code in {"expired_trigger_id", "invalid_trigger_id"}:
            raise Refusal(Reason.TOO_LATE) from error
        raise


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
