"""The list of new rents for one council as PDF, ready to send."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.queries.new_rents import NEW_RENT_HEADS, NewRent, cells
from housingdesk.benefits.queries.offices import OfficeRow
from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_full
from housingdesk.values.money import format_pence

_HEADS, _PARTS = ("Claimant and reference", *NEW_RENT_HEADS[2:]), (2.9, 1.9, 3.1, 1.4, 1.4, 1.4, 1.4)


def draw_new_rents(card: OfficeRow, rows: Sequence[NewRent], start: date, on: date) -> bytes:
    """The list with its day; every amount is a week."""
    author = value("org.name", on)
    notes = [f"To {card.name}. From {format_full(start)} these rents change. All amounts are a week; the rent is with every "
             "service charge and without support."]
    notes += [f"Our creditor number: {card.creditor_number}"] if card.creditor_number else []
    notes += [f"{len(rows)} claims."]
    told = [_told(row) for row in rows]
    return draw_list(f"New rents from {format_full(start)}", notes, _HEADS, told, _PARTS, author=author,
                     demo=value("demo.mark", on))


def _told(row: NewRent) -> list[str]:
    """A row on paper: the claim's reference stands with the name."""
    _, _, *rest = cells(row)
    whose = f"{row.person} ({row.claim_reference})" if row.claim_reference else row.person
    return [whose, *(one if isinstance(one, str) else format_pence(one) for one in rest)]
