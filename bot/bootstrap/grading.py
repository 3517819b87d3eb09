"""Grades repeat finding on a stream whose repeats are known. The labels score, and never teach."""

import json
import math
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot import encoders
from bot.domain.repeats import SUGGESTED, Caution, Grade
from bot.services.matching import Matcher

_MILLI = 1000.0
_SLOW = 0.95
# Where `balanced` looks for the bar that serves best.
_BARS = tuple(step / 20 for step in range(5, 19))


class Attach(StrEnum):
    """When an item is attached without asking."""

    PRODUCT = "product"
    """As the product does before anybody has answered: hardly ever wrong."""
    BALANCED = "balanced"
    """At the one bar that would have served this stream best, which nobody can know before."""


class BadStream(ValueError):  # noqa: N818  # one sentence for the person at the keyboard
    """A file that is no stream; the text says which line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a stream. Without a group nothing is known of it, and it counts for nothing."""

    text: str
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was made of one line: indices of earlier ones."""

    suggested: tuple[int, ...]
    attached: int | None
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good it was; `top_1` and `top_5` of the lines with an earlier one of their group."""

    encoder: str
    lines: int
    repeats: int
    top_1: float | None
    top_5: float | None
    b_cubed: float | None
    attach: Grade
    ms: tuple[float, float]
    """The median of the time a line took, and the slowest twentieth's least."""
    bar: float | None = None


