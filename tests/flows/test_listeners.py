"""What happens between a delivery and its acknowledgement: one short transaction, no network."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.fakeslack import Delivery
from tests.flows.office import Office

MOST_STATEMENTS = 12


@contextmanager
def watched(office: Office) -> Iterator[tuple[list[str], list[object]]]:
    """Give the statements and the commits of the bot's database while the block runs."""
    statements: list[str] = []
    commits: list[object] = []
    engine = office.bot.db.engine

    def on_statement(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    def on_commit(connection: object) -> None:
        commits.append(connection)

    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    try:
        yield statements, commits
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
        event.remove(engine, "commit", on_commit)


def test_filing_is_a_look_at_who_reads_and_one_transaction_of_a_few_statements(
    either_office: Office,
):
    office = either_office
    with watched(office) as (statements, commits):
        office.files(office.finn, "revenue is zero")

    assert len(statements) <= MOST_STATEMENTS
    assert len(commits) == 2


def test_an_emoji_is_one_transaction(either_office: Office):
    office = either_office
    office.opens()

    with watched(office) as (_, commits):
        office.ada.reacts("eyes", to=office.card())

    assert len(commits) == 1


def test_an_emoji_that_means_nothing_here_costs_a_look_and_no_call(office: Office):
    office.opens()
    chatter = office.finn.says("lunch?", in_=office.general)
    calls = len(office.slack.calls)

    with watched(office) as (statements, _):
        office.finn.reacts("pizza", to=chatter)
        office.finn.reacts("eyes", to=chatter)
    office.settle()

    assert len(statements) <= 4
    assert len(office.slack.calls) == calls


def _files(office: Office) -> Delivery | None:
    return office.finn.types("/rapid margin is zero", in_=office.general)


def _looks(office: Office) -> Delivery | None:
    return office.finn.types("/rapid-queue", in_=office.general)


def _reacts(office: Office) -> Delivery | None:
    return office.ada.reacts("eyes", to=office.card())


def _presses(office: Office) -> Delivery | None:
    return office.ada.presses(office.card(), "claim")


def _says_impact(office: Office) -> Delivery | None:
    return office.finn.presses(office.finn.last(office.general), "impact:high")


@pytest.mark.parametrize("act", [_files, _looks, _reacts, _presses, _says_impact])
def test_nobody_waits_for_the_network(office: Office, act: Callable[[Office], Delivery | None]):
    office.opens()
    calls = len(office.slack.calls)

    delivery = act(office)

    assert delivery is not None
    assert delivery.acked
    assert len(office.slack.calls) == calls


def test_only_a_form_is_opened_before_the_answer(office: Office):
    office.opens()
    calls = len(office.slack.calls)

    office.ada.presses(office.card(), "change_severity")

    assert [call.method for call in office.slack.calls[calls:]] == ["views.open"]
