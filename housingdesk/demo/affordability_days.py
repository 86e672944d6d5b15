"""Checks of affordability of the made-up applicants: some can pay, for some it is tight, and some are not checked yet."""

from datetime import UTC, date, datetime, time

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.benefits.rules.assess.case import Charge, Every
from housingdesk.db.connection import Store
from housingdesk.lettings.actions.affordability import keep_affordability
from housingdesk.lettings.queries.affordability import Beginning, beginning, newest
from housingdesk.lettings.queries.applicants import applicants
from housingdesk.lettings.rules.affordability import AffordabilityDraft, Home, Line
from housingdesk.lettings.rules.words import ApplicantState
from housingdesk.rent.rules.words import ChargeCode

_MOST = 12
_CHECKED = (ApplicantState.ASSESSING, ApplicantState.READY, ApplicantState.OFFERED, ApplicantState.SIGNING)
_USUAL = Home((Charge(ChargeCode.RENT, "Rent", 11_840), Charge(ChargeCode.ELIGIBLE_SERVICE, "Service charge", 640)), bedrooms=1)
_LIVES: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...] = (
    ((Line("income_uc", 42_490, Every.MONTH),),
     (Line("spend_food", 4_200, Every.WEEK), Line("spend_energy", 6_400, Every.MONTH),
      Line("spend_phone", 1_800, Every.MONTH))),
    ((Line("income_earnings", 139_000, Every.MONTH),),
     (Line("spend_food", 5_500, Every.WEEK), Line("spend_energy", 2_100, Every.WEEK),
      Line("spend_travel", 9_600, Every.FOUR_WEEKS), Line("spend_council_tax", 11_300, Every.MONTH),
      Line("spend_debts", 4_000, Every.MONTH))),
    ((Line("income_uc", 25_000, Every.MONTH), Line("income_disability", 44_060, Every.FOUR_WEEKS)),
     (Line("spend_food", 4_800, Every.WEEK), Line("spend_energy", 2_600, Every.WEEK), Line("spend_health", 600, Every.WEEK),
      Line("spend_debts", 2_500, Every.WEEK))),
    ((Line("income_uc", 30_000, Every.MONTH),),
     (Line("spend_food", 5_000, Every.WEEK), Line("spend_energy", 1_900, Every.WEEK), Line("spend_phone", 2_400, Every.MONTH),
      Line("spend_debts", 2_900, Every.WEEK))),
)


class AffordabilityDays:
    """Checks kept as the screen keeps them."""

    def __init__(self, store: Store, who: Who) -> None:
        self._store, self._who = store, who

    def fill(self, today: date) -> int:
        """Checks most of those who are being assessed or later, and leaves every fourth for somebody to do; how many."""
        desk = Desk(self._store, self._who, lambda: datetime.combine(today, time(0, 27), UTC))
        made = 0
        for place, row in enumerate(desk.ask(applicants, states=_CHECKED)[:_MOST]):
            if place % 4 == 3 or desk.ask(newest, applicant_id=row.id) is not None:
                continue
            begun: Beginning = desk.ask(beginning, applicant_id=row.id, space_id=None, on=today)
            home = begun.home if begun.home.charges else _USUAL
            incomes, spends = _LIVES[(place + place // len(_LIVES)) % len(_LIVES)]
            desk.do(keep_affordability, draft=AffordabilityDraft(
                row.id, begun.space_id, home, incomes, spends, benefit=incomes[0].key == "income_uc"))
            made += 1
        return made
