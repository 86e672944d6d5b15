"""The made-up board: homes in every lane with who kept their day, records of all homes with some run out, keys and meters."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.demo.homes_kept import BOUGHT, Kept, certificates, holder, keys, meters
from housingdesk.demo.void_days import VoidDays
from housingdesk.properties.queries.keys import register
from housingdesk.properties.queries.safety import gaps_of
from housingdesk.properties.rules import SpaceKind
from housingdesk.properties.rules.safety import NO_GAS, CertificateKind, KeyHolder
from housingdesk.voids.queries.board import VoidRow, board
from housingdesk.voids.queries.plan import past_voids, void_plan
from housingdesk.voids.rules.words import Lane
from tests.support.desk import MONDAY
from tests.support.emptying import leave_home, let_again
from tests.support.homes import Town, build_town

_SPACES: list[Kept] = [*((n, SpaceKind.HOUSE, None, True) for n in range(1, 301)), (301, SpaceKind.GARAGE, None, True)]


@pytest.fixture
def town(sqlite_desk: Desk) -> Town:
    """A small town with a council."""
    return build_town(sqlite_desk)


def _fill(desk: Desk) -> tuple[VoidRow, ...]:
    VoidDays(desk.store, desk.who, desk.who, 7).fill(MONDAY)
    rows: tuple[VoidRow, ...] = desk.ask(board, on=MONDAY)
    return rows


def test_every_bought_flat_has_got_as_far_as_it_says(sqlite_desk: Desk, town: Town) -> None:
    rows = {row.address: row for row in _fill(sqlite_desk)}
    lanes = [rows[f"{home.label}, Fulling Mill Court"].lane for home in BOUGHT]
    assert lanes == [Lane.OFFERED, Lane.READY, Lane.WORKS, Lane.WORKS, Lane.INSPECTED]
    assert [rows[f"{home.label}, Fulling Mill Court"].days for home in BOUGHT] == [home.days for home in BOUGHT]
    for row in rows.values():
        found = sqlite_desk.ask(void_plan, void_id=row.id, on=MONDAY)
        assert sum(part.days for part in found.lost.by_cause) == row.days
        assert sum(part.pence for part in found.lost.by_party) == (row.pence or 0)
    first = sqlite_desk.ask(void_plan, void_id=rows["Flat 1, Fulling Mill Court"].id, on=MONDAY)
    assert {str(part.what) for part in first.lost.by_party} >= {"contractor", "council"}


def test_who_leaves_and_who_came_after_have_their_plans(sqlite_desk: Desk, town: Town) -> None:
    left = leave_home(sqlite_desk, last=MONDAY - timedelta(40))
    let_again(sqlite_desk, left, MONDAY - timedelta(20))
    rows = _fill(sqlite_desk)
    assert all(row.space_id != left.space for row in rows)
    [past] = sqlite_desk.ask(past_voids, space_id=left.space, on=MONDAY)
    assert (past.lane, past.days) == (Lane.SIGNED, 19)


def test_records_are_the_same_every_time_and_a_few_ran_out(sqlite_desk: Desk, town: Town) -> None:
    made = list(certificates(7, _SPACES, MONDAY))
    assert made == list(certificates(7, _SPACES, MONDAY)) and made != list(certificates(8, _SPACES, MONDAY))
    gas = [done for _, kind, reference, done, _, _ in made if kind is CertificateKind.GAS and reference != NO_GAS]
    old = [done for done in gas if done < date(2025, 11, 23)]
    assert 0 < len(old) < len(gas) // 10 and all(space != 301 for space, *_ in made)
    _fill(sqlite_desk)
    assert sum(bool(found) for found in sqlite_desk.ask(gaps_of, space_ids=[*town.rooms, town.home], on=MONDAY).values()) < 3


def test_some_keys_are_out_too_long_and_every_house_has_a_meter(sqlite_desk: Desk, town: Town) -> None:
    held = [found for n in range(1, 2001) if (found := holder(7, n, MONDAY)) is not None]
    assert {where for where, _, _ in held} == {KeyHolder.LOST, KeyHolder.CONTRACTOR, KeyHolder.SUPPORT}
    assert any(back is not None and back < MONDAY for _, _, back in held) and len(held) < 300
    assert len(list(meters(7, _SPACES))) == 300 and 40 < len(list(keys(7, _SPACES))) < 120
    _fill(sqlite_desk)
    assert {row.tag for row in sqlite_desk.ask(register)} >= {f"B{n:03d}" for n in range(1, len(BOUGHT) + 1)}
