"""Random blocks that Slack would take, made from the same table that says what it takes."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from random import Random
from typing import Any

from bot.fakeslack import shapes
from bot.fakeslack.blockkit import BLOCKS, ELEMENTS
from bot.fakeslack.limits import check_message, check_view

Json = dict[str, Any]

WORDS = (
    "revenue",
    "<script>",
    "*bold*",
    "_it_ ~no~ `code`",
    "&amp; & <",
    ":tada:",
    "https://bi.example/d?a=1&b=2",
    "<@U0NOBODY>",
    "<https://bi.example|a link>",
    "line\nline",
    "\u05e9\u05dc\u05d5\u05dd",
    "\U0001f469\u200d\U0001f680",
    "x" * 60,
)
_KNOWN = {
    r"\d{4}-\d{2}-\d{2}": "2026-11-24",
    r"\d{2}:\d{2}": "09:30",
}
_PICTURE = "https://pictures.example/one.png"
_MOST_ITEMS = 4
_DEEPEST = 3
_TRIES = 200


class Payloads:
    """Makes payloads; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # no secret
        self._number = count(1)

    def message(self, kind: str) -> list[Json]:
        """Return blocks of a message, one of them of that kind."""
        return self._until(lambda: self._blocks(kind, set(BLOCKS) - {"alert"}), check_message)

    def view(self, kind: str) -> list[Json]:
        """Return blocks of a form, one of them of that kind, or one input with that element."""
        return self._until(
            lambda: self._blocks(kind, set(BLOCKS)), lambda blocks: check_view(_form(blocks))
        )

    def _until(
        self, make: Callable[[], list[Json]], faults: Callable[[list[Json]], list[Any]]
    ) -> list[Json]:
        found: list[Any] = []
        for _ in range(_TRIES):
            blocks = [tidied(block, self._number) for block in make()]
            found = faults(blocks)
            if not found:
                return blocks
        raise AssertionError(f"No payload in {_TRIES} tries: {found}")

    def _blocks(self, kind: str, allowed: set[str]) -> list[Json]:
        plain = sorted(allowed & {"section", "divider", "context", "header", "actions"})
        kinds = [*self._random.choices(plain, k=self._random.randint(0, 2)), kind]
        self._random.shuffle(kinds)
        return [self._block(one) for one in kinds]

    def _block(self, kind: str) -> Json:
        if kind in BLOCKS:
            return {"type": kind, **self._shaped(BLOCKS[kind], 0)}
        element = {"type": kind, **self._shaped(ELEMENTS[kind], 1)}
        return {
            "type": "input",
            "label": self._text(shapes.Text(75, plain=True)),
            "element": element,
        }

    def _shaped(self, shape: shapes.Shape, depth: int) -> Json:
        for _ in range(_TRIES):
            taken = [one for one in shape.optional if self._random.random() < 0.5]
            rules = {**shape.required, **{one: shape.optional[one] for one in taken}}
            made = {name: self._made(rule, name, depth) for name, rule in rules.items()}
            made = {name: value for name, value in made.items() if value is not None}
            made = initially(made, self._random)
            if not any(list(check(made, "")) for check in shape.checks):
                return made
        raise AssertionError(f"Nothing fits {shape}")

    def _made(self, rule: shapes.Rule, name: str, depth: int) -> Any:
        match rule:
            case shapes.Str():
                return self._string(rule, name)
            case shapes.Text():
                return self._text(rule)
            case shapes.Whole():
                return self._random.randint(rule.least, rule.most)
            case shapes.Number():
                return self._random.randint(-5, 5) / 2
            case shapes.Flag():
                return self._random.random() < 0.5
            case shapes.Items():
                length = self._random.randint(max(rule.least, 1), max(rule.least, _MOST_ITEMS))
                return [self._made(rule.of, name, depth + 1) for _ in range(min(length, rule.most))]
            case shapes.OneOf():
                return self._one_of(rule, depth)
            case shapes.Either():
                chosen = self._random.choice((rule.first, rule.second))
                return self._made(chosen, name, depth)
            case shapes.Shape():
                return self._shaped(rule, depth + 1)
            case _:
                return {}

    def _one_of(self, rule: shapes.OneOf, depth: int) -> Json:
        allowed = [one for one in rule.allowed if depth < _DEEPEST or one not in _NESTING]
        kind = self._random.choice(allowed)
        return {"type": kind, **self._shaped(rule.table[kind], depth + 1)}

    def _string(self, rule: shapes.Str, name: str) -> str:
        if rule.choices:
            return self._random.choice(rule.choices)
        if rule.pattern:
            return _KNOWN[rule.pattern]
        if name.endswith("url"):
            return _PICTURE
        return self._words(rule.most or 200)

    def _text(self, rule: shapes.Text) -> Json:
        kind = "plain_text" if rule.plain else self._random.choice(("plain_text", "mrkdwn"))
        return {"type": kind, "text": self._words(rule.most)}

    def _words(self, most: int) -> str:
        """Some words, the first of them one that stands nowhere else."""
        own = f"w{next(self._number)}w"
        rest = self._random.choices(WORDS, k=self._random.randint(0, 3))
        return " ".join([own, *rest])[:most].strip()


_NESTING = {"container", "carousel"}


def initially(element: Json, random: Random) -> Json:
    """Return the element with what is chosen at first among what it offers."""
    groups = element.get("option_groups") or []
    options = [one for holder in (element, *groups) for one in holder.get("options") or []]
    made = dict(element)
    if "initial_option" in made and options:
        made["initial_option"] = random.choice(options)
    if "initial_options" in made and options:
        made["initial_options"] = [random.choice(options)]
    return made


def tidied(node: Any, numbers: Iterator[int]) -> Any:
    """Return it with ids that are there once, and without a wish for the focus."""
    if isinstance(node, list):
        return [tidied(one, numbers) for one in node]
    if not isinstance(node, dict):
        return node
    made = {name: tidied(value, numbers) for name, value in node.items() if name != "focus_on_load"}
    for name in ("block_id", "action_id"):
        if name in made:
            made[name] = f"{name}-{next(numbers)}"
    return made


def _form(blocks: list[Json]) -> Json:
    title = {"type": "plain_text", "text": "Form"}
    return {"type": "modal", "title": title, "submit": title, "blocks": blocks}


def types_in(node: Any) -> set[str]:
    """Return every type of block, element and text that is in there."""
    if isinstance(node, list):
        return set().union(*map(types_in, node))
    if not isinstance(node, Mapping):
        return set()
    own = {node["type"]} if isinstance(node.get("type"), str) else set()
    return own.union(*map(types_in, node.values()))
