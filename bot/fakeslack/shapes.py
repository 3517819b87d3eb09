"""A small language for the shape of JSON, and the walk that finds where JSON does not have it.

The faults are worded as Slack words them, and carry what `blocks.validate` tells of each:
https://docs.slack.dev/reference/methods/blocks.validate
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.fakeslack.errors import Json

FAILED = "failed_constraint"
MISSING = "missing_field"
UNKNOWN = "unknown_field"


@dataclass(frozen=True, slots=True)
class BlockFault:
    """One thing that is wrong, and where."""

    pointer: str
    message: str
    constraint: Json | None = None
    field: str | None = None
    code: str = FAILED

    def as_json(self) -> Json:
        about: Json = {"pointer": self.pointer, "code": self.code, "message": self.message}
        if self.constraint is not None:
            about["constraint"] = self.constraint
        return about | ({"field": self.field} if self.field else {})


class Rule(Protocol):
    """Finds what is wrong with a value. Never raises, whatever the value is."""

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]: ...  # noqa: ANN401


Rules = Mapping[str, Rule]


def wrong_type(at: str, wanted: str) -> BlockFault:
    article = "an" if wanted[0] in "aeiou" else "a"
    return BlockFault(at, f"must provide {article} {wanted}", {"type": "type", "expected": wanted})


def not_one_of(at: str, got: object, expected: list[str]) -> BlockFault:
    return BlockFault(at, f"unsupported type: {got}", {"type": "enum", "expected": expected})


def too_many(at: str, most: int) -> BlockFault:
    limit = {"type": "max_items", "expected": most}
    return BlockFault(at, f"no more than {most} items allowed", limit)


def too_long(at: str, most: int) -> BlockFault:
    limit = {"type": "max_length", "expected": most}
    return BlockFault(at, f"must be less than {most + 1} characters", limit)


def missing(at: str, name: str) -> BlockFault:
    return BlockFault(at, f"missing required field: {name}", field=name, code=MISSING)


@dataclass(frozen=True, slots=True)
class Str:
    """A string of at least `least` and at most `most` characters."""

    most: int | None = None
    least: int = 1
    choices: tuple[str, ...] = ()
    pattern: str = ""

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, str):
            yield wrong_type(at, "string")
            return
        yield from length_faults(value, at, self.least, self.most)
        if self.choices and value not in self.choices:
            expected = {"type": "enum", "expected": list(self.choices)}
            yield BlockFault(at, f"must be a valid enum value: {value}", expected)
        if self.pattern and not re.fullmatch(self.pattern, value):
            wanted = {"type": "regex", "expected": self.pattern}
            yield BlockFault(at, "must match the expected format", wanted)


def length_faults(value: str, at: str, least: int, most: int | None) -> Iterator[BlockFault]:
    if most is not None and len(value) > most:
        yield too_long(at, most)
    if len(value) < least:
        limit = {"type": "min_length", "expected": least}
        yield BlockFault(at, f"must be more than {least - 1} characters", limit)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between the two, both included."""

    least: int
    most: int

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, int):
            yield wrong_type(at, "integer")
        elif not self.least <= value <= self.most:
            limit = {"type": "range", "expected": [self.least, self.most]}
            yield BlockFault(at, f"must be between {self.least} and {self.most}", limit)


@dataclass(frozen=True, slots=True)
class Number:
    """Any number."""

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield wrong_type(at, "number")


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, bool):
            yield wrong_type(at, "boolean")


@dataclass(frozen=True, slots=True)
class Anything:
    """An object that the fake does not look into."""

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, dict):
            yield wrong_type(at, "object")


@dataclass(frozen=True, slots=True)
class Text:
    """A text object: plain_text, or mrkdwn where that is allowed."""

    most: int
    plain: bool = False

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, dict):
            yield wrong_type(at, "object")
            return
        kind = value.get("type")
        kinds = {"plain_text": "emoji"} | ({} if self.plain else {"mrkdwn": "verbatim"})
        if not isinstance(kind, str) or kind not in kinds:
            yield not_one_of(f"{at}/type", kind, list(kinds))
            return
        shape = Shape({"text": Str(self.most)}, {"type": Str(), kinds[kind]: Flag()})
        yield from shape.faults(value, at)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things of one rule."""

    of: Rule
    most: int
    least: int = 1

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, list):
            yield wrong_type(at, "array")
            return
        if len(value) > self.most:
            yield too_many(at, self.most)
        if len(value) < self.least:
            limit = {"type": "min_items", "expected": self.least}
            yield BlockFault(at, f"must provide at least {self.least} items", limit)
        for number, item in enumerate(value):
            yield from self.of.faults(item, f"{at}/{number}")


Check = Callable[[Json, str], Iterator[BlockFault]]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these keys and no others."""

    required: Rules = field(default_factory=dict)
    optional: Rules = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, dict):
            yield wrong_type(at, "object")
            return
        yield from self._stray(value, at)
        for name, rule in {**self.required, **self.optional}.items():
            if name in value:
                yield from rule.faults(value[name], f"{at}/{name}")
        for check in self.checks:
            yield from check(value, at)

    def _stray(self, value: Json, at: str) -> Iterator[BlockFault]:
        for name in self.required:
            if name not in value:
                yield missing(at, name)
        for name in value:
            if name not in self.required and name not in self.optional:
                said = f"invalid additional property: {name}"
                yield BlockFault(at, said, field=str(name), code=UNKNOWN)


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object whose `type` says which of the shapes it has. The table may be filled in later."""

    table: Mapping[str, Shape]
    allowed: tuple[str, ...]

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        if not isinstance(value, dict):
            yield wrong_type(at, "object")
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in self.allowed:
            yield not_one_of(f"{at}/type", kind, list(self.allowed))
            return
        rest = {name: item for name, item in value.items() if name != "type"}
        yield from self.table[kind].faults(rest, at)


@dataclass(frozen=True, slots=True)
class Either:
    """What fits one of the rules. For a text object beside typed elements."""

    first_if: Callable[[Any], bool]
    first: Rule
    second: Rule

    def faults(self, value: Any, at: str) -> Iterator[BlockFault]:  # noqa: ANN401
        yield from (self.first if self.first_if(value) else self.second).faults(value, at)
