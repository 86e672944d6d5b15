"""Advice of the made-up association: an estimate kept for somebody who lives here, and a new shortfall with its letter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.estimates import EstimateDraft, keep_estimate
from housingdesk.benefits.queries.awards import award_on
from housingdesk.benefits.queries.claims import ClaimRow, claims_of
from housingdesk.benefits.rules.assess.case import Every, Income, IncomeKind
from housingdesk.benefits.rules.awards import AwardDraft
from housingdesk.benefits.rules.words import HB_KINDS, ClaimState
from housingdesk.db.connection import Store
from housingdesk.lettings.queries.advising import Advising, advising
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries import shortfalls
from housingdesk.tenancies.queries.agreements import routes, tenancies
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.dates import WEEK, week_of
from housingdesk.values.timeline import Ref

_HB = (BenefitRoute.HB_EXEMPT, BenefitRoute.HB_PENSION)
_LESS = 1_680
_SOUGHT = 40


class AdviceDays:
    """Advice as the screens keep it."""

    def __init__(self, store: Store, who: Who) -> None:
        self._store, self._who = store, who

    def fill(self, today: date, tenancy_ids: Sequence[int]) -> int:
        """One estimate and one shortfall, as far as there is somebody for them; how many."""
        desk = Desk(self._store, self._who, lambda: datetime.combine(today, time(0, 29), UTC))
        current = [row.id for row in desk.ask(tenancies, ids=tenancy_ids) if not row.former and row.starts_on <= today]
        by_route: dict[BenefitRoute, list[int]] = {}
        for row in desk.ask(routes, tenancy_ids=current):
            if row.start <= today and (row.end is None or row.end > today):
                by_route.setdefault(row.route, []).append(row.tenancy_id)
        return (self._estimate(desk, by_route.get(BenefitRoute.UC_TENANT, [])[:_SOUGHT], today)
                + self._shortfall(desk, [one for route in _HB for one in by_route.get(route, [])], today))

    def _estimate(self, desk: Desk, tenancy_ids: Sequence[int], today: date) -> int:
        for tenancy_id in tenancy_ids:
            known: Advising = desk.ask(advising, tenancy_id=tenancy_id, applicant_id=None, on=today)
            if len(known.case.people) != 1 or known.case.people[0].born_on is None or known.case.bedrooms is None:
                continue
            case = replace(known.case, incomes=(Income(IncomeKind.EARNINGS, 64_000, Every.MONTH),), london=False)
            desk.do(keep_estimate, draft=EstimateDraft(Ref("tenancy", tenancy_id), known.names, known.where, known.reference,
                                                       case, known.more, known.large_print))
            return 1
        return 0

    def _shortfall(self, desk: Desk, tenancy_ids: Sequence[int], today: date) -> int:
        """A council's decision of last week, and the letter that tells what is theirs to pay now."""
        claim = next((one for tenancy_id in tenancy_ids for one in desk.ask(claims_of, tenancy_id=tenancy_id)
                      if one.kind in HB_KINDS and one.state is ClaimState.DECIDED and (one.expected_pence or 0) > 2 * _LESS),
                     None)
        if claim is None:
            return 0
        _lessen(desk, claim, today)
        rows = [row for row in desk.ask(shortfalls.shortfalls, on=today) if row.tenancy_id == claim.tenancy_id]
        letters = desk.ask(shortfalls.draw, account_ids=[row.account_id for row in rows], on=today, signed_by=self._who.name)
        if not letters:
            return 0
        desk.do(issue_run, title=shortfalls.run_title(today), letters=letters)
        return 1


def _lessen(desk: Desk, claim: ClaimRow, today: date) -> None:
    """What it paid until now, and less from last week on."""
    held = desk.ask(award_on, claim_id=claim.id, on=today)
    was = held.pence if held is not None else claim.expected_pence or 0
    last_week = week_of(today) - WEEK
    if held is None:
        start = min(week_of(claim.counts_from), last_week - 8 * WEEK)
        desk.do(record_award, claim_id=claim.id, draft=AwardDraft(start, was, told_on=claim.decided_on))
    desk.do(record_award, claim_id=claim.id, draft=AwardDraft(last_week, was - _LESS, told_on=today,
                                                              source="Decision of the council"))
