"""What a new request looks like, from the first incident on."""

from collections.abc import Sequence

import pytest

from bot.domain.repeats import Caution, Finder
from bot.encoders.lexical import Lexical
from bot.services.matching import Look, Matcher

LATE = "Payouts of sellers are late since Friday"
STOCK = "Stock levels do not match the warehouse"
FAILED = "Nightly check failed on {}: {} rows of load_invoices were rejected"


class Desk:
    """Files texts one after the other, as a bot would."""

    def __init__(self, finder: Finder | None = None, caution: Caution | None = None) -> None:
        self.texts: list[str] = []
        self.matcher = Matcher(finder or Lexical(), self.read, caution)

    def read(self, numbers: Sequence[int]) -> list[str]:
        return [self.texts[number] for number in numbers]

    def files(self, *texts: str, issue: int | None = None) -> Look:
        look = Look(heard=self.matcher.hear(""))
        for text in texts:
            look = self.matcher.look(text)
            self.texts.append(text)
            self.matcher.add(len(self.texts) - 1, look.heard, issue)
        return look

    def suggested(self, text: str) -> list[int]:
        return [match.number for match in self.matcher.look(text).suggested]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_first_of_all_looks_like_nothing(desk: Desk):
    assert desk.files(LATE).suggested == ()


def test_what_is_alike_is_suggested_and_not_attached(desk: Desk):
    desk.files(LATE, STOCK)

    look = desk.matcher.look("the payout to one seller is delayed")

    assert look.suggested[0].number == 0
    assert look.sure is None


def test_an_exact_repeat_is_attached_without_asking(desk: Desk):
    desk.files(FAILED.format("2026-03-02", "5,310"), STOCK)

    look = desk.matcher.look(FAILED.format("2026-03-09", "498"))

    assert look.is_exact
    assert look.sure is not None
    assert look.sure == look.suggested[0]
    assert look.sure.number == 0


def test_a_title_alone_is_suggested_and_never_attached(desk: Desk):
    look = desk.files("URGENT data issue", "URGENT data issue")

    assert [match.number for match in look.suggested] == [0]
    assert look.sure is None


@pytest.mark.parametrize("text", ["", "🔥🔥", "12:30 2026-01-01", "?!"])
def test_a_text_that_says_nothing_looks_like_nothing_and_is_never_found(desk: Desk, text: str):
    desk.files(text, LATE)

    assert desk.matcher.look(text).suggested == ()
    assert desk.suggested(LATE) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "売上ダッシュボードが更新されていません",
        "отчёт о продажах не обновился",  # noqa: RUF001  # Russian it is
        "x" * 40_000,
        "ne " * 9_000,
    ],
)
def test_any_other_text_is_found_again(desk: Desk, text: str):
    desk.files(STOCK, text)

    assert desk.suggested(text)[0] == 1


@pytest.mark.parametrize("issue", [None, 7])
def test_a_thousand_identical_texts_take_one_place(desk: Desk, issue: int | None):
    desk.files(STOCK)
    for number in range(1, 1_001):
        desk.texts.append(LATE)
        desk.matcher.add(number, desk.matcher.hear(LATE), issue)

    look = desk.matcher.look(f"{STOCK}, and payouts are late")

    assert len(look.suggested) == 2
    assert look.suggested[0].number == 0


def test_members_of_a_repeat_issue_take_one_place(desk: Desk):
    desk.files(LATE, "sellers wait for late payouts", issue=4)
    desk.files(STOCK)

    look = desk.matcher.look("payouts late for all sellers")

    assert [(match.issue, match.is_single) for match in look.suggested] == [(4, False)]


def test_where_several_agree_nobody_is_asked():
    desk = Desk(caution=Caution(agreed=0.3, alone=0.95))
    desk.files(LATE, "sellers wait for late payouts", issue=4)

    look = desk.matcher.look("late payouts, all sellers wait since Friday")

    assert look.sure is not None
    assert look.sure.issue == 4


def test_a_single_incident_needs_a_third_that_backs_it():
    desk = Desk(caution=Caution(agreed=0.3, alone=0.95))
    desk.files(LATE)
    before = desk.matcher.look("late payouts, all sellers wait since Friday")

    desk.files("sellers wait for late payouts")
    after = desk.matcher.look("late payouts, all sellers wait since Friday")

    assert before.sure is None
    assert after.sure is not None


def test_what_names_another_thing_is_not_attached():
    desk = Desk(caution=Caution(agreed=0.3, alone=0.3))
    desk.files("load_orders hangs again since midnight")

    assert desk.matcher.look("load_orders hangs since midnight, again").sure is not None
    assert desk.matcher.look("load_bills hangs again since midnight").sure is None


def test_an_incident_moves_between_repeat_issues(desk: Desk):
    desk.files(LATE, issue=4)

    desk.matcher.place([0], 5)
    moved = desk.matcher.look(LATE).suggested[0]
    desk.matcher.place([0], None)
    freed = desk.matcher.look(LATE).suggested[0]

    assert (moved.issue, freed.issue) == (5, None)


def test_what_is_forgotten_is_not_suggested(desk: Desk):
    desk.files(LATE, STOCK, issue=4)

    desk.matcher.forget(0)

    assert 0 not in desk.suggested(LATE)


def test_it_says_whose_vectors_it_keeps(desk: Desk):
    assert desk.matcher.encoder == "lexical"
