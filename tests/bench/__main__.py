"""Run every bench and print one table. Takes some minutes; leave the machine alone meanwhile."""

from tests.bench import filing, life, page, process
from tests.bench.measure import show

show([*filing.rows(), *life.rows(), *page.rows(), *process.rows()], "Hydrant, measured")