def read(file: Path) -> list[Item]:
    """Return the stream of a file, or raise `BadStream` with what is wrong."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadStream(f"{file} is not a text in UTF-8.") from error
    return [_item(line, f"Line {at} of {file}") for at, line in enumerate(lines, 1) if line.strip()]


def replay(
    items: Sequence[Item], choice: str | None, attach: Attach = Attach.PRODUCT
) -> tuple[list[Answer], Score]:
    """Run the stream through a fresh matcher; return what it made of each line, and its grade."""
    stream = _Stream(items, choice)
    if attach is Attach.PRODUCT:
        return stream.graded(None)
    runs = [stream.graded(Caution(agreed=bar, alone=bar)) for bar in _BARS]
    return max(runs, key=lambda run: (run[1].attach.f1 or 0.0) + (run[1].b_cubed or 0.0))


def written(answers: Iterable[Answer]) -> Iterator[str]:
    """Yield a line of JSON for each answer."""
    for index, one in enumerate(answers):
        said = {"index": index, "suggested": list(one.suggested), "attached": one.attached}
        yield json.dumps(said | {"ms": round(one.ms, 3)})


def told(score: Score) -> Iterator[str]:
    """Yield what is printed: one thing to a line, its name first."""
    attach = score.attach
    shares = {
        "top-1": score.top_1,
        "top-5": score.top_5,
        "B-cubed F": score.b_cubed,
        "attach precision": attach.precision,
        "attach recall": attach.recall,
        "attach F": attach.f1,
    }
    yield f"{score.lines} lines, {score.repeats} of them repeats, read by {score.encoder}"
    for name, share in shares.items():
        yield f"{name:<17} {'-' if share is None else f'{share:.3f}'}"
    yield f"{'attached':<17} {attach.done}, {attach.right} of them rightly"
    if score.bar is not None:
        yield f"{'best bar':<17} {score.bar:.2f}, chosen with the labels in view"
    yield f"{'ms for a line':<17} {score.ms[0]:.1f} median, {score.ms[1]:.1f} at the 95th of 100"


def _item(line: str, where: str) -> Item:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise BadStream(f"{where} is no JSON.") from error
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise BadStream(f'{where} has no "text".')
    group = said.get("group")
    return Item(text=said["text"], group=None if group is None else str(group))


class _Stream:
    """A stream whose texts are read once, however often they are played."""

    def __init__(self, items: Sequence[Item], choice: str | None) -> None:
        self._items = items
        self._choice = choice
        self._kept: dict[int, bytes] = {}
        self._ms: list[float] = []

    def graded(self, caution: Caution | None) -> tuple[list[Answer], Score]:
        finder = encoders.load(self._choice, self._texts)
        matcher = Matcher(finder, self._texts, caution)
        answers = [self._play(matcher, index) for index in range(len(self._items))]
        bar = caution.agreed if caution else None
        return answers, score(self._items, answers, finder.name, bar)

    def _play(self, matcher: Matcher, index: int) -> Answer:
        began = time.perf_counter()
        heard = matcher.hear(self._items[index].text, self._kept.get(index, b""))
        look = matcher.look_at(heard)
        ms = (time.perf_counter() - began) * _MILLI
        self._kept[index] = heard.vector
        if look.sure is None:
            matcher.add(index, heard)
        else:
            issue = look.sure.number if look.sure.issue is None else look.sure.issue
            matcher.place([look.sure.number], issue)
            matcher.add(index, heard, issue)
        return Answer(
            suggested=tuple(match.number for match in look.suggested),
            attached=look.sure.number if look.sure else None,
            ms=ms,
        )

    def _texts(self, indices: Sequence[int]) -> list[str]:
        return [self._items[index].text for index in indices]


def score(
    items: Sequence[Item], answers: Sequence[Answer], encoder: str, bar: float | None = None
) -> Score:
    """Grade the answers by the labels."""
    groups = [item.group for item in items]
    repeats = [at for at, group in enumerate(groups) if group and group in groups[:at]]
    ms = sorted(answer.ms for answer in answers)
    return Score(
        encoder=encoder,
        lines=len(items),
        repeats=len(repeats),
        top_1=_found(groups, answers, repeats, 1),
        top_5=_found(groups, answers, repeats, SUGGESTED),
        b_cubed=b_cubed(groups, _clusters(answers)),
        attach=_attached(groups, answers),
        ms=(statistics.median(ms), ms[math.ceil(_SLOW * len(ms)) - 1]) if ms else (0.0, 0.0),
        bar=bar,
    )


def _found(
    groups: Sequence[str | None], answers: Sequence[Answer], repeats: Sequence[int], count: int
) -> float | None:
    hits = sum(
        any(groups[one] == groups[at] for one in answers[at].suggested[:count]) for at in repeats
    )
    return hits / len(repeats) if repeats else None


def _clusters(answers: Sequence[Answer]) -> list[int]:
    """Return for each line the first line of those that were put together with it."""
    first: list[int] = []
    for index, answer in enumerate(answers):
        first.append(index if answer.attached is None else first[answer.attached])
    return first


def _attached(groups: Sequence[str | None], answers: Sequence[Answer]) -> Grade:
    """Grade attaching: right is what joins others of which most have its own label by then."""
    grade, seen = Grade(), set[str]()
    labels: dict[int, Counter[str | None]] = {}
    for group, answer, first in zip(groups, answers, _clusters(answers), strict=True):
        is_done = answer.attached is not None
        if group is not None:
            is_right = is_done and labels[first].most_common(1)[0][0] == group
            grade = grade.counted(is_right=is_right, is_done=is_done, is_there=group in seen)
            seen.add(group)
        labels.setdefault(first, Counter())[group] += 1
    return grade


def b_cubed(groups: Sequence[str | None], clusters: Sequence[int]) -> float | None:
    """Return B-cubed F1 of the clusters, over the lines that have a label."""
    known = [(group, cluster) for group, cluster in zip(groups, clusters, strict=True) if group]
    if not known:
        return None
    both = Counter(known)
    by_group = Counter(group for group, _ in known)
    by_cluster = Counter(cluster for _, cluster in known)
    pure = sum(n * n / by_cluster[cluster] for (_, cluster), n in both.items()) / len(known)
    whole = sum(n * n / by_group[group] for (group, _), n in both.items()) / len(known)
    return 2 * pure * whole / (pure + whole)
