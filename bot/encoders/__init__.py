"""Reads what texts mean, and finds those that are alike; heavy imports wait for `load`."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.domain.repeats import Finder
from bot.encoders.errors import DoesNotLoad

log = logging.getLogger(__name__)

LEXICAL = "lexical"
SEMANTIC = "semantic"

Texts = Callable[[Sequence[int]], Sequence[str]]
"""Gives the texts of incidents by their numbers, in that order, and "" for one that is gone."""


def load(choice: str | None, texts: Texts) -> Finder:
    """Return what finds repeats: by `lexical`, by `semantic`, or by the model in that folder.

    Without a choice it is the best there is. What does not load is replaced by wording alone, and
    the log says so: a request is filed either way. It takes a second, so nobody should wait for it.
    """
    if choice != LEXICAL:
        try:
            return _semantic(choice, texts)
        except ImportError as error:
            level = logging.INFO if choice is None else logging.WARNING
            log.log(level, "Repeats are found by wording alone: %s is not installed", error.name)
        except DoesNotLoad as error:
            log.warning("Repeats are found by wording alone: %s", error)
    from bot.encoders.lexical import Lexical  # noqa: PLC0415  # numpy comes with it

    return Lexical()


def _semantic(choice: str | None, texts: Texts) -> Finder:
    from bot.encoders import onnx  # noqa: PLC0415  # a second, and a hundred megabytes
    from bot.encoders.semantic import Semantic  # noqa: PLC0415

    if choice in {None, SEMANTIC}:
        return Semantic(onnx.bundled(), texts)
    return Semantic(onnx.in_folder(Path(str(choice))), texts)
