"""The cards of the offices that pay the made-up association: both councils with the days of their runs, and the DWP."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.offices import change_office, open_office
from housingdesk.benefits.queries.offices import office
from housingdesk.benefits.rules.words import HowSent, Source
from housingdesk.db.connection import Store
from housingdesk.demo.places import COUNCILS, Council
from housingdesk.demo.rhythm import working_day
from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.values.dates import DAY, WEEK, week_of

_SENDS = {1: (HowSent.PORTAL, "https://landlords.dalebrook.example"), 2: (HowSent.EMAIL, "")}
_EVERY, _LIAISON = 4, 13


def last_run(council: Council, today: date) -> tuple[date, date]:
    """The day of a council's newest run before a day, and the last day that it is for."""
    monday = week_of(today)
    while ((monday - CYCLE_START).days // 7 % _EVERY != council.cycle
           or working_day(monday + timedelta(days=council.pay_weekday)) >= today):
        monday -= WEEK
    return working_day(monday + timedelta(days=council.pay_weekday)), monday - DAY


def write_office_cards(store: Store, who: Who, today: date, councils: list[int]) -> int:
    """Opens every card, on the eve of today; returns how many."""
    desk = Desk(store, who, lambda: datetime.combine(today, time(0, 16), UTC))
    for council, council_id in zip(COUNCILS, councils, strict=True):
        made = desk.do(open_office, source=Source.COUNCIL, council_id=council_id).value
        card = desk.ask(office, office_id=made)
        paid_on, covers_to = last_run(council, today)
        sends, portal = _SENDS[council.key]
        draft = replace(card.draft(), creditor_number=council.creditor_number, cycle_weeks=_EVERY, first_run_on=paid_on,
                        first_covers_to=covers_to, sends=sends, portal=portal, contact="Benefit section",
                        next_liaison_on=working_day(today + _LIAISON * DAY), liaison_weeks=_LIAISON)
        desk.do(change_office, office_id=made, version=card.version, draft=draft)
    for source in (Source.DWP_MANAGED, Source.DWP_DEDUCTIONS):
        desk.do(open_office, source=source)
    return len(COUNCILS) + 2
