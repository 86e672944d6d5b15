"""What confirmed posts teach, and that taking one back unlearns it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory, MemoryKind, MemoryRow, Seen, keys_of
from housingdesk.bank.rules.normalise import read
from housingdesk.bank.rules.recall import Remembered, known, worth
from tests.support.matching import AMINA, EVERYBODY, MAREK, MONDAY, account, learnt, receipt

LINE = receipt(11240, "A KHAN", "RENT", bank="204417 12345678")


def test_learning_gives_the_rows_to_store() -> None:
    memory = Memory()
    memory.learn(LINE, 4471)
    rows = memory.learn(receipt(11240, "A KHAN", "RENT", bank="204417 12345678", on=date(2026, 11, 9)), 4471)
    assert rows == [MemoryRow(kind, key, 4471, 2, date(2026, 11, 9)) for kind, key in keys_of(LINE)]
    assert [row.kind for row in rows] == list(MemoryKind)


def test_a_memory_is_the_same_after_being_stored() -> None:
    memory = learnt(MAREK, 2, LINE, learnt(AMINA, 3, LINE))
    assert Memory(memory.rows()).rows() == memory.rows()


def test_taking_a_post_back_unlearns_it() -> None:
    memory = Memory()
    memory.learn(LINE, 4471)
    rows = memory.forget(LINE, 4471)
    assert {row.times for row in rows} == {0}
    assert memory.rows() == []


@given(st.lists(st.sampled_from([4471, 4055, 4812]), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_learning_does_not_matter(posts: list[int], chance: object) -> None:
    shuffled = sorted(posts, key=lambda _: chance.random())  # type: ignore[attr-defined]
    one, other = Memory(), Memory()
    for account_id in posts:
        one.learn(LINE, account_id)
    for account_id in shuffled:
        other.learn(LINE, account_id)
    assert one.rows() == other.rows()


@pytest.mark.parametrize(("times", "of", "points"), [(0, 0, 0), (1, 1, 25), (2, 2, 38), (7, 7, 50), (2, 4, 19)])
def test_history_is_worth_its_share_and_its_length(times: int, of: int, points: int) -> None:
    assert worth(50, times, of) == points


def test_two_agreeing_confirmations_make_a_habit_and_one_contradiction_ends_it() -> None:
    assert not Remembered(1, 1).is_sole
    assert Remembered(2, 2).is_sole
    assert not Remembered(30, 31).is_sole


def test_accounts_that_ended_are_not_counted_beside_one_that_runs() -> None:
    left = account(17, ("Amina", "Khan"), ends=date(2026, 1, 4))
    index, reading = Index((*EVERYBODY, left)), read(LINE)
    seen = {17: Seen(40, date(2026, 1, 2)), 4471: Seen(3, MONDAY), 99: Seen(1, MONDAY)}
    assert known(seen, index, reading).recall(4471) == Remembered(3, 3, seen[4471])
    only_left = {17: seen[17], 99: seen[99]}
    assert known(only_left, index, reading).recall(17) == Remembered(40, 40, seen[17])
