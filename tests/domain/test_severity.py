"""How bad it is: impact times urgency, as a table that people can look up."""

from datetime import timedelta

import pytest

from bot.domain.needed_by import NeededBy, When, on_day
from bot.domain.severity import ASSUMED, Impact, Severity, counts_as, rate
from tests.builders import TODAY

MATRIX = """
          today  soon  later  none
high      S1     S2    S3     S3
medium    S2     S3    S4     S4
low       S3     S4    S4     S4
"""


def _cells() -> list[tuple[Impact, When, Severity]]:
    header, *rows = [line.split() for line in MATRIX.split("\n") if line]
    return [
        (Impact(impact), When(when), Severity(severity))
        for impact, *severities in rows
        for when, severity in zip(header, severities, strict=True)
    ]


@pytest.mark.parametrize(
    ("impact", "when", "severity"), [pytest.param(*cell, id="-".join(cell)) for cell in _cells()]
)
def test_impact_and_urgency_give_the_severity(impact, when, severity):
    assert rate(impact, NeededBy(when)) is severity


def test_the_matrix_has_a_cell_for_every_impact_and_urgency():
    assert len(_cells()) == len(Impact) * len(When)


@pytest.mark.parametrize("impact", Impact)
def test_no_date_at_all_is_as_urgent_as_later(impact):
    assert rate(impact, None) is rate(impact, NeededBy(When.LATER))


@pytest.mark.parametrize("needed_by", [None, *map(NeededBy, When)], ids=str)
def test_without_an_impact_there_is_no_severity_however_urgent(needed_by):
    assert rate(None, needed_by) is None


@pytest.mark.parametrize(
    ("days", "severity"),
    [
        pytest.param(-1, Severity.S1, id="overdue"),
        pytest.param(0, Severity.S1, id="today"),
        pytest.param(3, Severity.S2, id="this week"),
        pytest.param(9, Severity.S3, id="next week"),
    ],
)
def test_the_nearer_the_date_the_worse(days, severity):
    needed_by = on_day(TODAY + timedelta(days=days), TODAY)

    assert rate(Impact.HIGH, needed_by) is severity


@pytest.mark.parametrize("severity", Severity)
def test_a_severity_counts_as_itself(severity):
    assert counts_as(severity) is severity


def test_not_set_counts_as_s3():
    assert counts_as(None) is Severity.S3 is ASSUMED


SHUFFLED = (Severity.S3, Severity.S1, Severity.S4, Severity.S2)


def test_the_worst_severity_sorts_first():
    assert sorted(SHUFFLED) == [Severity.S1, Severity.S2, Severity.S3, Severity.S4]
