"""Money that comes for many people in one sum: Housing Benefit, third-party deductions, the support providers.

Each run is one bank line and one schedule whose lines sum to it. Some claims are not paid for a while and then with what
built up; now and then somebody else's overpayment is recovered out of a line.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from housingdesk.demo.accounts import RunningAccount
from housingdesk.demo.chance import between, one_of, stream
from housingdesk.demo.conduct import Mood
from housingdesk.demo.lines import BankLine, Schedule, ScheduleKind, ScheduleLine
from housingdesk.demo.narrative import Payee
from housingdesk.demo.places import COUNCILS, SUPPORT_PROVIDERS, Council
from housingdesk.demo.rhythm import working_day
from housingdesk.demo.takings import lump_line
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.rent.rules.words import Payer
from housingdesk.values.money import portion

_RECOVERY, _OLD_NUMBER, _NO_REFERENCE = 0.012, 0.04, 0.02
_DEDUCTION_CYCLE = 1
Lump = tuple[BankLine, Schedule]


class BenefitRuns:
    """The runs of both councils, the Department and the support providers, in the weeks in which they fall."""

    def __init__(self, seed: int, payees: tuple[Payee, ...], councils: tuple[int, ...]) -> None:
        self._payees, self._councils = payees, councils
        self._rng = stream(seed, "benefit runs")
        self._paid_to: dict[int, date] = {}
        self._former: dict[int, list[int]] = {council.key: [] for council in COUNCILS}

    def runs(self, accounts: list[RunningAccount], monday: date, today: date) -> Iterator[Lump]:
        """Everything paid in one sum in this week and before ``today``, for what was charged before the week."""
        week = (monday - CYCLE_START).days // 7
        for council in COUNCILS:
            on = working_day(monday + timedelta(days=council.pay_weekday))
            if week % 4 == council.cycle and on < today and (lines := self._hb_lines(accounts, council, monday)):
                yield self._lump(ScheduleKind.HB, council.key, council.bank_name, council.creditor_number, on, lines)
        on = working_day(monday + timedelta(days=3))
        if week % 4 == _DEDUCTION_CYCLE and on < today and (lines := self._deductions(accounts, monday)):
            yield self._lump(ScheduleKind.DEDUCTIONS, 0, "DWP 3RD PARTY", f"CR {on:%d%m%y} 0093321", on, lines)
        tenth = next((d for d in (monday + timedelta(days=n) for n in range(7)) if d.day == 10), None)
        if tenth is not None and working_day(tenth) < today:
            yield from self._support(accounts, working_day(tenth))

    def _lump(self, kind: ScheduleKind, source: int, payer: str, reference: str, on: date,
              lines: list[ScheduleLine]) -> Lump:
        received = on + timedelta(days=between(self._rng, -3, 5))
        schedule = Schedule(f"{kind.name} {source} {on}", kind, source, reference, on, received, tuple(lines))
        return lump_line(on, payer, reference, schedule), schedule

    def _hb_lines(self, accounts: list[RunningAccount], council: Council, monday: date) -> list[ScheduleLine]:
        lines = []
        for account in accounts:
            award = account.tenancy.award
            if award is None or award.payer is not Payer.HB or self._councils[account.key - 1] != council.key:
                continue
            pence = account.owes[Payer.HB]
            if pence <= 0 or monday < award.decided_on or _in_gap(account, monday):
                continue
            account.owes[Payer.HB] = 0
            lines.append(self._hb_line(account, award.claim_reference, council, pence, monday))
            if account.tenancy.ends is not None and account.tenancy.ends < monday:
                self._former[council.key].append(account.key)
        return lines

    def _hb_line(self, account: RunningAccount, claim: str, council: Council, pence: int, monday: date) -> ScheduleLine:
        rng = self._rng
        start = self._paid_to.get(account.key, max(account.tenancy.starts, monday - timedelta(weeks=4)))
        end = monday if account.tenancy.ends is None else min(monday, account.tenancy.ends + timedelta(days=1))
        self._paid_to[account.key] = monday
        payee, recovery, source = self._payees[account.key - 1], 0, None
        if self._former[council.key] and rng.random() < _RECOVERY:
            recovery, source = min(pence // 4, between(rng, 500, 6000)), one_of(rng, self._former[council.key])
        weekly = portion(pence, 7, max(1, (end - start).days))
        return ScheduleLine(account.key, self._reference(rng, payee), claim, payee.tenants[0].full(), payee.street, monday,
                            start, end, weekly, pence, recovery, source)

    def _reference(self, rng: Random, payee: Payee) -> str:
        draw = rng.random()
        if draw < _NO_REFERENCE:
            return ""
        return payee.old_number if draw < _NO_REFERENCE + _OLD_NUMBER else payee.reference

    def _deductions(self, accounts: list[RunningAccount], monday: date) -> list[ScheduleLine]:
        """What the Department takes out of Universal Credit towards arrears, from people who have agreed to it."""
        lines = []
        for account in accounts:
            conduct = account.conduct
            if not conduct.deduction or account.own <= 0 or conduct.mood(monday).mood is not Mood.AGREEMENT:
                continue
            weekly = weekly_equivalent(account.tenancy.own_pence(monday), account.tenancy.frequency)
            pence = min(account.own, weekly * 4 * conduct.deduction // 100)
            if pence:
                account.owes[Payer.TENANT] -= pence
                lines.append(self._plain(account, "", monday, pence))
        return lines

    def _support(self, accounts: list[RunningAccount], on: date) -> Iterator[Lump]:
        """Each provider pays on the tenth for its clients what has been charged for support."""
        for key, provider in enumerate(SUPPORT_PROVIDERS, 1):
            lines = []
            for account in accounts:
                pence = account.owes[Payer.SUPPORT]
                if pence > 0 and self._councils[account.key - 1] == key:
                    account.owes[Payer.SUPPORT] = 0
                    lines.append(self._plain(account, "", on, pence))
            if lines:
                yield self._lump(ScheduleKind.SUPPORT, key, provider.bank_name, f"SUPPORT {on:%b %Y}".upper(), on, lines)

    def _plain(self, account: RunningAccount, claim: str, on: date, pence: int) -> ScheduleLine:
        payee = self._payees[account.key - 1]
        return ScheduleLine(account.key, payee.reference, claim, payee.tenants[0].full(), payee.street, on, None, None, 0,
                            pence)


def _in_gap(account: RunningAccount, on: date) -> bool:
    return any(start <= on and (end is None or on < end) for start, end in account.conduct.benefit_gaps)
