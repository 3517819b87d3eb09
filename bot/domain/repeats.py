"""What looks like what, and what to make of it: suggest five, attach alone only when sure.

Same repeat issue means that one durable fix or one known answer would have removed both. How alike
two texts are is an encoder's business; here it is a number from 0 to 1.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from bot.domain import lexicon, wording

SUGGESTED = 5
# Half for the nearest member, half for all of them: a chain of neighbours is no repeat issue.
_NEAREST = 0.5
# What is less sure than this has to stand out from the next story.
CLEAR = 0.75
MARGIN = 0.03
# A story speaks through its newest members; a thousand more would say the same.
HEARD_MEMBERS = 50

EPISODE = timedelta(hours=48)
CANDIDATE_EPISODES = 3
CANDIDATE_WINDOW = timedelta(days=90)


# --- how alike --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A text made ready for comparing."""

    text: str
    plain: str
    """Its words without what changes each time; nothing where nothing can be compared."""
    spoken: str
    """All its words."""
    vector: bytes = b""
    """What it means, worth keeping; nothing where wording is all that is compared."""

    @classmethod
    def of(cls, text: str, vector: bytes = b"") -> "Heard":
        """Return the text with its words."""
        return cls(
            text=text,
            plain=wording.masked(text),
            spoken=wording.spoken(text),
            vector=vector,
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier incident, and how like it something is."""

    number: int
    score: float


class Encoder(Protocol):
    """Reads the meaning of a text. Vectors of one `name` can be compared, others cannot."""

    name: str

    def encode(self, text: str) -> bytes:
        """Return the meaning as `vectors.packed` keeps it; any text has one, even an empty one."""
        ...


class Finder(Protocol):
    """Remembers texts under their numbers, and finds those that are like a new one."""

    name: str
    caution: "Caution"
    """How sure this way of comparing has to be, before anybody has said *same* or *different*."""

    def hear(self, text: str, vector: bytes = b"") -> Heard:
        """Make a text ready; one whose vector was kept is not read again."""
        ...

    def add(self, number: int, heard: Heard) -> None:
        """Remember it; a number that is known gets the new text."""
        ...

    def forget(self, number: int) -> None:
        """Never find it again; nothing happens if it is not known."""
        ...

    def kept(self, number: int) -> bytes:
        """Return the vector of an incident, to hear it again; nothing if there is none."""
        ...

    def find(self, heard: Heard, count: int) -> list[Likeness]:
        """Return the most alike, best first and the older of two equals first."""
        ...

    def compare(self, heard: Heard, numbers: Sequence[int]) -> list[Likeness]:
        """Return how alike each of these is that is known, best first."""
        ...


# --- suggesting -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A repeat issue, or an incident that belongs to none yet, as what a new text may belong to."""

    issue: int | None
    nearest: Likeness
    members: tuple[int, ...]
    score: float
    """How alike the whole story is: see `blend`."""

    @property
    def is_single(self) -> bool:
        """Whether only one incident speaks for it."""
        return len(self.members) == 1


def blend(scores: Sequence[float]) -> float:
    """Return how alike a story is whose members are so alike: half the nearest, half the mean."""
    return _NEAREST * max(scores) + (1 - _NEAREST) * sum(scores) / len(scores)


def distinct(
    found: Iterable[Likeness],
    story_of: Callable[[int], Hashable],
    count: int = SUGGESTED,
) -> tuple[Likeness, ...]:
    """Return the best of each story, in the order given.

    Incidents of one repeat issue, or in the same words, take one place and not five.
    """
    kept: dict[Hashable, Likeness] = {}
    for one in found:
        kept.setdefault(story_of(one.number), one)
        if len(kept) == count:
            break
    return tuple(kept.values())


# --- attaching alone --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """From which likeness on nobody has to be asked."""

    agreed: float
    """Where several incidents speak for it."""
    alone: float
    """Where a single one does: nobody has said yet that it is anything but an accident."""


def sure_of(
    stories: Sequence[Story], caution: Caution, is_backed: Callable[[Story], bool]
) -> Story | None:
    """Return the story that a new text belongs to so surely that nobody has to be asked.

    1. The best story has to reach the bar: `agreed`, or `alone` if a single incident is all it has.
    2. A single incident is as good as several if another like it backs it (`is_backed`).
    3. Unless it is clear, it must stand out from the second by a margin.
    """
    if not stories:
        return None
    best, *others = sorted(stories, key=lambda story: -story.score)
    bar = caution.alone if best.is_single else caution.agreed
    if best.is_single and caution.agreed <= best.score < bar:
        return best if is_backed(best) else None
    if best.score < bar:
        return None
    stands_out = not others or best.score >= others[0].score + MARGIN
    return best if best.score >= CLEAR or stands_out else None


def is_exact_repeat(new: Heard, earlier: Heard) -> bool:
    """Whether both say the same but for dates, counts, links and names, and say enough."""
    return (
        new.plain == earlier.plain
        and not wording.is_title_alone(new.plain)
        and not wording.contradict(wording.editions(new.text), wording.editions(earlier.text))
    )


def may_be_one(new: Heard, earlier: Heard) -> bool:
    """Whether nothing forbids that they are the same, however alike they look.

    Too little said, another thing named, or one form filled in for two things are such reasons.
    """
    return (
        not wording.is_title_alone(new.plain)
        and not wording.is_title_alone(earlier.plain)
        and not wording.contradict(wording.codes(new.text), wording.codes(earlier.text))
        and wording.are_about_one_thing(new.text, earlier.text)
    )


# --- learning how sure to be ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person said of a suggestion: by *same* or *different*, by splitting, by merging."""

    score: float
    is_same: bool
    is_single: bool = False


# Attaching alone is right at least so often, as measured on people's answers.
PRECISION = 0.95
# Below so many answers the cautious start stands; and no stream makes us bolder than that.
_ENOUGH_LABELS = 20
_BOLDEST = 0.5
# A bar that nothing reaches: in this workspace nothing is attached without being asked.
NEVER = 1.01


def calibrated(labels: Iterable[Label], start: Caution) -> Caution:
    """Return the bars as people's answers bear them out, beginning cautiously.

    Each bar becomes the lowest likeness from which on the answers were right often enough, with one
    imagined wrong answer among them. It stays where it started while answers are few, unless those
    that reach it were wrong too often: then it rises.
    """
    known = tuple(labels)
    return Caution(
        agreed=_bar([one for one in known if not one.is_single], start.agreed),
        alone=_bar([one for one in known if one.is_single], start.alone),
    )


def _bar(labels: Sequence[Label], start: float) -> float:
    proven = [
        bar
        for bar, right, count in _tallies(labels)
        if count >= _ENOUGH_LABELS and bar >= _BOLDEST and right / (count + 1) >= PRECISION
    ]
    if proven:
        return min(proven)
    above = [one for one in labels if one.score >= start]
    if sum(one.is_same for one in above) >= PRECISION * len(above):
        return start
    return _raised(above)


def _raised(above: Sequence[Label]) -> float:
    """Return the lowest bar that keeps the wrong ones out, if anything right is left over it."""
    worst = max(one.score for one in above if not one.is_same)
    return min((one.score for one in above if one.score > worst), default=NEVER)


def _tallies(labels: Sequence[Label]) -> Iterable[tuple[float, int, int]]:
    """Yield each bar with how many answers reach it: those that said *same*, and all."""
    ordered = sorted(labels, key=lambda one: -one.score)
    right = 0
    for count, (one, following) in enumerate(pairwise([*ordered, None]), start=1):
        assert one is not None  # noqa: S101  # only the last of all is None
        right += one.is_same
        if following is None or following.score < one.score:
            yield one.score, right, count


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How much of what was done was right, and how much of what was there was done."""

    right: int = 0
    done: int = 0
    there: int = 0

    def counted(self, *, is_right: bool, is_done: bool, is_there: bool) -> "Grade":
        """Return the grade with one more case."""
        return replace(
            self,
            right=self.right + (is_right and is_done),
            done=self.done + is_done,
            there=self.there + is_there,
        )

    @property
    def precision(self) -> float | None:
        """None while nothing was done."""
        return self.right / self.done if self.done else None

    @property
    def recall(self) -> float | None:
        """None while there was nothing to do."""
        return self.right / self.there if self.there else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, or None where there is no telling."""
        both = self.done + self.there
        return 2 * self.right / both if both else None


# --- why --------------------------------------------------------------------------------------


class Why(StrEnum):
    """What makes two requests look alike, from the most to the least telling."""

    SAME_WORDS = "same_words"
    SHARED_LINK = "shared_link"
    SHARED_TERMS = "shared_terms"
    SAME_DEPARTMENT = "same_department"
    ALIKE_WORDING = "alike_wording"
    ALIKE_MEANING = "alike_meaning"


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, and what of the new request shows it: links, or words as they were typed."""

    why: Why
    shown: tuple[str, ...] = ()


_SHOWN_TERMS = 3
# So many words in common, of all that tell something, are wording rather than a topic.
_ALIKE_WORDING = 0.4


def reasons(
    new: Heard,
    earlier: Heard,
    departments: tuple[str | None, str | None] = (None, None),
) -> tuple[Because, ...]:
    """Return why the new request looks like the earlier one, the most telling first; at least one.

    Terms are the rarest-looking ones that both say, or one thing of the trade that each says in its
    own way. Departments count where both are known.
    """
    links = tuple(link for link in wording.links(new.text) if link in wording.links(earlier.text))
    terms, share = _shared(new.plain, earlier.plain)
    topics = tuple(sorted(lexicon.rows(new.plain) & lexicon.rows(earlier.plain)))
    found = [
        Because(Why.SAME_WORDS) if new.plain and new.plain == earlier.plain else None,
        Because(Why.SHARED_LINK, links) if links else None,
        Because(Why.SHARED_TERMS, (terms or topics)[:_SHOWN_TERMS]) if terms or topics else None,
        Because(Why.SAME_DEPARTMENT) if _is_same(*departments) else None,
        Because(Why.ALIKE_WORDING) if share >= _ALIKE_WORDING else None,
    ]
    said = tuple(one for one in found if one is not None)
    return said or (Because(Why.ALIKE_MEANING),)


def _shared(plain: str, other: str) -> tuple[tuple[str, ...], float]:
    """Return the telling words that both say, longest first, and their share of all."""
    theirs = {wording.stem(word) for word in wording.telling(other)}
    ours = {wording.stem(word): word for word in wording.telling(plain)}
    both = [word for stem, word in ours.items() if stem in theirs]
    share = len(both) / len(theirs | ours.keys()) if both else 0.0
    return tuple(sorted(both, key=lambda word: -len(word))), share


def _is_same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and str(one).casefold() == str(other).casefold()


# --- episodes ---------------------------------------------------------------------------------


def episodes(filed: Iterable[datetime]) -> tuple[datetime, ...]:
    """Return when each episode of a repeat issue began.

    An incident filed 48 hours or more after the *first* of the last episode begins a new one, so
    that an outage reported all day counts once, and one that never ends counts every other day.
    """
    begun: list[datetime] = []
    for at in sorted(filed):
        if not begun or at >= begun[-1] + EPISODE:
            begun.append(at)
    return tuple(begun)


def is_candidate(
    filed: Iterable[datetime],
    now: datetime,
    *,
    at_least: int = CANDIDATE_EPISODES,
    within: timedelta = CANDIDATE_WINDOW,
) -> bool:
    """Whether enough episodes began lately to ask the Preemption team."""
    return sum(now - within < began <= now for began in episodes(filed)) >= at_least


def medoid(members: Sequence[int], likeness: Mapping[tuple[int, int], float]) -> int:
    """Return the member that is most like all others, the newest of equals: it names the issue.

    `likeness` is known for a pair in either order; an unknown pair is not alike.
    """

    def nearness(one: int) -> float:
        return sum(likeness.get((one, other), likeness.get((other, one), 0.0)) for other in members)

    return max(members, key=lambda one: (nearness(one), one))
