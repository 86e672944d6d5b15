"""Can we? Gathers what the rooms below know of an agreement on a day, for the checks of a notice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.errors import Refused
from housingdesk.holds import queries as hold_queries
from housingdesk.notices.models import NoticeCase
from housingdesk.notices.queries import wordings
from housingdesk.notices.queries.cases import CaseRow, cases_of
from housingdesk.notices.rules.answered import number_of
from housingdesk.notices.rules.checks import checks, stops
from housingdesk.notices.rules.findings import Check, Facts, Held, Holding, Stage
from housingdesk.notices.rules.pack import CITING, Ground, Notice, Rule
from housingdesk.notices.rules.periods import Every, RentPeriods
from housingdesk.notices.rules.states import OPEN, State
from housingdesk.notices.stock import shipped_pack
from housingdesk.people import queries as people_queries
from housingdesk.people.rules import PartyRole
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.ledger import balance_as_at
from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.rent.rules.words import SUB_ACCOUNTS, AccountKind, EntryKind, Frequency
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import BenefitRoute, Regime, route_words
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.timeline import Ref

_SUPPORT = frozenset({PartyRole.SUPPORT_PROVIDER, PartyRole.KEY_WORKER, PartyRole.ADVOCATE})
_EVERY = {Frequency.WEEKLY: Every.WEEK, Frequency.FORTNIGHTLY: Every.FORTNIGHT, Frequency.FOUR_WEEKLY: Every.FOUR_WEEKS,
          Frequency.MONTHLY: Every.MONTH, Frequency.NIGHTLY: Every.WEEK}
_NOT_OURS = {"ntq-tenant": "The tenant gives this notice. When it comes, end the tenancy in its file with its last day"}
_ABOUT_RENT = frozenset({Rule.INCREASE, Rule.AGREED_INCREASE})
_WARNINGS = ("warning-1", "warning-final", "breach")
_ALSO_AFTER = frozenset({"belongings"})


def offered(tenancy_id: int, on: date) -> list[Notice]:
    """The notices that belong to an agreement on a day, those about its rent last; after its end what is still to be told."""
    law, row = agreements.regime_of(tenancy_id, on), agreements.tenancy(tenancy_id)
    ended = row.ends_on is not None and row.ends_on < on
    found = [notice for notice in shipped_pack().notices if law in notice.regimes and notice.key not in _NOT_OURS
             and notice.valid_from <= on and (notice.valid_to is None or on < notice.valid_to)
             and (notice.key in _ALSO_AFTER) is ended]
    return sorted(found, key=lambda notice: notice.rule in _ABOUT_RENT)


def offered_grounds(tenancy_id: int, on: date) -> list[Ground]:
    """The grounds that there are under the law of an agreement on a day."""
    law = agreements.regime_of(tenancy_id, on)
    return [ground for ground in shipped_pack().grounds_under(law).values() if ground.period(law)]


def facts(tenancy_id: int, notice: str, grounds: Sequence[str], on: date, *, answers: Mapping[str, str] | None = None,
          besides: int = 0) -> Facts:
    """All that speaks for or against a notice on a day; Refused when the notice or a ground is not there under its law.

    ``besides`` is the notice itself, where it is under way already.
    """
    row = agreements.tenancy(tenancy_id)
    law, pack = agreements.regime_of(tenancy_id, on), shipped_pack()
    kind = pack.notice(notice, law, on)
    if notice in _NOT_OURS:
        raise Refused(_NOT_OURS[notice])
    cited = pack.cited(grounds, law) if grounds or kind.rule in CITING else ()
    known = settings_queries.values(on)
    accounts = account_queries.accounts_of(tenancy_id)
    main = next((a for a in accounts if a.kind in (AccountKind.RENT, AccountKind.GARAGE)), None)
    found = Facts(
        on=on, notice=kind, regime=law, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on,
        fixed_until=row.fixed_until, starter_until=row.starter_until, holders=_holders(row, on), periods=periods_of(main),
        grounds=cited, apart_pence=sum(a.pence for a in accounts if a.kind in SUB_ACCOUNTS and a.pence > 0),
        benefit=_benefit(row, on), held=_held(tenancy_id, on), supporters=_supporters(row, on), answers=answers or {},
        landlord=", ".join(filter(None, [known["landlord.name"] or known["org.name"],
                                         *(known["landlord.address"] or known["org.address"] or ())]))
        if known["landlord.address"] or known["org.address"] else "",
        slots=tuple(w.slot for w in wordings.wordings(kind, cited, law)), review_by=pack.review_by,
        others=tuple(_others(tenancy_id, notice, besides)), warned=tuple(_warned(tenancy_id, on)))
    if kind.rule is Rule.COPY:
        found = _of_the_partner(found, tenancy_id, on)
    return found if main is None else replace(
        found, account=main.reference, owed_pence=balance_as_at(main.id, on), before_pence=_before(main.id, row.starts_on),
        rent_pence=sum(c.pence for c in account_queries.charges_in_force(main.id, on))
        * (7 if main.frequency is Frequency.NIGHTLY else 1), expected=tuple(_expected(main, on)))


def _of_the_partner(found: Facts, tenancy_id: int, on: date) -> Facts:
    """The same, to the partner who left, with the notice that is copied."""
    person_id = number_of(found.answers.get("partner_person")) or 0
    partner = tuple(Holding(p.id, p.name, p.died_on) for p in people_queries.persons([person_id]))
    original = copied(tenancy_id, on)
    return replace(found, holders=partner, copied=original.words if original else "",
                   partner_joint=any(holder.person_id == person_id for holder in found.holders))


def copied(tenancy_id: int, on: date) -> CaseRow | None:
    """The newest printed notice with a ground that asks for a copy to the partner who left."""
    law = agreements.regime_of(tenancy_id, on)
    partner = {number for number, ground in shipped_pack().grounds_under(law).items() if ground.partner}
    return next((row for row in cases_of(tenancy_id) if row.state in (State.ISSUED, State.SERVED)
                 and partner & set(row.grounds)), None)


def addressees(case: CaseRow, on: date) -> dict[int, str]:
    """On whom a notice is served, by the id of the person: each who holds the agreement on a day, or the partner who left."""
    return {holder.person_id: holder.name for holder in facts_of(case, on).holders}


def facts_of(case: CaseRow, on: date) -> Facts:
    """The same of a notice under way."""
    return facts(case.tenancy_id, case.notice, case.grounds, on, answers=case.answers, besides=case.id)


def findings(case: CaseRow, on: date) -> list[Check]:
    """Everything that speaks for or against a notice under way."""
    return checks(facts_of(case, on))


def stopped(case: CaseRow, on: date, stage: Stage) -> list[Check]:
    """What stops a step with a notice under way."""
    return stops(facts_of(case, on), stage)


def periods_of(account: AccountRow | None) -> RentPeriods:
    """The rent periods of an account; weeks from Monday where there is none."""
    if account is None:
        return RentPeriods(Every.WEEK, CYCLE_START)
    every = _EVERY[account.frequency]
    return RentPeriods(every, date(2018, 4, 1) if every is Every.MONTH else CYCLE_START)


def _holders(row: TenancyRow, on: date) -> tuple[Holding, ...]:
    held_by = [holder for holder in agreements.holders([row.id]) if holder.on(row.within(on))]
    died = {p.id: p.died_on for p in people_queries.persons([holder.person_id for holder in held_by])}
    return tuple(Holding(holder.person_id, holder.name, died.get(holder.person_id)) for holder in held_by)


def _held(tenancy_id: int, on: date) -> tuple[Held, ...]:
    subject = Ref("tenancy", tenancy_id)
    return tuple(Held(hold.stopped, hold.stops) for hold in hold_queries.active(on, [subject]).get(str(subject), []))


def _supporters(row: TenancyRow, on: date) -> tuple[str, ...]:
    people = [holder.person_id for holder in agreements.holders([row.id]) if holder.on(row.within(on))]
    return tuple(party.sentence for party in people_queries.parties_on(people, on)
                 if party.draft.role in _SUPPORT and party.may)


def _benefit(row: TenancyRow, on: date) -> str:
    route = agreements.route_on(row.id, on)
    if route is None or route.route is BenefitRoute.NONE:
        return ""
    claim = f", claim {route.claim_reference}" if route.claim_reference else ", no claim reference on file"
    return f"{route_words(route.route, row.kind)}{claim}"


def _expected(account: AccountRow, on: date) -> list[str]:
    return [f"{money.payer} of {format_pence(money.pence)} is expected on {format_date(money.due_on)}"
            for money in account_queries.expected_payments(account.id, on, 2)]


def _before(account_id: int, starts_on: date) -> int:
    """What was charged for days before the agreement began, less what of it was taken back."""
    first: Any = fn.COALESCE(Entry.period_from, Entry.effective_on)
    query: Any = Entry.select(fn.COALESCE(fn.SUM(Entry.pence), 0)).where(
        (Entry.account == account_id) & (Entry.kind.in_([EntryKind.CHARGE, EntryKind.OPENING])) & (first < starts_on))
    return int(query.scalar())


def _others(tenancy_id: int, notice: str, besides: int) -> list[str]:
    query: Any = NoticeCase.select().where((NoticeCase.tenancy == tenancy_id) & (NoticeCase.notice == notice)
                                           & (NoticeCase.id != besides) & NoticeCase.state.in_(list(OPEN)))
    return [f"begun {format_date(row.begun_at.date())} by {row.begun_by}" for row in query]


def _warned(tenancy_id: int, on: date) -> list[str]:
    """The warnings that were served on an agreement before a day, the newest first."""
    query: Any = (NoticeCase.select().where((NoticeCase.tenancy == tenancy_id) & NoticeCase.notice.in_(_WARNINGS)
                                            & (NoticeCase.state == State.SERVED) & (NoticeCase.served_on <= on))
                  .order_by(NoticeCase.id.desc()))
    return [f"{row.title}, {format_date(row.served_on)}" for row in query]


def regime_on(tenancy_id: int, on: date) -> Regime:
    """The law of an agreement on a day."""
    return agreements.regime_of(tenancy_id, on)
