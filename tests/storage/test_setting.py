"""Settings are kept by section, with one version for the whole."""

from bot.domain.ids import Front, WorkspaceId
from storage.database import Database
from tests.builders import FRONT, NOW

TEAM = {"name": "Data 🔥", "admins": ["U1"], "nothing": None, "deep": {"flag": True, "n": 1.5}}


def test_nothing_stored_is_version_nought(db: Database):
    with db.read() as tx:
        assert tx.settings.sections(FRONT) == ({}, 0)


def test_a_section_comes_back_as_it_was(db: Database):
    with db.begin() as tx:
        tx.settings.put(FRONT, {"team": TEAM}, 1, NOW)

    with db.read() as tx:
        assert tx.settings.sections(FRONT) == ({"team": TEAM}, 1)
        assert tx.settings.sections(Front(WorkspaceId("T0OTHER"))) == ({}, 0)


def test_a_section_is_replaced_whole_and_others_stay(db: Database):
    with db.begin() as tx:
        tx.settings.put(FRONT, {"team": TEAM, "members": {"leads": []}}, 1, NOW)
        tx.settings.put(FRONT, {"team": {"name": "New"}}, 2, NOW)

    with db.read() as tx:
        sections = {"team": {"name": "New"}, "members": {"leads": []}}
        assert tx.settings.sections(FRONT) == (sections, 2)
