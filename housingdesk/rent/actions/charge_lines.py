"""The parts of a charge's life that several actions share: its shares from a day on, what can no longer change, and its VAT."""

from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.models import Balance, ChargeLine, ChargeShare
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode
from housingdesk.settings import queries as settings
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion


def vat_charge(garage: ChargeDraft, on: date) -> ChargeDraft:
    """The VAT on a garage's net charge at the rate of a day, paid by whoever pays the rest of the charge."""
    payers = tuple(ShareDraft(share.payer, None) for share in garage.shares if share.pence is None)
    return ChargeDraft(ChargeCode.VAT, f"VAT on {garage.description.strip().lower()}", vat_on(garage.pence, on), payers)


def vat_on(net_pence: int, on: date) -> int:
    """Pence of VAT on a net amount at the rate in force on a day (setting ``vat.rate``)."""
    return portion(net_pence, settings.value("vat.rate", on), 10_000)


def vat_line(line: ChargeLine, on: date) -> ChargeLine | None:
    """The VAT that holds beside the only charge of a garage's account on a day and can change then."""
    if line.code is not ChargeCode.GARAGE or line.account.kind is not AccountKind.GARAGE:
        return None
    beside = list(ChargeLine.select().where((ChargeLine.account == line.account_id) & (ChargeLine.start <= on)
                                            & (ChargeLine.end.is_null() | (ChargeLine.end > on))))
    found = [one for one in beside if one.code is ChargeCode.VAT and one.start < on]
    garages = [one for one in beside if one.code is ChargeCode.GARAGE]
    return found[0] if len(garages) == len(found) == 1 else None


def line_of(line_id: int) -> ChargeLine:
    """A charge line; NotFound when there is none."""
    line = ChargeLine.get_or_none(ChargeLine.id == line_id)
    if line is None:
        raise NotFound("That charge is not there")
    return line


def shares_from(line_id: int, on: date) -> list[tuple[ChargeShare, date | None]]:
    """The shares that hold on a day or later, each with the day before which it ends as it stands now."""
    rows = ChargeShare.select().where((ChargeShare.line == line_id) & (ChargeShare.end.is_null() | (ChargeShare.end > on)))
    return [(row, row.end) for row in rows.order_by(ChargeShare.id)]


def at_each_change(rows: list[tuple[ChargeShare, date | None]], start: date) -> list[tuple[ShareDraft, ...]]:
    """Who pays from ``start`` on and from each day after it on which that changes."""
    days = sorted({max(start, row.start) for row, _ in rows})
    return [tuple(ShareDraft(row.payer, row.pence) for row, end in rows if row.start <= day and (end is None or end > day))
            for day in days]


def cut_shares(act: Act, rows: list[tuple[ChargeShare, date | None]], before: date) -> None:
    """No share holds from this day on."""
    for row, _ in rows:
        if row.start >= before:
            act.remove(row)
        else:
            act.change(row, end=before)


def refuse_ended(line: ChargeLine, day: date) -> None:
    """Refuses a day on which a charge holds no longer."""
    if line.end is not None and day >= line.end:
        raise Refused(f"{line.description} of {format_pence(line.pence)} ends on {format_date(line.end - timedelta(1))} "
                      f"already")


def refuse_charged(account_id: int, start: date) -> None:
    """Refuses a day of an account that is debited already."""
    charged_to = Balance.select(Balance.charged_to).where(Balance.account == account_id).scalar()
    if charged_to is not None and start < charged_to:
        raise Refused(f"This account is debited up to {format_date(charged_to - timedelta(1))}; the change can begin on "
                      f"{format_date(charged_to)}")
