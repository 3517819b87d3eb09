import pytest
from slack_sdk import WebClient

from tests.fakeslack.making import a_home, a_manifest, a_modal, actions, an_input, button, section


@pytest.fixture
def trigger(fake, app, ada):
    """A fresh trigger id, as if Ada had just done something."""

    def make(from_view=None):
        return fake.world.triggers.make(app.app_id, ada.id, from_view)

    return make


def test_a_modal_opens_for_the_person_who_asked(client, ada, trigger):
    opened = client.views_open(trigger_id=trigger(), view=a_modal())["view"]

    assert ada.modal.id == opened["id"] == opened["root_view_id"]
    assert ada.modal.callback_id == "form"
    assert opened["state"]["values"] == {
        "what": {"value": {"type": "plain_text_input", "value": None}}
    }


def test_a_trigger_is_spent_by_its_first_view(client, trigger, refused):
    once = trigger()
    client.views_open(trigger_id=once, view=a_modal())

    assert refused(client.views_open, trigger_id=once, view=a_modal()) == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds(client, clock, trigger, refused):
    in_time, too_late = trigger(), trigger()
    clock.tick(3)
    client.views_open(trigger_id=in_time, view=a_modal())
    clock.tick(0.1)

    assert refused(client.views_open, trigger_id=too_late, view=a_modal()) == "expired_trigger_id"


def test_an_unknown_trigger_is_refused(client, refused):
    assert refused(client.views_open, trigger_id="1.2.x", view=a_modal()) == "invalid_trigger_id"


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (a_modal(title={"type": "plain_text", "text": "x" * 25}), "invalid_arguments"),
        (a_home(), "invalid_arguments"),
        ("nonsense", "invalid_arguments"),
        ([], "invalid_arguments"),
        (a_modal(*[section("x" * 3000)] * 90), "view_too_large"),
    ],
)
def test_slack_does_not_open_a_faulty_view(client, trigger, refused, view, error):
    assert refused(client.views_open, trigger_id=trigger(), view=view) == error


def test_modals_stack_three_high(client, ada, trigger, refused):
    client.views_open(trigger_id=trigger(), view=a_modal())
    for _ in range(2):
        client.views_push(trigger_id=trigger(ada.modal.id), view=a_modal())

    full = refused(client.views_push, trigger_id=trigger(ada.modal.id), view=a_modal())

    assert full == "push_limit_reached"
    assert ada.modal.previous_view_id != ada.modal.root_view_id


def test_a_push_needs_a_trigger_from_a_modal(client, trigger, refused):
    client.views_open(trigger_id=trigger(), view=a_modal())

    assert refused(client.views_push, trigger_id=trigger(), view=a_modal()) == "invalid_trigger_id"


def test_an_update_keeps_what_was_typed(client, ada, trigger):
    opened = client.views_open(trigger_id=trigger(), view=a_modal())["view"]
    ada.fills("what", "a broken table")

    updated = client.views_update(
        view_id=opened["id"], view=a_modal(an_input(), an_input("why", optional=True))
    )["view"]

    assert updated["state"]["values"]["what"]["value"]["value"] == "a broken table"
    assert updated["hash"] != opened["hash"]


def test_an_update_with_an_old_hash_is_a_conflict(client, trigger, refused):
    opened = client.views_open(trigger_id=trigger(), view=a_modal())["view"]
    key = {"view_id": opened["id"], "view": a_modal(), "hash": opened["hash"]}
    client.views_update(**key)

    assert refused(client.views_update, **key) == "hash_conflict"


def test_a_closed_view_is_not_found(client, ada, trigger, refused):
    opened = client.views_open(trigger_id=trigger(), view=a_modal())["view"]
    ada.dismisses()

    assert refused(client.views_update, view_id=opened["id"], view=a_modal()) == "not_found"


def test_an_external_id_is_unique_while_its_view_is_open(client, ada, trigger, refused):
    named = a_modal(external_id="one")
    client.views_open(trigger_id=trigger(), view=named)

    pushing = {"trigger_id": trigger(ada.modal.id), "view": named}
    assert refused(client.views_push, **pushing) == "duplicate_external_id"
    assert client.views_update(external_id="one", view=named)["view"]["id"] == ada.modal.id
    ada.dismisses()
    assert refused(client.views_update, external_id="one", view=named) == "not_found"
    assert refused(client.api_call, "views.update", json={"view": named}) == "invalid_arguments"


def test_a_new_modal_takes_the_place_of_the_old(client, ada, trigger, refused):
    first = client.views_open(trigger_id=trigger(), view=a_modal())["view"]["id"]
    second = client.views_open(trigger_id=trigger(), view=a_modal())["view"]["id"]

    assert ada.modal.id == second
    assert refused(client.views_update, view_id=first, view=a_modal()) == "not_found"


def test_a_home_tab_is_published_for_one_person(client, ada, bob):
    client.views_publish(user_id=ada.id, view=a_home(section("Hello Ada")))

    assert ada.home().plain() == "Hello Ada"
    assert bob.home() is None


def test_a_home_tab_keeps_its_id_and_refuses_an_old_hash(client, ada, refused):
    first = client.views_publish(user_id=ada.id, view=a_home())["view"]
    second = client.views_publish(user_id=ada.id, view=a_home(), hash=first["hash"])["view"]

    again = refused(client.views_publish, user_id=ada.id, view=a_home(), hash=first["hash"])
    assert second["id"] == first["id"]
    assert again == "hash_conflict"


def test_a_home_tab_must_be_enabled(fake, ada, refused):
    without = fake.install(a_manifest(app_home={}))
    client = WebClient(token=without.bot_token, base_url=fake.api_url)

    assert refused(client.views_publish, user_id=ada.id, view=a_home()) == "not_enabled"


def test_a_home_tab_needs_a_person(client, refused):
    assert refused(client.views_publish, user_id="U0", view=a_home()) == "invalid_arguments"


def test_buttons_in_the_home_tab_can_be_pressed(client, ada, listen):
    app = listen()
    client.views_publish(user_id=ada.id, view=a_home(actions(button())))

    ada.presses(ada.home(), "Claim")

    (payload,) = app.payloads
    assert payload["view"]["type"] == "home"
    assert payload["container"] == {"type": "view", "view_id": ada.home().id}
