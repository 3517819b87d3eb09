"""How log lines look."""

import logging

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
# These tell more than an operator wants to read, and at DEBUG more than anybody should see.
_QUIET = ("slack_sdk", "apscheduler", "alembic", "uvicorn")


def configure(level: str) -> None:
    """Write log lines of that level and above to standard error; libraries only warnings."""
    logging.basicConfig(level=level, format=_FORMAT)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns that a token in the environment is not the one it uses; that is as it should be.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    # It calls every end of a connection an error; bot.slack.socket says what is one.
    logging.getLogger("websocket").setLevel(logging.CRITICAL)
