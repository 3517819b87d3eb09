"""What a log line may say, and what it never does, whoever logs it and at whatever level."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from bot import logs
from tests.conftest import PostgresServer

TYPED = "revenue of Acme is zero"
LIBRARIES = (
    "slack_sdk.web.base_client",
    "slack_bolt.RequestVerification",
    "hydrant.socket",
    "app.py:on_rapid",
    "websocket",
    "urllib3.connectionpool",
    "sqlalchemy.engine.Engine",
    "apscheduler.scheduler",
    "psycopg",
    "something.of.next.year",
)
SECRETS = {
    "bot token": ("xoxb-1-abcDEF", "token xoxb-1-abcDEF."),
    "user token": ("xoxp-1-abcDEF", "{{'token': 'xoxp-1-abcDEF'}}"),
    "app token": ("xapp-1-A1-2-ff00", "Authorization: Bearer xapp-1-A1-2-ff00"),
    "rotating token": ("1-My0xLjEt", "xoxe.xoxb-1-My0xLjEt"),
    "refresh token": ("xoxe-1-My0xLjEt", "refresh_token=xoxe-1-My0xLjEt&x=1"),
    "configuration token": ("xoxa-2-abc", "xoxa-2-abc"),
    "legacy token": ("xoxr-2-abc", "(xoxr-2-abc)"),
    "workflow token": ("xwfp-2-abc", "'xwfp-2-abc'"),
    "webhook": ("T1/B1/abc", "POST https://hooks.slack.com/services/T1/B1/abc 200"),
    "response address": ("T1/2/abc", r'"https:\/\/hooks.slack-gov.com\/commands/T1/2/abc"'),
    "escaped address": ("T1%2Fabc", "url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1%2Fabc"),
    "ticket": ("0a1b-ticket", "wss://wss-primary.slack.com/link/?ticket=0a1b-ticket&app_id=A1"),
    "client secret": ("s3cr3t-c", "{{'client_secret': 's3cr3t-c', 'code': 1}}"),
    "signing secret": ("8f742231b10e8888abcd99baddd085a5", "by 8f742231b10e8888abcd99baddd085a5"),
    "database password": ("hunter2", "postgresql+psycopg://bot:hunter2@db/hydrant"),
    "password with signs": ("p@ss/w:rd", "postgresql://bot:p@ss/w:rd@db:5432/hydrant"),
    "password in a conninfo": ("hunt er2", "host=db password='hunt er2' user=bot"),
    "trigger": ("8088930838d88f008e0a", "13345224609.738474920.8088930838d88f008e0a"),
}


@contextmanager
def everything_logged(level: str = "DEBUG") -> Iterator[tuple[io.StringIO, Callable[[], None]]]:
    """Give what is written, and a function that sets every logger there is to DEBUG."""
    known = logging.root.manager.loggerDict
    before = {name: one.level for name, one in known.items() if isinstance(one, logging.Logger)}
    root, stream = logging.root.level, io.StringIO()

    def let_everybody_speak() -> None:
        logging.root.setLevel(logging.DEBUG)
        for name in list(known):
            logging.getLogger(name).setLevel(logging.DEBUG)

    handler = logs.write_to(stream, level)
    try:
        yield stream, let_everybody_speak
    finally:
        logging.root.removeHandler(handler)
        logging.root.setLevel(root)
        for name in list(known):
            logging.getLogger(name).setLevel(before.get(name, logging.NOTSET))


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Give what is written while every logger is at DEBUG."""
    with everything_logged() as (stream, let_everybody_speak):
        for name in (*LIBRARIES, "bot.test", "storage.test"):
            logging.getLogger(name)
        let_everybody_speak()
        yield stream


def a_log() -> logging.Logger:
    """Return a log of ours."""
    return logging.getLogger("bot.test")


def log_error(error: BaseException) -> None:
    """Raise it, and log it as an edge does."""
    try:
        raise error
    except type(error) as caught:
        a_log().error("It failed", exc_info=caught)


def handler_to(stream: io.StringIO) -> logging.Handler:
    """Return the handler that writes there; pytest has others, which raise what goes wrong."""
    return next(one for one in logging.root.handlers if getattr(one, "stream", None) is stream)


def test_a_line_says_when_how_bad_who_and_what(written: io.StringIO):
    a_log().info("Connected to %s", "Slack")

    assert written.getvalue().endswith(" INFO    bot.test: Connected to Slack\n")


def test_a_level_is_for_our_own_lines():
    with everything_logged("WARNING") as (stream, _):
        a_log().info("calm")
        a_log().warning("worried")

    assert "worried" in stream.getvalue()
    assert "calm" not in stream.getvalue()


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_may_not_chat_at_any_level(written: io.StringIO, name: str):
    logging.getLogger(name).debug(TYPED)
    logging.getLogger(name).info(TYPED)

    assert written.getvalue() == ""


@pytest.mark.parametrize("name", ["hydrant.socket", "psycopg", "apscheduler.scheduler"])
def test_a_library_may_warn(written: io.StringIO, name: str):
    logging.getLogger(name).warning("mind the gap")

    assert "mind the gap" in written.getvalue()


@pytest.mark.parametrize("name", ["slack_bolt.App", "slack_sdk.web.client", "websocket"])
def test_a_library_whose_warnings_carry_payloads_may_not(written: io.StringIO, name: str):
    logging.getLogger(name).warning("Unhandled request (%s)", TYPED)

    assert written.getvalue() == ""


