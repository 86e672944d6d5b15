"""Rent accounts for tests, made through the pen like everything else, without a tenancy behind them."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare
from housingdesk.rent.rules.drafts import ShareDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.values.references import payment_reference

OWN = (ShareDraft(Payer.TENANT, None),)


@needs(Permission.LOOK)
def _make(act: Act, *, number: int, opens_on: date, pence: int, shares: tuple[ShareDraft, ...], frequency: Frequency,
          rent_free: bool, closes_on: date | None) -> int:
    account = act.add(Account(reference=payment_reference(number), kind=AccountKind.RENT, name=f"Person {number}",
                              frequency=frequency, rent_free=rent_free, opens_on=opens_on, closes_on=closes_on))
    act.add(Balance(account=account.id, charged_to=opens_on))
    line = act.add(ChargeLine(account=account.id, code=ChargeCode.RENT, description="Rent", pence=pence, start=opens_on))
    for share in shares:
        act.add(ChargeShare(line=line.id, payer=share.payer, pence=share.pence, start=opens_on))
    return int(account.id)


def make_account(desk: Desk, number: int = 1, *, opens_on: date = date(2026, 11, 2), pence: int = 11240,
                 shares: tuple[ShareDraft, ...] = OWN, frequency: Frequency = Frequency.WEEKLY, rent_free: bool = False,
                 closes_on: date | None = None) -> int:
    """One rent account with one charge; returns its id."""
    outcome = desk.do(_make, number=number, opens_on=opens_on, pence=pence, shares=shares, frequency=frequency,
                      rent_free=rent_free, closes_on=closes_on)
    return int(outcome.value)
