"""One rent of the made-up association that was recorded too high, put right back to September after a statement gave it."""

from datetime import date, timedelta

from housingdesk.demo.doing import Doing
from housingdesk.mailings.queries.relied import relied_on
from housingdesk.rent.actions.backdating import correct_charge
from housingdesk.rent.queries.accounts import AccountRow, charges_in_force
from housingdesk.rent.queries.accounts import accounts as accounts_by_id
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.values.dates import week_of

_SINCE = timedelta(weeks=10)
_LOOKED_AT = 60
_TOO_MUCH = 430
_WHY = "The rent letter says £4.30 less; it was typed wrongly in April and noticed by the tenant"


class CorrectionDays(Doing):
    """A correction as the finance officer would have made it this morning."""

    def fill(self, today: date, accounts: range) -> dict[str, int]:
        """Puts the first rent right that somebody pays themselves and had a statement of; how many."""
        since = week_of(today - _SINCE)
        found = self._ask(accounts_by_id, ids=list(accounts)[:_LOOKED_AT])
        for account in (found[number] for number in sorted(found)):
            line = self._rent(account, since) if _runs(account, since) else None
            if line is not None and self._ask(relied_on, account_id=account.id, since=since):
                self._do(today, correct_charge, line_id=line[0], pence=line[1] - _TOO_MUCH, start=since, reason=_WHY)
                return {"corrections": 1}
        return {"corrections": 0}

    def _rent(self, account: AccountRow, since: date) -> tuple[int, int] | None:
        """The id and pence of a rent that one person pays whole."""
        for line in self._ask(charges_in_force, account_id=account.id, on=since):
            if line.code is ChargeCode.RENT and [payer for payer, _ in line.shares] == [Payer.TENANT] and line.start < since:
                return line.line_id, line.pence
        return None


def _runs(account: AccountRow, since: date) -> bool:
    return (account.kind is AccountKind.RENT and account.frequency is Frequency.WEEKLY and account.closes_on is None
            and account.opens_on is not None and account.opens_on < since)
