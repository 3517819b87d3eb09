"""What was done to an incident is told in the words of the verbs that did it."""

import pytest

from bot.domain.incident import ENDED, RULES, Verb
from bot.domain.timeline import ENDINGS, What


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_an_entry_of_its_name(verb):
    assert What(verb.value).value == verb.value


def test_only_these_entries_are_of_no_verb():
    verbs = {verb.value for verb in Verb}

    others = {what.value for what in What} - verbs

    assert others == {
        "filed",
        "described",
        "question",
        "unasked",
        "unparked",
        "wrote",
        "confirmed",
        "undone",
        "said_more",
        "edited",
        "let_see",
    }


@pytest.mark.parametrize("what", ENDINGS)
def test_an_ending_is_named_after_the_verb_that_leads_to_an_end(what):
    assert RULES[Verb(what.value)].to in ENDED


def test_every_verb_that_leads_to_an_end_is_an_ending():
    assert {What(verb.value) for verb in Verb if RULES[verb].to in ENDED} == ENDINGS
