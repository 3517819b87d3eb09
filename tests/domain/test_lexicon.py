"""What a data team calls by several names."""

from bot.domain import lexicon


def test_a_text_gets_the_first_names_of_what_it_mentions():
    assert "customer acquisition cost" in lexicon.other_names("CAC by channel please")


def test_names_that_are_said_already_are_not_said_again():
    assert "churn" not in lexicon.other_names("churn is up")


def test_two_texts_meet_in_a_row_without_sharing_a_word():
    assert lexicon.rows("attainment is too low") & lexicon.rows("wrong quota for new hires")


def test_a_name_is_a_whole_word():
    assert lexicon.rows("the cacti arrived") == frozenset()


def test_no_row_says_a_name_twice():
    for row, names in lexicon.LEXICON.items():
        assert len({name.casefold() for name in names}) == len(names), row
