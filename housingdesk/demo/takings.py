"""Own payments on their way to the bank: lines of their own, or parts of card and direct debit lumps; and those that bounce."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from housingdesk.demo.accounts import RunningAccount
from housingdesk.demo.chance import Table, one_of, stream
from housingdesk.demo.conduct import Means
from housingdesk.demo.habits import Channel, bank_account, narrative, write_line
from housingdesk.demo.lines import BankLine, Schedule, ScheduleKind, ScheduleLine, Truth, TruthKind
from housingdesk.demo.narrative import Payee, Style, slip
from housingdesk.demo.rhythm import working_day
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import add_working_days

_BOUNCED_ORDERS, _UNPAID_DEBITS, _KEYED_WRONG = 0.002, 0.015, 0.008
_OUTLETS = Table([("P", 30), ("T", 34), ("Z", 6), ("N", 14), ("B", 16)])
_LUMPS = {Means.CARD: (ScheduleKind.CARD, "ALLPAY LTD", "DVHA{day:%d%m}"),
          Means.DIRECT_DEBIT: (ScheduleKind.DIRECT_DEBIT, "DALE VALE HOMES", "DD COLL {day:%d%m%y}")}


class Takings:
    """Collects what people pay; ``lines`` and ``schedules`` wait here until their day."""

    def __init__(self, seed: int, payees: tuple[Payee, ...], anothers: Callable[[Random], str]) -> None:
        self._payees, self._anothers = payees, anothers
        self._rng = stream(seed, "takings")
        self.lines: list[BankLine] = []
        self._lumps: dict[tuple[Means, date], list[ScheduleLine]] = defaultdict(list)

    def take(self, account: RunningAccount, on: date, pence: int, garages: list[RunningAccount]) -> None:
        """One own payment, by the door its payer uses; a garage may be paid in the same sum."""
        if account.conduct.means is Means.BANK:
            self._by_bank(account, on, pence, garages)
        elif account.conduct.means is Means.CARD:
            self._by_card(account, on, pence)
        else:
            self._by_direct_debit(account, on, pence)

    def _by_bank(self, account: RunningAccount, on: date, pence: int, garages: list[RunningAccount]) -> None:
        habit = account.conduct.habit
        if habit is None:
            raise ValueError("somebody who pays by bank has a habit of paying")
        parts = [(account.key, pence)]
        for garage in garages:
            if garage.own > 0:
                parts.append((garage.key, garage.own))
                garage.owes[Payer.TENANT] = 0
        line = write_line(account.rng, habit, self._payees[account.key - 1], on, tuple(parts), self._anothers)
        self.lines.append(line)
        if habit.channel is Channel.STANDING_ORDER and len(parts) == 1 and account.rng.random() < _BOUNCED_ORDERS:
            text = f"RETURNED SO {line.payer} {line.reference}".strip()
            self._bounce(account, add_working_days(on, 2), pence, "RSO", line.payer, line.reference, text)

    def _by_card(self, account: RunningAccount, on: date, pence: int) -> None:
        """allpay pays over what was taken on Tuesdays and Fridays, two days later at the earliest."""
        lump = on + timedelta(days=2)
        while lump.weekday() not in (1, 4):
            lump += timedelta(days=1)
        line = self._schedule_line(account, on, pence, _OUTLETS.draw(account.rng))
        self._lumps[Means.CARD, working_day(lump)].append(line)

    def _by_direct_debit(self, account: RunningAccount, on: date, pence: int) -> None:
        line = self._schedule_line(account, on, pence, "")
        self._lumps[Means.DIRECT_DEBIT, on].append(line)
        if account.rng.random() < _UNPAID_DEBITS:
            text = f"UNPAID DD {line.reference} {one_of(account.rng, ('REFER TO PAYER', 'NO ACCOUNT', 'ACCOUNT CLOSED'))}"
            self._bounce(account, add_working_days(on, 3), pence, "UDD", "", line.reference, text)

    def _schedule_line(self, account: RunningAccount, on: date, pence: int, outlet: str) -> ScheduleLine:
        payee = self._payees[account.key - 1]
        wrong = outlet == "N" and account.rng.random() < _KEYED_WRONG
        reference = slip(account.rng, payee.reference) if wrong else payee.reference
        name = payee.tenants[0].full()
        return ScheduleLine(account.key, reference, outlet, name, payee.street, on, None, None, 0, pence)

    def _bounce(self, account: RunningAccount, on: date, pence: int, code: str, payer: str, reference: str,
                text: str) -> None:
        account.take_back(pence)
        if account.rng.random() < 0.7:
            account.pay_later(working_day(on + timedelta(days=9)), pence)
        habit = account.conduct.habit
        sort_code, number = (None, None) if habit is None else (habit.sort_code, habit.number)
        truth = Truth(TruthKind.REVERSAL, account.key, ((account.key, -pence),), "" if habit is None else habit.key,
                      "" if habit is None else habit.style, "bounced")
        self.lines.append(BankLine(on, -pence, code, payer, reference, text, sort_code, number, truth))

    def universal_credit(self, account: RunningAccount, on: date, pence: int) -> None:
        """A managed payment: a small Bacs credit of its own, with the reference the Department was given."""
        payee, award = self._payees[account.key - 1], account.tenancy.award
        reference, style = payee.reference, str(Style.RIGHT)
        if award is not None and account.key % 8 == 0:
            reference, style = f"UC{award.claim_reference}", "claim reference"
        sort_code, number = bank_account(stream("payer", "DWP UC"))
        truth = Truth(TruthKind.RENT, account.key, ((account.key, pence),), f"DWP {account.key}", style, "managed payment")
        text = narrative(account.rng, Channel.BACS, "DWP MPTL", reference, on)
        self.lines.append(BankLine(on, pence, Channel.BACS, "DWP MPTL", reference, text, sort_code, number, truth))

    def in_transit(self) -> dict[int, int]:
        """By account: pence that people have paid and the bank has not shown yet."""
        waiting: dict[int, int] = defaultdict(int)
        for key, pence in (part for line in self.lines for part in line.truth.parts):
            waiting[key] += pence
        for line in (line for lines in self._lumps.values() for line in lines):
            waiting[line.account] += line.gross
        return dict(waiting)

    def lumps(self, before: date) -> list[tuple[BankLine, Schedule]]:
        """The card and direct debit lumps that come before a day, each with its list."""
        due = sorted((day, means) for means, day in self._lumps if day < before)
        return [self._lump(means, day, self._lumps.pop((means, day))) for day, means in due]

    def _lump(self, means: Means, day: date, lines: list[ScheduleLine]) -> tuple[BankLine, Schedule]:
        kind, payer, words = _LUMPS[means]
        reference = words.format(day=day)
        schedule = Schedule(f"{kind.name} {day}", kind, 0, reference, day, day, tuple(lines))
        return lump_line(day, payer, reference, schedule), schedule


def lump_line(on: date, payer: str, reference: str, schedule: Schedule) -> BankLine:
    """The one bank line that a schedule explains."""
    sort_code, number = bank_account(stream("payer", payer))
    truth = Truth(TruthKind.LUMP, payer=payer, note=str(schedule.kind), schedule=schedule.key)
    return BankLine(on, schedule.pence, Channel.BACS, payer, reference, f"{payer} {reference}", sort_code, number, truth)
