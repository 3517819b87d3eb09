"""Matching: what a new request looks like, and whether that is sure enough to need no question.

It holds nothing that cannot be read again from what is stored, and needs no database itself. There
is one for each front, and another for its private incidents, which are compared among themselves.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from bot.domain.repeats import (
    HEARD_MEMBERS,
    SUGGESTED,
    Caution,
    Finder,
    Heard,
    Likeness,
    Story,
    blend,
    distinct,
    is_exact_repeat,
    may_be_one,
    sure_of,
)

Texts = Callable[[Sequence[int]], Sequence[str]]
"""Gives the texts of incidents by their numbers, in that order, and "" for one that is gone."""

# So many are looked at; stories that begin further down would not be shown.
_FOUND = 50
_STORIES = 10
# The same words are at least so alike, whatever numbers and dates are between them.
_MAYBE_EXACT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An earlier incident as a suggestion, for its repeat issue if it has one."""

    number: int
    issue: int | None
    score: float
    is_single: bool = True
    """Whether no other incident speaks for it: such an answer is a `Label` of its own kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a text looks like. `heard` has the vector that is worth keeping."""

    heard: Heard
    suggested: tuple[Match, ...] = ()
    sure: Match | None = None
    """What it belongs to so surely that nobody has to be asked; one of `suggested`."""
    is_exact: bool = False
    """Whether it is sure because the words are the same."""


class Matcher:
    """Suggests and remembers. Several threads may use it; reading a meaning blocks none of them."""

    def __init__(self, finder: Finder, texts: Texts, caution: Caution | None = None) -> None:
        self.caution = caution or finder.caution
        self._finder = finder
        self._texts = texts
        self._issues: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._lock = Lock()

    @property
    def encoder(self) -> str:
        """Whose vectors these are; those of another encoder have to be made anew."""
        return self._finder.name

    def look(self, text: str) -> Look:
        """Return what the text looks like; nothing where nothing in it can be compared."""
        return self.look_at(self._finder.hear(text))

    def look_at(self, heard: Heard) -> Look:
        """Return what a text looks like that was made ready before."""
        if not heard.plain:
            return Look(heard=heard)
        with self._lock:
            found = self._finder.find(heard, _FOUND)
            texts = self._texts([one.number for one in found])
            said = dict(zip((one.number for one in found), texts, strict=True))
            best = distinct(found, lambda number: self._told_by(number, said), _STORIES)
            stories = [self._story(heard, one) for one in best]
            exact = self._exact(heard, [one for one in best if one.score >= _MAYBE_EXACT], said)
            sure = exact or self._sure(heard, stories, found)
        shown = [_match(story) for story in stories]
        if sure is not None:
            shown = [sure, *(match for match in shown if match.number != sure.number)]
        return Look(
            heard=heard,
            suggested=tuple(shown[:SUGGESTED]),
            sure=sure,
            is_exact=exact is not None,
        )

    def hear(self, text: str, vector: bytes = b"") -> Heard:
        """Make a text ready, with the vector that was kept of it if there is one."""
        return self._finder.hear(text, vector)

    def add(self, number: int, heard: Heard, issue: int | None = None) -> None:
        """Remember an incident, and its repeat issue; nothing if it says nothing."""
        with self._lock:
            if heard.plain:
                self._finder.add(number, heard)
            self._place(number, issue)

    def place(self, numbers: Iterable[int], issue: int | None) -> None:
        """Put incidents into a repeat issue, wherever they were, or into none."""
        with self._lock:
            for number in numbers:
                self._place(number, issue)

    def forget(self, number: int) -> None:
        """Never suggest it again."""
        with self._lock:
            self._finder.forget(number)
            self._place(number, None)

    def _place(self, number: int, issue: int | None) -> None:
        left = self._issues.pop(number, None)
        if left is not None:
            self._members[left].remove(number)
        if issue is not None:
            self._issues[number] = issue
            self._members.setdefault(issue, []).append(number)

    def _story(self, heard: Heard, nearest: Likeness) -> Story:
        issue = self._issues.get(nearest.number)
        if issue is None:
            return Story(
                issue=None, nearest=nearest, members=(nearest.number,), score=nearest.score
            )
        members = dict.fromkeys([*self._members[issue][-HEARD_MEMBERS:], nearest.number])
        scores = [one.score for one in self._finder.compare(heard, [*members])]
        return Story(issue=issue, nearest=nearest, members=tuple(members), score=blend(scores))

    def _told_by(self, number: int, said: Mapping[int, str]) -> Hashable:
        """Return what is equal for incidents of one repeat issue, or of none in the same words."""
        issue = self._issues.get(number)
        if issue is not None:
            return issue
        return " ".join(said[number].split()) or (number,)

    def _exact(
        self, heard: Heard, alike: Sequence[Likeness], said: Mapping[int, str]
    ) -> Match | None:
        for one in alike:
            if is_exact_repeat(heard, Heard.of(said[one.number])):
                return _match(self._story(heard, one))
        return None

    def _sure(
        self, heard: Heard, stories: Sequence[Story], found: Sequence[Likeness]
    ) -> Match | None:
        sure = sure_of(stories, self.caution, lambda story: self._is_backed(heard, story, found))
        if sure is None or not self._nothing_forbids(heard, sure.members):
            return None
        return _match(sure)

    def _is_backed(self, heard: Heard, story: Story, found: Sequence[Likeness]) -> bool:
        """Whether a third incident is as like both as they are like each other."""
        (text,) = self._texts([story.nearest.number])
        single = self._finder.hear(text, self._finder.kept(story.nearest.number))
        others = [
            one.number
            for one in found
            if one.score >= self.caution.agreed and one.number != story.nearest.number
        ]
        known = self._finder.compare(single, others)
        return any(
            one.score >= self.caution.agreed
            and self._nothing_forbids(heard, [one.number])
            and self._nothing_forbids(single, [one.number])
            for one in known
        )

    def _nothing_forbids(self, heard: Heard, numbers: Sequence[int]) -> bool:
        return all(may_be_one(heard, Heard.of(text)) for text in self._texts(numbers))


def _match(story: Story) -> Match:
    return Match(
        number=story.nearest.number,
        issue=story.issue,
        score=story.score,
        is_single=story.is_single,
    )
