"""Forms sent in. A bad field gets a sentence under it, and nothing typed is lost."""

from typing import Any

from slack_bolt import Ack, App

from bot.domain.ids import Front
from bot.services import Services
from bot.slack import forms, names


def register(app: App) -> None:
    """Listen to the forms."""
    app.view(names.WRITE_FORM)(on_write)
    app.view(names.SEVERITY_FORM)(on_severity)
    app.view(names.REOPEN_FORM)(on_reopen)
    app.view(names.SAY_MORE_FORM)(on_say_more)


def on_write(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
) -> None:
    """Send an analyst's words to the requester."""
    form = forms.read(forms.WriteForm, view)
    services.incidents.write(forms.act_of_modal(front, body, view), form.ending())
    ack()


def on_severity(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
) -> None:
    """Set a severity by hand."""
    form = forms.read(forms.SeverityForm, view)
    act = forms.act_of_modal(front, body, view)
    services.incidents.change_severity(act, form.severity, form.reason)
    ack()


def on_reopen(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
) -> None:
    """Open an incident again."""
    form = forms.read(forms.ReasonForm, view)
    services.incidents.reopen(forms.act_of_modal(front, body, view), form.reason)
    ack()


def on_say_more(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
) -> None:
    """Add what a requester says is missing."""
    form = forms.read(forms.WordsForm, view)
    services.incidents.say_more(forms.act_of_modal(front, body, view), form.words)
    ack()
