"""Settings: one JSON body for each section, with a version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.ids import Front
from storage.dialect import insert
from storage.rows import setting
from storage.scope import columns, within


class SettingStore:
    """Sections as they were checked at the edge; what they mean is not known here."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def sections(self, front: Front) -> tuple[dict[str, dict[str, Any]], int]:
        """Return every stored section by name, and the version of the whole: 0 if none is."""
        rows = self._connection.execute(select(setting).where(within(setting, front))).all()
        return {row.section: row.body for row in rows}, max(
            (row.version for row in rows), default=0
        )

    def put(
        self, front: Front, sections: Mapping[str, Mapping[str, Any]], version: int, now: datetime
    ) -> None:
        """Write these sections as that version."""
        for name, body in sections.items():
            facts = {"body": dict(body), "version": version, "changed_at": now}
            statement = insert(self._connection, setting).values(
                columns(front) | {"section": name} | facts
            )
            self._connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["workspace_id", "front_id", "section"], set_=facts
                )
            )
