"""Slash commands. Their answer is the acknowledgement itself, seen by one person."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.ids import Front, UserId
from bot.domain.incident import Incident
from bot.services import Services
from bot.services.record import Act
from bot.slack import forms, names, orders
from bot.slack.listeners.buttons import open_form
from bot.slack.orders import Order
from bot.slack.render import confirmation, modals, queue
from bot.slack.render import help as help_texts
from bot.slack.render.parts import Message
from bot.slack.speech import Speech
from bot.slack.text import decode


def register(app: App) -> None:
    """Listen to the commands."""
    app.command(names.RAPID)(on_rapid)
    app.command(names.QUEUE)(on_queue)


def on_rapid(
    ack: Ack,
    command: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """File what was typed; without a text, open the form."""
    if forms.asks_for_help(command):
        _whisper(ack, help_texts.usage(services.queue.help_note(front), speech))
    elif request := forms.request(command):
        filed = services.incidents.file(front, request)
        _whisper(ack, confirmation.confirmation(filed, speech))
    else:
        before = services.queue.before_filing(front, UserId(command["user_id"]))
        open_form(client, command, modals.file(modals.Draft(note=before.note), speech))
        ack()


def on_queue(
    ack: Ack,
    command: dict[str, Any],
    services: Services,
    front: Front,
    workspace_url: str,
    speech: Speech,
) -> None:
    """Show what is open, what is theirs, or one incident; or do something to one."""
    typed, reader = (command.get("text") or "").strip(), UserId(command["user_id"])
    order = orders.order(typed)
    if order and order.verb:
        act = orders.act_of_command(front, command, order)
        said = queue.done(_ORDERS[order.verb](services, act, order), order.verb, speech)
    elif order:
        story = services.queue.story(front, order.number, reader)
        said = queue.story(story, workspace_url, speech)
    elif typed.lower() == "mine":
        said = queue.listing(services.queue.mine(front, reader), workspace_url, speech)
    elif typed.lower() in {"", "open"}:
        said = queue.listing(services.queue.open_ones(front, reader), workspace_url, speech)
    else:
        said = help_texts.queue_usage(decode(typed), speech)
    _whisper(ack, said)


_Order = Callable[[Services, Act, Order], Incident]

_ORDERS: dict[str, _Order] = {
    names.CLAIM: lambda services, act, _: services.incidents.claim(act),
    names.TAKE_OVER: lambda services, act, _: services.incidents.take_over(act),
    names.RELEASE: lambda services, act, _: services.incidents.release(act),
    names.ASK: lambda services, act, order: services.incidents.ask(act, order.words),
    names.REPLY: lambda services, act, order: services.incidents.reply(act, order.words),
    names.PARK: lambda services, act, order: services.incidents.park_as_said(act, order.words),
    names.STOPGAP: lambda services, act, order: services.incidents.stopgap(act, order.ending()),
    names.ANSWER: lambda services, act, order: services.incidents.answer(act, order.ending()),
    names.DECLINE: lambda services, act, order: services.incidents.decline(act, order.words),
    names.DUPLICATE: lambda services, act, order: services.incidents.mark_duplicate(
        act, orders.number_in(order.words)
    ),
    names.REASSIGN: lambda services, act, order: services.incidents.reassign(
        act, order.person(otherwise=services.rota.on_call(act.front))
    ),
    names.CHANGE_SEVERITY: lambda services, act, order: services.incidents.change_severity(
        act, *orders.severity_and_reason(order.words)
    ),
    names.WITHDRAW: lambda services, act, _: services.incidents.withdraw(act),
    names.REOPEN: lambda services, act, order: services.incidents.reopen(act, order.words),
    names.EDIT: lambda services, act, order: services.incidents.edit(act, order.words),
    names.SAY_MORE: lambda services, act, order: services.incidents.say_more(act, order.words),
    names.FOLLOW: lambda services, act, _: services.incidents.follow(act),
    names.UNFOLLOW: lambda services, act, _: services.incidents.unfollow(act),
}


def _whisper(ack: Ack, message: Message) -> None:
    ack(response_type="ephemeral", text=message.text, blocks=message.blocks)
