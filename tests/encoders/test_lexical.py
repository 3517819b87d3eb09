"""Finding by wording alone."""

import pytest

from bot.encoders.lexical import Lexical
from bot.encoders.postings import Postings
from bot.encoders.wordcount import Wordcount

KNOWN = [
    "Payouts of sellers are late",
    "Stock levels do not match the warehouse",
    "выручка в отчёте не сходится с бухгалтерией",  # noqa: RUF001  # Russian it is
    "売上ダッシュボードが更新されていません",
    "Les rapports de ventes ne sont pas à jour",
]


@pytest.fixture
def lexical() -> Lexical:
    finder = Lexical()
    for number, text in enumerate(KNOWN):
        finder.add(number, finder.hear(text))
    return finder


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("seller payout delayed", 0),
        ("the wharehouse has other stok levels", 1),
        ("отчёт: выручка не та", 2),
        ("ダッシュボードの売上が古い", 3),
        ("rapport de vente périmé", 4),
    ],
)
def test_what_is_worded_alike_is_found_in_any_language(lexical: Lexical, text: str, number: int):
    assert lexical.find(lexical.hear(text), 5)[0].number == number


def test_the_trades_synonyms_are_known(lexical: Lexical):
    lexical.add(9, lexical.hear("attainment looks too low"))

    assert lexical.find(lexical.hear("quota is wrong"), 1)[0].number == 9


def test_the_same_words_are_wholly_alike(lexical: Lexical):
    (best,) = lexical.find(lexical.hear(KNOWN[0]), 1)

    assert best.number == 0
    assert best.score == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("text", ["", "🔥🔥", "zzyzx"])
def test_what_shares_nothing_finds_nothing(lexical: Lexical, text: str):
    assert lexical.find(lexical.hear(text), 5) == []


def test_what_is_forgotten_is_not_found(lexical: Lexical):
    lexical.forget(0)
    lexical.forget(77)

    assert lexical.find(lexical.hear(KNOWN[0]), 5) == []
    assert lexical.compare(lexical.hear(KNOWN[0]), [0]) == []


def test_a_number_that_comes_again_has_its_new_text_only(lexical: Lexical):
    lexical.add(0, lexical.hear("Looker has no campaign folder"))

    assert lexical.find(lexical.hear("payouts of sellers"), 5) == []
    assert lexical.find(lexical.hear("campaign folder"), 1)[0].number == 0


def test_some_are_compared_by_number_best_first(lexical: Lexical):
    near = lexical.compare(lexical.hear("stock and payouts of sellers"), [1, 0, 99])

    assert [one.number for one in near] == [0, 1]


def test_a_thousand_identical_texts_leave_room_for_another(lexical: Lexical):
    for number in range(100, 1_100):
        lexical.add(number, lexical.hear("URGENT data issue"))

    found = lexical.find(lexical.hear("urgent: payouts of sellers"), 50)

    assert found[0].number == 0


def test_words_that_nearly_all_have_still_find_where_there_is_nothing_else():
    postings = Postings()
    for _ in range(1_500):
        postings.add(["dashboard", "broken"])

    assert postings.scores(["broken"]).max() > 0


def test_a_wordcount_that_has_seen_nothing_compares():
    scores = Wordcount().compare("payouts are late", ["payouts are late", "", "x"])

    assert scores[0] == pytest.approx(1.0, abs=0.01)
    assert scores[1:].tolist() == [0.0, 0.0]
