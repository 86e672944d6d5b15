"""The rent review of the made-up association: formula rents, what the services of one scheme cost, and the dry run of April."""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.demo.doing import Doing
from housingdesk.properties.rules import RentType
from housingdesk.rent.actions.costs import keep_head, record_spending, set_budget
from housingdesk.rent.actions.review.formula import bring_in_formulas
from housingdesk.rent.actions.review.making import make_review
from housingdesk.rent.queries.review.rows import ReviewLine, review_lines
from housingdesk.rent.rules.service_costs import BudgetDraft, HeadDraft, SpendingDraft, next_year, year_of
from housingdesk.rent.rules.words import Apportionment, ChargeCode, Frequency
from housingdesk.values.dates import WEEK
from housingdesk.values.money import portion

# Name, how it is shared, its supplier, per mille of what the scheme's homes are charged now.
_HEADS = (("Cleaning of shared areas", Apportionment.EQUAL, "Brightside Cleaning", 620),
          ("Door entry and fire alarms", Apportionment.BEDROOMS, "Calder Alarms", 380))
_RISE = 1042
_LEAST_HOMES = 6
_ABOVE, _BELOW = 40, 60
_ASKED = timedelta(weeks=16)


class ReviewDays(Doing):
    """Last year's figures, two bills of this one, next year's budget, and a dry run that needs a look."""

    hour = 1

    def fill(self, today: date) -> dict[str, int]:
        """Writes all of it today; returns how many charges the dry run has."""
        starts_on = next_year(year_of(today))
        if starts_on - today < _ASKED:
            return {}
        review = self._do(today, make_review, starts_on=starts_on)
        lines: list[ReviewLine] = self._ask(review_lines, review_id=review)
        self._formulas(today, lines)
        if (scheme := _scheme(lines)) is not None:
            self._costs(today, scheme, [one for one in lines if one.scheme_id == scheme])
        self._do(today, make_review, starts_on=starts_on, review_id=review)
        return {"charges in review": len(lines)}

    def _formulas(self, today: date, lines: Sequence[ReviewLine]) -> None:
        """Formula rents of this year for most homes of social rent, some under what is charged and some over."""
        rents = {one.space_id: one.week_old for one in lines if one.code is ChargeCode.RENT
                 and one.rent_type in (RentType.SOCIAL, RentType.SUPPORTED) and one.space_id is not None}
        rows = [(space, portion(pence, 1000 + space * 37 % (_ABOVE + _BELOW) - _BELOW // 3, 1000))
                for space, pence in sorted(rents.items()) if space % 9]
        if rows:
            self._do(today, bring_in_formulas, year_from=year_of(today), rows=rows, source="Valuation list")

    def _costs(self, today: date, scheme: int, lines: Sequence[ReviewLine]) -> None:
        year = year_of(today)
        charged = sum(one.week_old for one in lines if one.code is ChargeCode.ELIGIBLE_SERVICE) * 52
        for name, how, supplier, part in _HEADS:
            head = self._do(today, keep_head, draft=HeadDraft(scheme, name, ChargeCode.ELIGIBLE_SERVICE, how, supplier))
            budget = portion(charged, part, 1000) // 1000 * 1000
            last = year_of(year - WEEK)
            self._do(today, set_budget, head_id=head, year_from=last,
                     draft=BudgetDraft(portion(budget, 960, 1000), actual_pence=portion(budget, 985, 1000)))
            self._do(today, set_budget, head_id=head, year_from=year, draft=BudgetDraft(budget))
            self._do(today, set_budget, head_id=head, year_from=next_year(year),
                     draft=BudgetDraft(portion(budget, _RISE, 1000), portion(budget, 25, 1000), note="As its contract says"))
            self._bill(today, head, name, supplier, budget)

    def _bill(self, today: date, head: int, name: str, supplier: str, budget: int) -> None:
        """One bill for what has passed of the year, a fortnight ago."""
        spent_on = max(year_of(today), today - 2 * WEEK)
        weeks = (spent_on - year_of(today)).days // 7
        if weeks:
            draft = SpendingDraft(head, spent_on, portion(budget, weeks, 50), supplier, f"{name[:2].upper()}-{2041 + head}",
                                  f"{weeks} weeks")
            self._do(today, record_spending, draft=draft)


def _scheme(lines: Sequence[ReviewLine]) -> int | None:
    """The scheme with most homes that pay one service charge a week."""
    paying: dict[int, list[int]] = {}
    for one in lines:
        if one.code is ChargeCode.ELIGIBLE_SERVICE and one.scheme_id is not None and one.frequency is not Frequency.MONTHLY:
            paying.setdefault(one.scheme_id, []).append(one.account_id)
    fit = [scheme for scheme, accounts in paying.items() if len(accounts) == len(set(accounts)) >= _LEAST_HOMES]
    return min(fit, key=lambda scheme: (-len(paying[scheme]), scheme), default=None)
