"""Rent accounts whose past is corrected at random, beside what each of their days should cost (``replayed_lives``)."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions import accounts, backdated_days, backdating, debit, ledger
from housingdesk.rent.models import ChargeLine, Entry
from housingdesk.rent.queries.backdating import charged_to, preview
from housingdesk.rent.queries.ledger import balances_as_at
from housingdesk.rent.rules import corrections
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import BatchKind, ChargeCode, Frequency, Payer
from housingdesk.tenancies.actions.ending import end_tenancy, reopen_tenancy
from housingdesk.tenancies.rules import EndReason
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy
from tests.support.replay_checks import Checked
from tests.support.replayed_lives import DAY, WEEK, Held, Life, Shares

HORIZON = MONDAY + 40 * WEEK
OWN: Shares = ((Payer.TENANT, None),)
SPLIT: tuple[Shares, ...] = (OWN, ((Payer.HB, 7 * 900), (Payer.TENANT, None)), ((Payer.TENANT, 7 * 200), (Payer.UC, None)),
                             ((Payer.HB, None),))


@needs(Permission.POST_MONEY)
def receive(act: Act, *, account_id: int, pence: int, key: str) -> int:
    """Money comes in today."""
    line = ledger.receipt(account_id, Payer.TENANT, ledger.open_day(act.today), pence, "Paid")
    return ledger.post_batch(act, kind=BatchKind.BANK, key=key, title="Money in", lines=[line], contra="BANK")


class Replay(Checked):
    """An association whose accounts live at random."""

    def live(self, acts: int) -> None:
        """Begins with two accounts and three weeks of debits, then so many acts."""
        for _ in range(2):
            self.start()
        for _ in range(3):
            self.run()
            self.clock.to(self.today + WEEK)
        steps: list[Callable[[], bool]] = [
            self.start, self.run, self.run, self.amount, self.amount, self.shares, self.new, self.end, self.first_day,
            self.leave, self.leave, self.stay, self.stay, self.last_day, self.take_back, self.money, self.waive,
            self.run_twice, self.close, self.ordinary, self.look]
        for _ in range(acts):
            step = self.chance.choice(steps)
            if step():
                self.done[step.__name__] += 1
        self.check()
        self.check_published()

    # What happens.
    def start(self) -> bool:
        """Somebody starts, up to five weeks ago or some days ahead."""
        opens = max(self.today - timedelta(self.chance.randrange(-6, 36)), self._after_closed())
        frequency = Frequency.MONTHLY if self.lives and self.chance.random() < 0.3 else Frequency.WEEKLY
        tenancy = make_tenancy(self.desk, start=opens)
        rent = ChargeDraft(ChargeCode.RENT, "Rent", 7 * self.chance.randrange(1400, 2200), self._drafts(frequency))
        water = ChargeDraft(ChargeCode.WATER, "Water", self.chance.randrange(500, 1500))
        account = int(self.desk.do(accounts.open_account, tenancy_id=tenancy, frequency=frequency, charges=(rent, water)).value)
        life = Life(account, tenancy, frequency, opens)
        for draft in (rent, water):
            self._hold(life, draft, opens, HORIZON)
        life.charged_to = max(self._debited(life), opens)
        self.lives.append(life)
        return True

    def run(self) -> bool:
        """The next week's debit."""
        week = self.run_to or MONDAY
        if week > self.today - timedelta(self.today.weekday()) + WEEK:
            self.clock.to(self.today + WEEK)
        try:
            self.desk.do(debit.run_debit, week=week)
        except Refused as refusal:
            assert "nothing to debit" in str(refusal)
            return False
        self.run_to = week + WEEK
        for life in self.lives:
            life.charged_to = max(life.charged_to, self._debited(life))
        self.clock.to(self.today + timedelta(self.chance.randrange(1, 6)))
        return True

    def amount(self) -> bool:
        """A charge was another amount, sometimes paid by others too."""
        picked = self._line()
        if picked is None:
            return False
        life, key, line, start = picked
        days = life.charges[key]
        first = days[start]
        pence = 7 * self.chance.randrange(1300, 2300) if key[0] is ChargeCode.RENT else self.chance.randrange(400, 1600)
        shares = self._shares(life) if key[0] is ChargeCode.RENT and self.chance.random() < 0.3 else None
        draft = corrections.AmountCorrection(self._id(life, key, line), pence, start, _typed(shares) if shares else None)
        if pence == first.pence:
            return False
        new = self._number() if start > min(d for d, h in days.items() if h.line == line) else line

        def become() -> None:
            for day, held in days.items():
                if held.line == line and day >= start:
                    days[day] = Held(new, pence, shares or held.shares)
        return self._correct(life, draft, backdating.correct_charge, become, line_id=draft.line_id, pence=pence, start=start,
                             shares=draft.shares)

    def shares(self) -> bool:
        """Others paid."""
        picked = self._line(ChargeCode.RENT)
        if picked is None or picked[0].frequency is Frequency.MONTHLY:
            return False
        life, key, line, start = picked
        days, shares = life.charges[key], self._shares(life)
        draft = corrections.SharesCorrection(self._id(life, key, line), _typed(shares), start)
        if all(h.shares == shares for d, h in days.items() if h.line == line and d >= start):
            return False

        def become() -> None:
            for day, held in days.items():
                if held.line == line and day >= start:
                    days[day] = Held(line, held.pence, shares)
        return self._correct(life, draft, backdating.correct_shares, become, line_id=draft.line_id, shares=draft.shares,
                             start=start)

    def new(self) -> bool:
        """A charge was forgotten."""
        life = self._life()
        draft = ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, f"Service {self._number()}", self.chance.randrange(300, 900))
        start = self._day(life)
        end = start + timedelta(self.chance.randrange(1, 40)) if self.chance.random() < 0.5 else None
        asked = corrections.NewChargeCorrection(life.account, draft, start, end)
        return self._correct(life, asked, backdating.correct_new_charge, lambda: self._hold(life, draft, start, end or HORIZON),
                             account_id=life.account, draft=draft, start=start, end=end)

    def end(self) -> bool:
        """A charge held only up to a day, or never."""
        picked = self._line(ChargeCode.ELIGIBLE_SERVICE) or self._line(ChargeCode.WATER)
        if picked is None:
            return False
        life, key, line, before = picked
        draft = corrections.EndCorrection(self._id(life, key, line), before)

        def become() -> None:
            for day in [day for day, held in life.charges[key].items() if held.line == line and day >= before]:
                del life.charges[key][day]
        return self._correct(life, draft, backdating.correct_end, become, line_id=draft.line_id, before=before)

    def first_day(self) -> bool:
        """Somebody began on another day."""
        life = self._life()
        start = max(life.opens + timedelta(self.chance.randrange(-12, 12)), self._after_closed() - 3 * WEEK)
        if start == life.opens or (life.closes is not None and start > life.closes) or start > self.today + 8 * WEEK:
            return False
        was = life.opens

        def become() -> None:
            fresh = life.charged_to == was
            for days in life.charges.values():
                early = days.get(was)
                for day in [day for day in days if day < start]:
                    del days[day]
                while early is not None and start < was and (day := min(d for d in days if days[d].line == early.line)) > start:
                    days[day - DAY] = Held(early.line, early.pence, early.shares)
            life.opens = start
            if fresh:
                life.charged_to = max(start, self._debited(life))
        return self._correct(life, corrections.StartCorrection(life.tenancy, start), backdated_days.correct_start, become,
                             tenancy_id=life.tenancy, start=start)

    def leave(self) -> bool:
        """Somebody leaves, some days ago or ahead."""
        staying = [life for life in self.lives if life.closes is None]
        last = self.today + timedelta(self.chance.randrange(-20, 6))
        if not staying or last < (life := self.chance.choice(staying)).opens:
            return False
        self.desk.do(end_tenancy, tenancy_id=life.tenancy, reason=EndReason.SURRENDER, event_on=last)
        self.desk.do(accounts.close_account, tenancy_id=life.tenancy, last_day=last)
        self._closes(life, last)
        return True

    def stay(self) -> bool:
        """Somebody does not leave after all."""
        left = [life for life in self.lives if life.closes is not None]
        if not left:
            return False
        life = self.chance.choice(left)
        stopped = self.desk.ask(charged_to, account_id=life.account)
        if stopped not in (life.opens, life.period(stopped)[0]):
            return False  # the days of a week that is debited in two pieces count from the first day of each
        self.desk.do(reopen_tenancy, tenancy_id=life.tenancy)
        self.desk.do(accounts.reopen_account, tenancy_id=life.tenancy)
        self._closes(life, None)
        return True

    def last_day(self) -> bool:
        """Somebody left on another day."""
        left = [life for life in self.lives if life.closes is not None]
        if not left:
            return False
        life = self.chance.choice(left)
        assert life.closes is not None
        last = max(life.opens, life.closes + timedelta(self.chance.randrange(-12, 12)))
        if last == life.closes:
            return False
        return self._correct(life, corrections.LastDayCorrection(life.tenancy, last), backdated_days.correct_last_day,
                             lambda: self._closes(life, last), tenancy_id=life.tenancy, event_on=last)

    def take_back(self) -> bool:
        """A correction that was just made is taken back, and sometimes made again."""
        kinds = (self.amount, self.shares, self.new, self.end, self.first_day, self.last_day)
        before = deepcopy(self.lives)
        if not self.chance.choice(kinds)():
            return False
        after = self.lives
        self.lives = before
        self._undo()
        if self.chance.random() < 0.4:
            self.lives = after
            self._undo()
        return True

    def money(self) -> bool:
        """Somebody pays; sometimes that is taken back."""
        life, pence = self._life(), self.chance.randrange(500, 20_000)
        self.keys += 1
        batch = self.desk.do(receive, account_id=life.account, pence=pence, key=f"money:{self.keys}").value
        life.moved.append((max(self.today, self._after_closed()), Payer.TENANT, -pence))
        if self.chance.random() < 0.4:
            self.clock.to(self.today + DAY)
            self.desk.do(ledger.reverse_batch, batch_id=batch, reason="Bounced")
            life.moved.append((self.today, Payer.TENANT, pence))
        return True

    def waive(self) -> bool:
        """One charge of water is reversed by hand: it stays so, whatever water costs afterwards."""
        life = self._life()
        found = [e for e in Entry.select().where(
            (Entry.account == life.account) & (Entry.code == ChargeCode.WATER) & (Entry.kind == "charge")
            & Entry.reverses.is_null()) if not life.waived["water", life.period(e.period_from)[0]]]
        undone = {row[0] for row in Entry.select(Entry.reverses).where(Entry.reverses.is_null(False)).tuples()}
        found = [e for e in found if e.id not in undone]
        if not found or life.closes is not None:
            return False
        entry = self.chance.choice(found)
        start = life.period(entry.period_from)[0]
        if entry.pence != life.cost((ChargeCode.WATER, "Water"), start):
            return False
        self.desk.do(ledger.reverse_entry, entry_id=entry.id, reason="Not owed")
        life.waived["water", start] += entry.pence
        life.moved += [(entry.effective_on, Payer.TENANT, entry.pence),
                       (max(self.today, self._after_closed()), Payer.TENANT, -entry.pence)]
        return True

    def run_twice(self) -> bool:
        """A debit is run, a charge of its days put right, the run reversed and run again."""
        week = self.run_to or MONDAY
        if week > self.today - timedelta(self.today.weekday()) + WEEK:
            return False
        was = {life.account: life.charged_to for life in self.lives}
        if not any(life.charged_to < self._debited(life, week + WEEK) for life in self.lives if life.closes is None):
            return False
        batch = int(self.desk.do(debit.run_debit, week=week).value)
        posted = [(e.account_id, e.effective_on, Payer(e.payer), e.pence) for e in Entry.select().where(Entry.batch == batch)]
        self.run_to = week + WEEK
        for life in self.lives:
            life.charged_to = max(life.charged_to, self._debited(life))
        self.amount()
        self.desk.do(debit.reverse_debit, batch_id=batch, reason="Wrong week")
        for account, on, payer, pence in posted:
            life = next(life for life in self.lives if life.account == account)
            life.moved += [(on, payer, pence), (max(self.today, self._after_closed()), payer, -pence)]
        for life in self.lives:
            life.charged_to = was[life.account]
        self.check()
        self.run_to = week
        return self.run()

    def close(self) -> bool:
        """The ledger is closed: what it said of the closed days is published."""
        to = self.today - timedelta(self.chance.randrange(8, 20))
        if to <= self.closed:
            return False
        self.desk.do(ledger.close_ledger, to=to)
        day = max(self.closed, MONDAY - 10 * WEEK) + DAY
        while day <= to:
            self.published[day] = self.desk.ask(balances_as_at, on=day)
            day += DAY
        self.closed = to
        return True

    def ordinary(self) -> bool:
        """A charge changes from the next day that is not debited."""
        picked = self._line(ChargeCode.RENT)
        if picked is None:
            return False
        life, key, line, _ = picked
        days = life.charges[key]
        start = max(life.charged_to, life.opens + DAY)
        if life.closes is not None or start not in days or days[start].line != line or min(
                d for d, h in days.items() if h.line == line) >= start:
            return False
        pence, new = 7 * self.chance.randrange(1300, 2300), self._number()
        self.desk.do(accounts.change_charge, line_id=self._id(life, key, line), pence=pence, start=start)
        for day, held in days.items():
            if held.line == line and day >= start:
                days[day] = Held(new, pence, held.shares)
        return True

    def look(self) -> bool:
        """Somebody asks for the balances of a day: what is known now must be known of now for ever."""
        on = self.today - timedelta(self.chance.randrange(0, 30))
        self.known.append((self.clock.now, on, self.desk.ask(balances_as_at, on=on)))
        self.clock.to(self.today + DAY)
        return True

    # Small things.
    def _correct(self, life: Life, asked: Any, action: Callable[..., Any], become: Callable[[], None], /,
                 **facts: Any) -> bool:
        """Looks what it would come to, does it, and holds the one against the other."""
        before = self.desk.ask(balances_as_at, on=date.max).get(life.account, 0)
        shown = self.desk.ask(preview, draft=asked, today=self.today)
        outcome = self.desk.do(action, reason="As the agreement says", **facts)
        become()
        after = self.desk.ask(balances_as_at, on=date.max).get(life.account, 0)
        assert shown.pence == after - before and shown.balance_pence == after
        self.last = outcome
        self.check()
        return True

    def _undo(self) -> None:
        back = self.last.take_back
        assert back is not None
        self.last = self.desk.do(back.action, **back.facts)
        self.check()

    def _closes(self, life: Life, last: date | None) -> None:
        life.closes = last
        life.charged_to = max(life.charged_to, self._debited(life))

    def _debited(self, life: Life, run_to: date | None = None) -> date:
        before = run_to or self.run_to
        return life.opens if before is None else life.period(before - DAY)[1]

    def _life(self) -> Life:
        return self.chance.choice(self.lives)

    def _day(self, life: Life) -> date:
        """A day of an account, mostly one that is debited."""
        end = max(life.charged_to, life.opens + DAY)
        return life.opens + timedelta(self.chance.randrange((end - life.opens).days + 3))

    def _line(self, code: ChargeCode | None = None) -> tuple[Life, tuple[ChargeCode, str], int, date] | None:
        """A charge of somebody's and a day on which it holds."""
        life = self._life()
        day = self._day(life)
        found = [(key, days[day].line) for key, days in life.charges.items() if day in days and code in (None, key[0])]
        if not found:
            return None
        key, line = self.chance.choice(found)
        return life, key, line, day

    def _id(self, life: Life, key: tuple[ChargeCode, str], line: int) -> int:
        """The charge line in the database that holds the days of a line."""
        first = min(day for day, held in life.charges[key].items() if held.line == line)
        [row] = ChargeLine.select(ChargeLine.id).where((ChargeLine.account == life.account) & (ChargeLine.start == first)
                                                       & (ChargeLine.description == key[1])).tuples()
        return int(row[0])

    def _hold(self, life: Life, draft: ChargeDraft, start: date, end: date) -> None:
        line, days = self._number(), life.charges.setdefault((draft.code, draft.description), {})
        shares = tuple((share.payer, share.pence) for share in draft.shares)
        for number in range((end - start).days):
            days[start + timedelta(number)] = Held(line, draft.pence, shares)

    def _number(self) -> int:
        self.lines += 1
        return self.lines

    def _shares(self, life: Life) -> Shares:
        return OWN if life.frequency is Frequency.MONTHLY else self.chance.choice(SPLIT)

    def _drafts(self, frequency: Frequency) -> tuple[ShareDraft, ...]:
        return _typed(OWN if frequency is Frequency.MONTHLY else self.chance.choice(SPLIT))


def _typed(shares: Shares) -> tuple[ShareDraft, ...]:
    return tuple(ShareDraft(payer, pence) for payer, pence in shares)
