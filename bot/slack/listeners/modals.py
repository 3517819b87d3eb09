"""Forms sent in. A bad field gets a sentence under it, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.domain.ids import Front
from bot.services import Services
from bot.services.record import Act
from bot.slack import forms, names
from bot.slack.render import confirmation, modals
from bot.slack.speech import Speech


def register(app: App) -> None:
    """Listen to the forms."""
    for callback_id, (form, use_case) in _FORMS.items():
        app.view(callback_id)(_sending(form, use_case))
    app.view(names.FILE_FORM)(on_file)
    app.view(names.EDIT_FORM)(on_edit)


# What was typed has the type of the form beside it.
_UseCase = Callable[[Services, Act, Any], object]

_FORMS: dict[str, tuple[type[forms.Form], _UseCase]] = {
    names.WRITE_FORM: (
        forms.WriteForm,
        lambda services, act, form: services.incidents.write(act, form.ending()),
    ),
    names.SEVERITY_FORM: (
        forms.SeverityForm,
        lambda services, act, form: services.incidents.change_severity(
            act, form.severity, form.reason
        ),
    ),
    names.REOPEN_FORM: (
        forms.ReasonForm,
        lambda services, act, form: services.incidents.reopen(act, form.reason),
    ),
    names.SAY_MORE_FORM: (
        forms.WordsForm,
        lambda services, act, form: services.incidents.say_more(act, form.words),
    ),
    names.ASK_FORM: (
        forms.WordsForm,
        lambda services, act, form: services.incidents.ask(act, form.words),
    ),
    names.REPLY_FORM: (
        forms.WordsForm,
        lambda services, act, form: services.incidents.reply(act, form.words),
    ),
    names.DECLINE_FORM: (
        forms.ReasonForm,
        lambda services, act, form: services.incidents.decline(act, form.reason),
    ),
    names.DUPLICATE_FORM: (
        forms.DuplicateForm,
        lambda services, act, form: services.incidents.mark_duplicate(act, form.original),
    ),
    names.REASSIGN_FORM: (
        forms.OwnerForm,
        lambda services, act, form: services.incidents.reassign(act, form.owner),
    ),
    names.PARK_FORM: (
        forms.ParkForm,
        lambda services, act, form: services.incidents.park(act, form.day),
    ),
    names.LET_SEE_FORM: (
        forms.NamedForm,
        lambda services, act, form: services.incidents.let_see(act, form.named),
    ),
}


def _sending(form: type[forms.Form], use_case: _UseCase) -> Callable[..., None]:
    def on_form(
        ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
    ) -> None:
        sent = forms.read(form, view)
        use_case(services, forms.act_of_modal(front, body, view), sent)
        _close(ack)

    return on_form


def on_file(
    ack: Ack,
    body: dict[str, Any],
    view: dict[str, Any],
    services: Services,
    front: Front,
    workspace_url: str,
    speech: Speech,
) -> None:
    """File a request; the form gives way to its confirmation."""
    form = forms.read(forms.FileForm, view)
    request = form.request(body, view, workspace_url)
    filed = services.incidents.file(front, request, when=form.when, day=form.day)
    said = confirmation.in_window(filed, speech)
    ack(response_action="update", view=modals.filed(said, speech))


def on_edit(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
) -> None:
    """Word a request anew."""
    form, act = forms.read(forms.EditForm, view), forms.act_of_modal(front, body, view)
    seen, _ = services.queue.one(front, act.number, act.by)
    text = form.whole(seen.incident.text)
    services.incidents.edit(act, text, is_private=form.is_private)
    _close(ack)


def _close(ack: Ack) -> None:
    """Close the form and the window below it, which shows what is no longer so."""
    ack(response_action="clear")
