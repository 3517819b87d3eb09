"""Run every bench and print one table. Takes some minutes; leave the machine alone meanwhile."""

from tests.bench import filing, life, page, process, repeats, rotation
from tests.bench.measure import show

everything = (filing, life, page, process, repeats, rotation)
show([row for bench in everything for row in bench.rows()], "Hydrant, measured")
