"""What was done to an incident is told in the words of the verbs that did it."""

import pytest

from bot.domain.incident import Verb
from bot.domain.timeline import What


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_an_entry_of_its_name(verb):
    assert What(verb.value).value == verb.value


def test_only_these_entries_are_of_no_verb():
    verbs = {verb.value for verb in Verb}

    others = {what.value for what in What} - verbs

    assert others == {"filed", "described", "wrote", "confirmed", "undone", "said_more"}
