"""Random acts with letters, notices and holds in any order: nothing comes further that a hold stops for the debt it covers,
and what no hold stops still goes. What a hold stops is known to the test by its own table.
"""

import os
import secrets
import shutil
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from

from tests.support.desk import Clock, open_desk
from tests.support.held_office import HeldOffice

ACTS = ("put_hold", "put_hold", "end_hold", "days_pass", "draw_run", "draw_one", "draw_one", "keep", "keep", "move_letters",
        "move_letters", "move_letters", "take_back", "begin_notice", "bring_notice_on", "bring_notice_on", "bring_notice_on")
TIMES = int(os.environ.get("HOUSINGDESK_RANDOM_ACTS", "1"))
FEWEST = {"letter": 50, "notice": 20, "letter past a hold of other things": 15, "notice past a hold of other things": 3,
          "printing": 3, "printed": 10, "posted": 3, "delivered": 3}
"""How many letters and notices go at least, by their ways, and past a hold that stops other things."""
_ANY = integers(0, 10_000)


class Acts(RuleBasedStateMachine):
    """One association; each step is one act."""

    template: Path
    folder: Path
    went: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        path, clock = self.folder / f"{secrets.token_hex(6)}.sqlite", Clock()
        shutil.copyfile(self.template, path)
        desk = open_desk(path, clock)
        desk.store.database.connect()
        self.office = HeldOffice(desk, clock)

    def teardown(self) -> None:
        type(self).went.update(self.office.went)
        self.office.desk.store.close()

    @initialize()
    def begin(self) -> None:
        self.office.begin()

    @rule(name=sampled_from(ACTS), a=_ANY, b=_ANY)
    def act(self, name: str, a: int, b: int) -> None:
        getattr(self.office, name)(a, b)

    @invariant()
    def nothing_went_that_a_hold_stops(self) -> None:
        if self.office.tenancies:
            self.office.compare()


def test_no_step_is_taken_that_a_hold_stops(sqlite_template: Path, tmp_path: Path) -> None:
    class These(Acts):
        template, folder, went = sqlite_template, tmp_path, Counter()

    run_state_machine_as_test(These, settings=settings(
        max_examples=40 * TIMES, stateful_step_count=50, derandomize=True, database=None, deadline=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck)))
    assert {kind: These.went[kind] for kind, least in FEWEST.items() if These.went[kind] < least} == {}, These.went
