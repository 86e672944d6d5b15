"""Random histories of backdated changes: every balance of every open day is what a clean rebuild would say, nothing published
changed. Another day's seed may be tried with more of them: HOUSINGDESK_RANDOM_ACTS multiplies.
"""

import os
from collections import Counter

import pytest

from housingdesk.access.desk import Desk
from housingdesk.rent.queries import verify
from tests.support.desk import Clock
from tests.support.replaying import Replay

TIMES = int(os.environ.get("HOUSINGDESK_RANDOM_ACTS", "1"))


def _histories(desk: Desk, clock: Clock, seed: int, acts: int) -> Counter[str]:
    replay = Replay(desk, clock, seed)
    replay.live(acts)
    assert desk.ask(verify.verify) == []
    return replay.done


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_every_open_day_is_as_if_it_had_been_known(sqlite_desk: Desk, clock: Clock, seed: int) -> None:
    assert _histories(sqlite_desk, clock, seed, 30).total() > 15


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(100, 100 + TIMES))
def test_it_is_so_on_the_other_database_too(postgres_desk: Desk, clock: Clock, seed: int) -> None:
    assert _histories(postgres_desk, clock, seed, 20).total() > 10
