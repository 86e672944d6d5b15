"""Awards are recorded as the office decided them: a change makes a new one from a day, and ends the one before it there.

With every award that changes, the money expected next is reckoned anew, so that the bank knows it when it comes.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Award, Claim
from housingdesk.benefits.queries.expected import next_dues
from housingdesk.benefits.rules.awards import AwardDraft, Standing, by_month, clash, cut, in_period, payer_of
from housingdesk.benefits.rules.expected.calendar import hb_start
from housingdesk.benefits.rules.words import FUNDS, HB_KINDS, ClaimState
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.rent.actions.expected import ExpectedDraft, renew_expected
from housingdesk.rent.queries.accounts import main_account
from housingdesk.rent.rules.words import BENEFIT
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import DAY, WEEK, format_date, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line

_AWARD, _CLAIM = "This award", "This claim"


@needs(Permission.KEEP_TENANCIES)
def record_award(act: Act, *, claim_id: int, draft: AwardDraft) -> int:
    """Records an award; returns its id. One that ran on ends on its first day; an overlap with a later one is refused."""
    claim = as_seen(Claim, claim_id, None, _CLAIM)
    refuse(draft.problems(act.today))
    if claim.state is ClaimState.ENDED and claim.ended_on is not None and draft.start >= claim.ended_on:
        raise Refused(f"{_CLAIM} ended on {format_date(claim.ended_on)}. An award begins before that")
    recorded = _recorded(claim.id)
    problem = clash(draft, recorded)
    if problem:
        raise Refused(problem)
    before = cut(draft, recorded)
    if before is not None:
        act.change(Award.get_by_id(before.id), end=draft.start)
    made = act.add(Award(claim=claim.id, start=draft.start, end=draft.end, pence=draft.pence,
                         rent_used_pence=draft.rent_used_pence, eligible_pence=draft.eligible_pence,
                         to_landlord=draft.to_landlord, told_on=draft.told_on, source=one_line(draft.source),
                         note=one_line(draft.note)))
    was = renew(act, claim)
    act.say(f"{claim.kind}: {_said(claim, draft.pence)} from {format_date(draft.start)}", about=("tenancy", claim.tenancy_id))
    act.take_back(take_out_award, "take it out", award_id=made.id, version=made.version,
                  reopen=None if before is None else (before.id, before.end), expected=was)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def take_out_award(act: Act, *, award_id: int, version: int, reopen: tuple[int, date | None] | None = None,
                   expected: Sequence[ExpectedDraft] | None = None) -> None:
    """Takes an award out; ``reopen`` names the one that it ended and the end that one had.

    ``expected`` are the payments that were expected before it; None: they are reckoned from the awards that are left.
    """
    row = as_seen(Award, award_id, version, _AWARD)
    claim = as_seen(Claim, row.claim_id, None, _CLAIM)
    draft = AwardDraft(row.start, row.pence, row.end, row.rent_used_pence, row.eligible_pence, row.to_landlord, row.told_on,
                       row.source, row.note)
    act.remove(row)
    if reopen is not None:
        before = as_seen(Award, reopen[0], None, "The award before it")
        if before.end != row.start:
            raise Refused("The award before it was changed since. Change the awards one by one")
        act.change(before, end=reopen[1])
    renew(act, claim, expected)
    act.say(f"{claim.kind}: the award from {format_date(row.start)} taken out", about=("tenancy", claim.tenancy_id))
    act.take_back(record_award, "record it again", claim_id=claim.id, draft=draft)


@needs(Permission.KEEP_TENANCIES)
def end_award(act: Act, *, award_id: int, version: int, end: date | None) -> None:
    """An award ends on a day, the first that it does not pay for; None: it runs on."""
    row = as_seen(Award, award_id, version, _AWARD)
    claim = as_seen(Claim, row.claim_id, None, _CLAIM)
    if end is not None and end <= row.start:
        raise Refused(f"The award begins on {format_date(row.start)}. Take it out where it never held")
    following = min((one.start for one in _recorded(claim.id) if one.start > row.start), default=None)
    if following is not None and (end is None or end > following):
        raise Refused(f"The next award begins on {format_date(following)}. This one ends then at the latest")
    was = row.end
    act.change(row, end=end)
    renew(act, claim)
    act.say(f"{claim.kind}: the award from {format_date(row.start)} "
            + (f"ends; the last day it pays for is {format_date(end - DAY)}" if end is not None else "runs on"),
            about=("tenancy", claim.tenancy_id))
    act.take_back(end_award, "put it back", award_id=row.id, version=row.version, end=was)


def award_decided(act: Act, claim: Claim, *, on: date, weekly_pence: int, to_landlord: bool) -> int | None:
    """The award that a decision makes; None where it stands already, and for a fund, which pays once.

    Housing Benefit begins on the Monday after the claim, or with the rent in its week; after a suspension on a Monday again.
    """
    pence = in_period(weekly_pence, claim.kind)
    if claim.kind in FUNDS or not pence:
        return None
    recorded: list[Award] = list(Award.select().where(Award.claim == claim.id).order_by(Award.start))
    if recorded and recorded[-1].end is None and (recorded[-1].pence, recorded[-1].to_landlord) == (pence, to_landlord):
        return None
    start = claim.counts_from
    if claim.kind in HB_KINDS:
        start = hb_start(start, tenancy(claim.tenancy_id).starts_on)
    if recorded:
        start = max(week_of(on), recorded[-1].start + WEEK, recorded[-1].end or date.min)
    draft = AwardDraft(start, pence, to_landlord=to_landlord, told_on=on, source="The decision")
    return record_award(act, claim_id=claim.id, draft=draft)


def renew(act: Act, claim: Claim, instead: Sequence[ExpectedDraft] | None = None) -> tuple[ExpectedDraft, ...]:
    """What the claim's office should pay next on the account of its agreement; returns what was expected before.

    Deductions come in the tenant's own name, among the payments that they agreed to make, and are left alone.
    """
    account, payer = main_account(claim.tenancy_id), payer_of(claim.kind)
    if account is None or payer not in BENEFIT:
        return ()
    drafts = instead if instead is not None else [
        ExpectedDraft(due.due_on, due.pence, due.covers_from, due.covers_to - DAY, due.why)
        for due in next_dues(account.id, payer, act.today)]
    return renew_expected(act, account_id=account.id, payer=payer, drafts=drafts)


def renew_claims(act: Act, *, tenancy_id: int) -> None:
    """What is expected for an agreement is reckoned anew, when it ends or runs on; of each payer whose claim was decided."""
    by_payer = {payer_of(claim.kind): claim for claim in Claim.select().where(
        (Claim.tenancy == tenancy_id) & Claim.state.in_((ClaimState.DECIDED, ClaimState.SUSPENDED)))}
    for claim in by_payer.values():
        renew(act, claim)


def _recorded(claim_id: int) -> Sequence[Standing]:
    rows = Award.select(Award.id, Award.start, Award.end).where(Award.claim == claim_id).order_by(Award.start).tuples()
    return [Standing(*row) for row in rows]


def _said(claim: Claim, pence: int) -> str:
    return f"{format_pence(pence)} a {'month' if by_month(claim.kind) else 'week'} awarded"
