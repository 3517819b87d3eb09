"""Until which day an incident is put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a column."""
    op.add_column("incident", sa.Column("parked_until", sa.Date()))
