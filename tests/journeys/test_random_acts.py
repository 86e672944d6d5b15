"""Random acts on rent and bank, in any order, against books kept by a model: every balance by payer after every act, and
the proof of the whole ledger every so often. A wrong penny, a day charged twice or a line posted twice ends it.
"""

import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import frozensets, integers, sampled_from

from housingdesk.access.desk import Desk
from tests.support.desk import open_desk
from tests.support.office_bank import Office
from tests.support.postgres import Cluster

ACTS = ("open_account", "open_sub_account", "add_charge", "change_charge", "change_shares", "end_charge", "run_debit",
        "reverse_debit", "close_account", "reopen_account", "adjust", "take_back_adjustment", "reverse_entry", "close_ledger",
        "days_pass", "bring_in", "bring_in_overlapping", "take_file_out", "post_lines", "post_pile", "post_split",
        "post_to_suspense", "clear_suspense", "take_back_clearing", "take_back_posting", "park", "unpark", "leave_out",
        "put_back_in")
FEWEST = 10
"""How often each of the acts happens at least, on both databases together."""
TIMES = int(os.environ.get("HOUSINGDESK_RANDOM_ACTS", "1"))
"""So many times the usual number of examples."""
PROOF_EVERY = 20
_ANY = integers(0, 10_000)
NewDesk = Callable[[], tuple[Desk, Callable[[], None]]]


class Acts(RuleBasedStateMachine):
    """One association. Each step is one act, which finds or makes what it needs; some examples leave some acts out, so
    that others come close together.
    """

    new_desk: NewDesk
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        desk, self._remove = type(self).new_desk()
        self.office = Office(desk)
        self.left_out: frozenset[str] = frozenset()
        self.steps = 0

    def teardown(self) -> None:
        self.office.prove()
        self._remove()

    @initialize(left_out=frozensets(sampled_from(ACTS), max_size=10))
    def begin(self, left_out: frozenset[str]) -> None:
        self.left_out = left_out
        self.office.begin()

    @rule(name=sampled_from(ACTS), a=_ANY, b=_ANY)
    def act(self, name: str, a: int, b: int) -> None:
        if name in self.left_out:
            wanted = [other for other in ACTS if other not in self.left_out]
            name = wanted[(a + b) % len(wanted)]
        getattr(self.office, name)(a, b)
        type(self).done[name] += 1
        self.steps += 1
        if self.steps % PROOF_EVERY == 0:
            self.office.prove()

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        self.office.compare()


def _random_acts(new_desk: NewDesk, examples: int, steps: int) -> Counter[str]:
    class These(Acts):
        pass

    These.new_desk, These.done = staticmethod(new_desk), Counter()
    run_state_machine_as_test(These, settings=settings(
        max_examples=examples * TIMES, stateful_step_count=steps, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck)))
    return These.done


def test_random_acts_on_a_file(sqlite_template: Path, tmp_path: Path) -> None:
    def new_desk() -> tuple[Desk, Callable[[], None]]:
        path = tmp_path / f"{secrets.token_hex(6)}.sqlite"
        shutil.copyfile(sqlite_template, path)
        desk = open_desk(path)
        desk.store.database.connect()
        return desk, desk.store.close

    done = _random_acts(new_desk, 30, 50)
    assert sum(done.values()) >= 1000
    assert {name: done[name] for name in ACTS if done[name] < FEWEST} == {}


def test_random_acts_on_a_server(postgres_cluster: Cluster, postgres_template: str) -> None:
    def new_desk() -> tuple[Desk, Callable[[], None]]:
        name = f"acts_{secrets.token_hex(6)}"
        desk = open_desk(postgres_cluster.new_database(name, postgres_template))
        desk.store.database.connect()

        def remove() -> None:
            desk.store.close()
            postgres_cluster.drop_database(name)

        return desk, remove

    done = _random_acts(new_desk, 8, 50)
    assert {name for name in ACTS if not done[name]} == set()
