"""Settings: one JSON body for each section, with a version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.ids import Front
from storage.dialect import upsert
from storage.rows import setting
from storage.scope import columns, giving, here

_SECTIONS = select(setting).where(here(setting))


class SettingStore:
    """Sections as they were checked at the edge; what they mean is not known here."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def sections(self, front: Front) -> tuple[dict[str, Any], int]:
        """Return every stored section by name, and the version of the whole: 0 if none is."""
        rows = self._connection.execute(_SECTIONS, giving(front)).all()
        return {row.section: row.body for row in rows}, max(
            (row.version for row in rows), default=0
        )

    def versions(self, front: Front) -> dict[str, int]:
        """Return the version that each stored section was last written as."""
        rows = self._connection.execute(_SECTIONS, giving(front)).all()
        return {row.section: row.version for row in rows}

    def put(self, front: Front, sections: Mapping[str, Any], version: int, now: datetime) -> None:
        """Write these sections as that version."""
        statement = upsert(self._connection.dialect.name, setting)
        for name, body in sections.items():
            facts = {"body": body, "version": version, "changed_at": now}
            self._connection.execute(statement, columns(front) | {"section": name} | facts)
