"""Matching on one small town of each generator: nothing wrong among the certain, and enough of them after three months."""

import pytest

from housingdesk.bank.rules.proposals import Tier
from tests.benchmarks.labelled_lines import is_rent, make
from tests.benchmarks.matching import Tally, judge


@pytest.mark.parametrize(("generator", "mode", "least"), [
    ("first", "with", 0.92), ("first", "without", 0.75), ("second", "with", 0.92), ("second", "without", 0.75),
    ("second", "column", 0.70)])
def test_nothing_certain_is_wrong_and_most_lines_are_certain(generator: str, mode: str, least: float) -> None:
    made, tally = make(generator, 21, 200, mode), Tally()
    [(_, found)] = judge(made, [3])
    tally.add([p.account_id if p.tier is Tier.CERTAIN else None for p in found], made.test, 21)
    assert tally.wrong == 0 and tally.rent > 200
    assert tally.shares[0] >= least
    assert all(p.tier is not Tier.NOT_RENT for p, line in zip(found, made.test, strict=True) if is_rent(line))
