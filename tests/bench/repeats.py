"""Finding repeats among many incidents: how long, and how much memory. Each measure in a process
of its own, on one thread, with made-up texts and arrows. A minute or three."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np

from bot import encoders
from bot.domain.lexicon import LEXICON
from bot.domain.vectors import packed, unit
from bot.encoders import onnx
from bot.encoders.index import Index
from bot.services.matching import Matcher
from tests.bench.measure import MILLI, Row, quantile, show

WIDTH = 384
ASKED = 200
# So many arrows lie about one centre, as requests about one thing do.
ALIKE = 200
TEXT_WORDS = (6, 40)
MEGA = 1_000_000
KILO = 1024
HUNDRED_THOUSAND, MILLION = 100_000, 1_000_000
LEXICAL_MS, LEXICAL_MB = 10.0, 300.0
ENCODE_MS, SEARCH_MS, MILLION_MS, MILLION_MB = 70.0, 10.0, 50.0, 700.0


def rows() -> Iterator[Row]:
    lexical = measured("lexical")
    yield _time("Suggest by wording among 100,000", lexical, LEXICAL_MS)
    yield _memory("Memory for that", lexical, LEXICAL_MB)
    yield _time("Read the meaning of a text, up to 128 tokens", measured("encode"), ENCODE_MS)
    yield _time("Search 100,000 meanings", measured("search", HUNDRED_THOUSAND), SEARCH_MS)
    million = measured("search", MILLION)
    yield _time("Search 1,000,000 meanings", million, MILLION_MS)
    yield _memory("Memory for that, with the model", million, MILLION_MB)
    yield Row(
        what="Of the 50 nearest among 1,000,000, found",
        measured=f"{million['recall']:.3f}",
    )


def _time(what: str, found: dict[str, float], target: float) -> Row:
    return Row(
        what=what,
        measured=f"{found['p50']:.1f} median, {found['p95']:.1f} p95 ms",
        target=f"p95 at most {target:g} ms",
        holds=found["p95"] <= target,
    )


def _memory(what: str, found: dict[str, float], target: float) -> Row:
    return Row(
        what=what,
        measured=f"{found['mb']:.0f} MB, the most ever {found['peak']:.0f}",
        target=f"at most {target:g} MB",
        holds=found["mb"] <= target,
    )


def measured(what: str, count: int = 0) -> dict[str, float]:
    """Return what a process found that does nothing else."""
    words = [sys.executable, "-m", "tests.bench.repeats", what, str(count)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    return dict(json.loads(done.stdout))


# --- in the process that measures -------------------------------------------------------------


def lexical() -> dict[str, float]:
    draw = Random(5)  # noqa: S311  # the same texts each time
    texts = [a_text(draw) for _ in range(HUNDRED_THOUSAND)]
    matcher = Matcher(
        encoders.load(encoders.LEXICAL, lambda _: []), lambda some: [texts[one] for one in some]
    )
    for number, text in enumerate(texts):
        matcher.add(number, matcher.hear(text))
    asked = iter([a_text(draw) for _ in range(ASKED)])
    return timed(lambda: matcher.look(next(asked))) | memory()


def encode() -> dict[str, float]:
    draw, model = Random(6), onnx.bundled()  # noqa: S311
    asked = iter([a_text(draw) for _ in range(ASKED - 20)] + ["revenue is off " * 200] * 20)
    return timed(lambda: model.encode(next(asked))) | memory()


def search(count: int) -> dict[str, float]:
    model = onnx.bundled()
    model.encode("loaded, as in a bot that is running")
    draw = np.random.default_rng(7)
    centres = draw.normal(size=(count // ALIKE, WIDTH)).astype(np.float32)
    index = Index(WIDTH)
    for number in range(count):
        index.add(number, packed(an_arrow(draw, centres)))
    asked = [an_arrow(draw, centres) for _ in range(ASKED)]
    waiting = iter(asked)
    found = timed(lambda: index.find(next(waiting), 50)) | memory()
    return found | {"recall": recall(index, asked[:20])}


def recall(index: Index, asked: list[np.ndarray]) -> float:
    """How many of the nearest are found, as a share of those that comparing all would find."""
    hits = 0
    for one in asked:
        quick = {near.number for near in index.find(one, 50)}
        index._picked, kept = MILLION * 2, index._picked
        hits += len(quick & {near.number for near in index.find(one, 50)})
        index._picked = kept
    return hits / (50 * len(asked))


def an_arrow(draw: np.random.Generator, centres: np.ndarray) -> np.ndarray:
    centre = centres[draw.integers(len(centres))]
    return unit(centre + 0.6 * draw.normal(size=WIDTH).astype(np.float32))


def a_text(draw: Random) -> str:
    """Words of the trade, and among them some of fifty thousand others, rare ones rarely."""
    count = draw.randint(*TEXT_WORDS) if draw.random() < 0.3 else draw.randint(6, 14)
    return " ".join(
        draw.choice(_TRADE) if draw.random() < 0.4 else f"w{int(50_000 * draw.random() ** 4)}x"
        for _ in range(count)
    )


_TRADE = [word for names in LEXICON.values() for name in names for word in name.split()]


def timed(work: Callable[[], object]) -> dict[str, float]:
    found = []
    for _ in range(ASKED):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * MILLI)
    return {"p50": quantile(found, 0.5), "p95": quantile(found, 0.95)}


def memory() -> dict[str, float]:
    """What the process holds now, and what it held at most, in millions of bytes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return {
        "mb": int(sizes["VmRSS"]) * KILO / MEGA,
        "peak": int(sizes["VmHWM"]) * KILO / MEGA,
    }


MEASURES: dict[str, Callable[[int], dict[str, float]]] = {
    "lexical": lambda _: lexical(),
    "encode": lambda _: encode(),
    "search": search,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(MEASURES[sys.argv[1]](int(sys.argv[2]))))
    else:
        show(rows(), "Finding repeats")