@pytest.mark.parametrize(("secret", "around"), SECRETS.values(), ids=SECRETS)
def test_a_secret_is_left_out_of_message_arguments_and_traceback(
    written: io.StringIO, secret: str, around: str
):
    a_log().info(around)
    a_log().info("Saying %s", around)
    a_log().info("Saying %(it)s", {"it": around})
    log_error(RuntimeError(around))

    assert secret not in written.getvalue()
    assert written.getvalue().count("…") >= 4


def test_the_host_and_what_stands_around_a_secret_stay(written: io.StringIO):
    a_log().info("wss://wss.slack.com/link/?ticket=abc&app_id=A1")
    a_log().info("POST https://hooks.slack.com/services/T1/B1/x 404")
    a_log().info("postgresql://bot:hunter2@db/hydrant is away")

    assert "wss://wss.slack.com/link/?ticket=…&app_id=A1" in written.getvalue()
    assert "POST https://hooks.slack.com/… 404" in written.getvalue()
    assert "postgresql://bot:…@db/hydrant is away" in written.getvalue()


@pytest.mark.parametrize(
    "harmless",
    [
        "SLACK_BOT_TOKEN is not set; it is on https://api.slack.com/apps",
        "tell:INC-7:3 was not said: token_revoked (AUTH), now: hold_all",
        "bot.services.ticket: 3 processes are connected with this app token",
        "what=event:reaction_added id=Ev0AAAAAAA1 ms=3 outcome=ok",
        "what=block_actions:claim id=1795518000.000200 ms=14 outcome=failed:0a1b2c3d",
    ],
)
def test_what_is_no_secret_stays_as_it_is(written: io.StringIO, harmless: str):
    a_log().info(harmless)

    assert written.getvalue().endswith(f": {harmless}\n")


def test_a_message_cannot_pretend_to_be_another_line(written: io.StringIO):
    a_log().warning("ignored: %s", "T1\n2026-11-24 ERROR bot: forged\r\x1b[2J\u2028more")

    assert written.getvalue().count("\n") == 1
    assert r"T1\n2026-11-24 ERROR bot: forged\r\x1b[2J\nmore" in written.getvalue()


def test_a_bug_has_a_traceback_with_what_led_to_it(written: io.StringIO):
    first = LookupError()
    first.__traceback__ = None
    second = RuntimeError("no such column")
    second.__cause__ = first

    log_error(second)

    said = written.getvalue()
    assert "Traceback (most recent call last):" in said
    assert "in log_error" in said
    assert said.index("builtins.LookupError") < said.index("builtins.RuntimeError: no such column")


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal for int() with base 10: '{TYPED}'"),
        KeyError(TYPED),
        ValueError(f"""it's "{TYPED}" is not a valid Severity"""),
        RuntimeError(f'invalid input syntax for type integer: "{TYPED}"'),
        RuntimeError(f"null value\nDETAIL:  Failing row contains (1, {TYPED})."),
    ],
    ids=["int", "key", "enum", "syntax", "row"],
)
def test_an_exception_says_what_is_wrong_and_not_the_value(written: io.StringIO, error: Exception):
    log_error(error)
    a_log().warning("It failed: %s", error)
    logging.getLogger("hydrant.socket").error("Failed: %s", str(error), exc_info=error)

    assert TYPED not in written.getvalue()
    assert type(error).__name__ in written.getvalue()


def test_the_file_that_is_not_there_is_named(written: io.StringIO):
    log_error(FileNotFoundError(2, "No such file or directory", "/run/secrets/token"))

    assert "No such file or directory: '/run/secrets/token'" in written.getvalue()


def test_of_slacks_answer_its_code_alone_is_told(written: io.StringIO):
    answer = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": [TYPED]}}

    log_error(RuntimeError(f"The request failed.\nThe server responded with: {answer}"))

    assert "The request failed. (invalid_blocks)" in written.getvalue()
    assert TYPED not in written.getvalue()


def test_another_handlers_traceback_is_not_taken_over(written: io.StringIO):
    record = logging.LogRecord("bot.test", logging.ERROR, "", 1, "It failed", None, None)
    record.exc_text = TYPED

    a_log().handle(record)

    assert "It failed" in written.getvalue()
    assert TYPED not in written.getvalue()


def test_arguments_that_do_not_fit_cost_the_arguments_alone(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
):
    record = logging.LogRecord("bot.test", logging.INFO, "", 1, "Two: %s %s", (TYPED,), None)

    handler_to(written).handle(record)

    assert "Two: %s %s (its arguments do not fit)" in written.getvalue()
    assert TYPED not in written.getvalue() + capsys.readouterr().err


def test_a_stream_that_is_gone_does_not_spill_the_record(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
):
    written.close()

    a_log().info(TYPED)

    assert TYPED not in capsys.readouterr().err


def test_a_row_that_postgresql_declines_is_not_shown(
    written: io.StringIO, postgres: PostgresServer
):
    engine = create_engine(postgres.url("postgres"), hide_parameters=True)
    row = text("INSERT INTO story VALUES (:words, NULL)")

    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE story (words text, n int NOT NULL)"))
        with pytest.raises(DBAPIError) as failed:
            connection.execute(row, {"words": TYPED})
    engine.dispose()
    a_log().error("It failed", exc_info=failed.value)

    assert TYPED in str(failed.value)
    assert TYPED not in written.getvalue()
    assert 'null value in column "n"' in written.getvalue()
