"""How log lines look, and what never comes into one: secrets, and what people typed."""

import copy
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from typing import TextIO

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

_OURS = ("bot", "storage")
# Libraries may warn. Below that they write whole payloads: slack_sdk, slack_bolt, websocket and
# sqlalchemy.engine at DEBUG, slack_bolt.RequestVerification at INFO.
_LEAST = dict.fromkeys(_OURS, logging.NOTSET) | {
    # Its warnings about a request that nobody took carry the body.
    "slack_bolt": logging.ERROR,
    # What it calls an error it also raises, and without the beginning of an answer from Slack.
    "slack_sdk": logging.CRITICAL,
    # It calls every end of a connection an error; bot.slack.socket says what is one.
    "websocket": logging.CRITICAL,
}

# Each with what is left of it.
_SECRETS = (
    (re.compile(r"(xox[a-z]|xapp|xwfp)(?:\.xox[a-z])?-[\w%.~+/=-]+"), r"\1-…"),
    (re.compile(r"(hooks\.slack(?:-gov)?\.com)(?::\d+)?(?:\\?/|%2F)[^\s'\"<>]*"), r"\1/…"),
    (re.compile(r"(://[^\s:/@]*):\S+@"), r"\1:…@"),  # a password in an address
    (
        re.compile(
            r"(ticket|secret|password|passwd|token|signature)(=|%3D|['\"]\s*:\s*)"
            r"(?:\"[^\"]*\"|'[^']*'|[^\s&\"',;)}\]]+)",
            re.IGNORECASE,
        ),
        r"\1\2…",
    ),
    (re.compile(r"(Bearer\s+)\S+", re.IGNORECASE), r"\1…"),
    (re.compile(r"\b(\d+\.\d+)\.[0-9a-f]{16,}\b"), r"\1.…"),  # a trigger, which opens forms
    (re.compile(r"\b[0-9a-f]{32,}\b", re.IGNORECASE), "…"),  # a signing secret
)
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_ONE_LINE = _CONTROLS | {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x2028: "\\n", 0x2029: "\\n"}
_QUOTED = re.compile(r"['\"].*['\"]")
_QUOTED_AFTER_A_COLON = re.compile(r"(:\s*)['\"].*$")
_SLACKS_CODE = re.compile(r"'error': '(\w+)'")


def configure(level: str) -> None:
    """Write log lines of that level and above to standard error; libraries only warnings.

    A process that has arranged its logging already, such as a test, is left alone.
    """
    if logging.root.handlers:
        return
    write_to(sys.stderr, level)


def write_to(stream: TextIO, level: str) -> logging.Handler:
    """Write log lines there, and return what does so.

    Whatever levels loggers are set to, by us or by others, what the handler writes has neither
    a secret in it nor a payload.
    """
    wanted = logging.getLevelNamesMapping()[level]
    handler = _Handler(stream)
    handler.addFilter(_may_be_read)
    handler.setFormatter(_Lines(_FORMAT))
    logging.root.addHandler(handler)
    logging.root.setLevel(max(wanted, logging.WARNING))
    for name, least in _LEAST.items():
        # Loggers that are quiet do not even put their lines together.
        logging.getLogger(name).setLevel(wanted if name in _OURS else least)
    return handler


def _may_be_read(record: logging.LogRecord) -> bool:
    family = record.name.partition(".")[0]
    return record.levelno >= _LEAST.get(family, logging.WARNING)


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the library's name
        """Lose a record that cannot be written: the library would print it as it came."""


class _Lines(logging.Formatter):
    """Writes each record on one line, the traceback of an exception below it, secrets left out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the record stays as it is, for others."""
        ours = copy.copy(record)
        ours.msg, ours.args = _message(record), None
        ours.exc_text = None  # another handler may have left its own text there
        return _without_secrets(super().format(ours))

    def formatException(self, ei: object) -> str:  # noqa: N802  # the library's name
        """Return the traceback with the first line of what each exception says."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "".join(_told(error)).rstrip("\n") if error else ""


def _without_secrets(text: str) -> str:
    for secret, rest in _SECRETS:
        text = secret.sub(rest, text)
    return text


def _message(record: logging.LogRecord) -> str:
    """Return the message, in one line, with exceptions cut down to what may be read."""
    shown = copy.copy(record)
    if isinstance(record.args, tuple):
        shown.args = tuple(
            _sentence(one) if isinstance(one, BaseException) else one for one in record.args
        )
    try:
        message = shown.getMessage()
    except Exception:  # noqa: BLE001  # the library would print the arguments themselves
        message = f"{record.msg} (its arguments do not fit)"
    error = record.exc_info[1] if record.exc_info else None
    if error and str(error):
        message = message.replace(str(error), _sentence(error))
    return message.translate(_ONE_LINE)


def _told(error: BaseException) -> Iterator[str]:
    """Yield the lines of an exception, after those of the ones behind it."""
    context = None if error.__suppress_context__ else error.__context__
    before = error.__cause__ or context
    if before:
        yield from _told(before)
        yield "\nwhich led to:\n\n"
    if error.__traceback__:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_sentence(error)}\n"


def _sentence(error: BaseException) -> str:
    """Return what an exception says, without the values it was about.

    What follows the first line is PostgreSQL's DETAIL with the row, SQL, Slack's answer, the
    input of a form; of these only Slack's code is of use to a reader.
    """
    first, _, rest = str(error).partition("\n")
    first = first.translate(_ONE_LINE)
    if isinstance(getattr(error, "orig", error), ValueError | LookupError):
        first = _QUOTED.sub("'…'", first)
    elif not isinstance(error, OSError):
        first = _QUOTED_AFTER_A_COLON.sub(r"\1'…'", first)
    code = _SLACKS_CODE.search(rest)
    return f"{first} ({code[1]})" if code else first
