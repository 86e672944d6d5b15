"""The charge lines of an account as they were known: through random histories, corrections, taking back and a rent review."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.rent.actions import accounts, backdating
from housingdesk.rent.models import Account, ChargeLine, RentReview, ReviewRow
from housingdesk.rent.queries.account_file import account_file
from housingdesk.rent.queries.charges import charge_lines
from housingdesk.rent.queries.charges_known import charge_lines_known, charges_known
from housingdesk.rent.rules.words import ChargeCode, Payer, ReviewState
from tests.support.desk import MONDAY, Clock
from tests.support.files import WEEK, build_file
from tests.support.replaying import Replay


def plain(lines: list[Any]) -> set[Any]:
    """Lines without the order of their shares, which is nobody's."""
    return {(x.id, x.code, x.description, x.pence, x.start, x.end, frozenset(x.shares)) for x in lines}


class Looking(Replay):
    """Looks at every account's charges after each few acts, for ever."""

    def look(self) -> bool:
        """Keeps what is charged now."""
        seen: list[tuple[datetime, int, set[Any]]] = self.__dict__.setdefault("seen", [])
        with self.desk.store.connected():
            ids = [row[0] for row in Account.select(Account.id).tuples()]
        seen += [(self.clock.now, one, plain(self.desk.ask(charge_lines, account_id=one, on=MONDAY))) for one in ids]
        return super().look()


@pytest.mark.parametrize("seed", range(2))
def test_charges_of_any_moment_are_what_they_were_then(sqlite_desk: Desk, clock: Clock, seed: int) -> None:
    _replay(sqlite_desk, clock, seed)


@pytest.mark.postgres
def test_they_are_on_the_other_database_too(postgres_desk: Desk, clock: Clock) -> None:
    _replay(postgres_desk, clock, 7)


def _replay(desk: Desk, clock: Clock, seed: int) -> None:
    replay = Looking(desk, clock, seed)
    replay.live(0)
    for _ in range(4):
        for step in (replay.amount, replay.shares, replay.new, replay.end, replay.first_day, replay.take_back, replay.ordinary):
            if replay.chance.random() < 0.6:
                step()
        replay.look()
    seen = replay.__dict__["seen"]
    assert any(lines != plain(desk.ask(charge_lines, account_id=account, on=MONDAY)) for _, account, lines in seen)
    for moment, account, lines in seen:
        assert plain(desk.ask(charge_lines_known, account_id=account, known=moment, on=MONDAY)) == lines


def test_the_account_of_another_moment_has_the_charge_that_was_known(desk: Desk, clock: Clock) -> None:
    made, then = build_file(desk), clock.now
    clock.now += timedelta(hours=1)
    line = desk.ask(charge_lines, account_id=made.account, on=MONDAY)[0]
    desk.do(backdating.correct_charge, line_id=line.id, pence=12000, start=MONDAY - 2 * WEEK, reason="Agreed otherwise")
    now = desk.ask(account_file, account_id=made.account, on=MONDAY)
    file = desk.ask(account_file, account_id=made.account, on=MONDAY, known=then)
    assert (now.charge_pence, file.charge_pence, file.own_charge_pence) == (12000, 11240, 1160)


@needs(Permission.KEEP_CHARGES)
def _carried_out(act: Act, *, account_id: int, line_id: int) -> None:
    """What carrying a review out leaves behind: the old line ended, a new one, both in bulk."""
    day = MONDAY + WEEK
    act.run('UPDATE charge_line SET "end" = ? WHERE id = ?', (day.isoformat(), line_id), table="charge_line", summary="ended")
    act.run('UPDATE charge_share SET "end" = ? WHERE line_id = ?', (day.isoformat(), line_id), table="charge_share",
            summary="ended")
    act.add_many(ChargeLine, ("account", "code", "description", "pence", "start", "end", "version"),
                 [(account_id, ChargeCode.RENT, "Rent", 11800, day, None, 1)], summary="new")
    new = ChargeLine.select(ChargeLine.id).order_by(ChargeLine.id.desc()).tuples().first()[0]
    act.run("INSERT INTO charge_share (version, line_id, payer, pence, start, \"end\") SELECT 1, ?, payer, pence, ?, NULL "
            "FROM charge_share WHERE line_id = ?", (new, day.isoformat(), line_id), table="charge_share", summary="new")
    review = act.add(RentReview(title="Review", starts_on=day, state=ReviewState.DONE, limits="{}", made_at=act.now,
                                made_by="Ann", done_at=act.now))
    act.add(ReviewRow(review=review.id, account=account_id, line=line_id, code=ChargeCode.RENT, description="Rent",
                      old_pence=11240, new_pence=11800, made=new))


def test_before_a_rent_review_the_old_charge_ran_on(sqlite_desk: Desk, clock: Clock) -> None:
    made = build_file(sqlite_desk)
    [before] = sqlite_desk.ask(charge_lines, account_id=made.account, on=MONDAY)
    then = clock.now
    clock.now += timedelta(hours=1)
    sqlite_desk.do(_carried_out, account_id=made.account, line_id=before.id)
    new = sqlite_desk.ask(charge_lines, account_id=made.account, on=MONDAY)[1]
    sqlite_desk.do(accounts.end_charge, line_id=new.id, before=MONDAY + 4 * WEEK)
    assert plain(sqlite_desk.ask(charge_lines_known, account_id=made.account, known=then, on=MONDAY)) == plain([before])
    [row] = sqlite_desk.ask(charges_known, account_id=made.account, known=then, on=MONDAY + 2 * WEEK)
    assert row.pence == 11240 and row.shares == ((Payer.HB, 10080), (Payer.TENANT, 1160))
