"""What advice about benefit begins with: for an agreement, an applicant, or somebody at the desk who is neither."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from housingdesk.benefits.law_stock import funds
from housingdesk.benefits.queries.claims import ClaimRow, claims_of
from housingdesk.benefits.queries.estimates import KeptHousehold, kept_household, papers_of
from housingdesk.benefits.queries.falls import fall_of
from housingdesk.benefits.queries.rates import rates
from housingdesk.benefits.queries.rent_changes import rent_changes
from housingdesk.benefits.rules.advice.known import More, Standing
from housingdesk.benefits.rules.advice.shapes import Claimed
from housingdesk.benefits.rules.assess import Case
from housingdesk.benefits.rules.assess.case import Charge, Every, Housing, Member, Relation
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.documents.queries import DocumentRow
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.queries.affordability import beginning, in_london, large_print
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.answered_case import case_of_answers
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.people.queries import needs_on, persons
from housingdesk.people.rules import NeedKind
from housingdesk.properties.models import Council
from housingdesk.properties.queries import space
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.queries.accounts import AccountRow, charges_in_force, main_account
from housingdesk.rent.queries.next_debit import rent_free_weeks
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.settings.queries import value
from housingdesk.tenancies.queries.agreements import holders_on, occupancy_on, route_on, tenancy
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.dates import rent_year_of
from housingdesk.values.timeline import Ref

_SUPPORTED = (RentType.SUPPORTED, RentType.SPECIALISED)
_ROUTES = {BenefitRoute.HB_EXEMPT: Housing.EXEMPT, BenefitRoute.HB_TEMPORARY: Housing.TEMPORARY}
_PAYS = {BenefitRoute.HB_EXEMPT: ClaimKind.HB_SUPPORTED, BenefitRoute.HB_TEMPORARY: ClaimKind.HB_TEMPORARY,
         BenefitRoute.HB_PENSION: ClaimKind.HB, BenefitRoute.UC_TENANT: ClaimKind.UC, BenefitRoute.UC_DIRECT: ClaimKind.UC}


@dataclass(frozen=True, slots=True)
class Advising:
    """What is known before anything is typed. ``subject`` None: somebody at the desk, of whom nothing is kept.

    ``kept`` is the household of the last estimate, ``papers`` its papers, ``person_id`` who a letter goes to.
    """

    subject: Ref | None
    names: str
    where: str
    reference: str
    case: Case
    more: More
    standing: Standing
    kept: KeptHousehold | None = None
    papers: tuple[DocumentRow, ...] = ()
    large_print: bool = False

    @property
    def tenancy_id(self) -> int | None:
        """The agreement; None where it is about an applicant or nobody."""
        return self.subject.id if self.subject is not None and self.subject.table == "tenancy" else None


def advising(tenancy_id: int | None, applicant_id: int | None, on: date) -> Advising:
    """Everything known about an agreement, else an applicant, else an empty household of one person."""
    if tenancy_id is not None:
        return _of_tenancy(tenancy_id, on)
    if applicant_id is not None:
        return _of_applicant(applicant_id, on)
    case = Case(Housing.ORDINARY, (), (Member(Relation.CLAIMANT),))
    return Advising(None, "Somebody at the desk", "", "", case, More(), _standing(on))


def _standing(on: date, **facts: Any) -> Standing:
    return Standing(on, rates(on), funds(), landlord=str(value("org.name", on) or "us"), **facts)


def _of_applicant(applicant_id: int, on: date) -> Advising:
    begun = beginning(applicant_id, None, on)
    subject = Ref("applicant", applicant_id)
    kept = kept_household(subject)
    answered = case_of_answers(begun.answers, begun.home, on)
    council = begun.applicant.council or "the council"
    case = _renewed(kept.case, answered) if kept is not None else answered
    more = kept.more if kept is not None else More(begun.home.starts_on)
    return Advising(subject, begun.applicant.name, begun.address, begun.applicant.reference, case, more,
                    _standing(on, office=council), kept, papers_of(subject), large_print(applicant_id))


def _of_tenancy(tenancy_id: int, on: date) -> Advising:
    row, subject = tenancy(tenancy_id), Ref("tenancy", tenancy_id)
    kept, account, day = kept_household(subject), main_account(tenancy_id), row.within(on)
    people = tuple(one.person_id for one in holders_on(tenancy_id, day))
    home = occupancy_on(tenancy_id, day)
    known = _known_case(tenancy_id, people, home.space_id if home else None, account, day)
    case = _renewed(kept.case, known) if kept is not None else known
    more = replace(kept.more, starts_on=row.starts_on) if kept is not None else More(row.starts_on)
    large = {need.kind for need in needs_on(people, on)} & {NeedKind.LARGE_PRINT, NeedKind.EASY_READ}
    return Advising(subject, row.names, row.address, row.reference, case, more, _about(tenancy_id, home, account, on), kept,
                    papers_of(subject), bool(large))


def _about(tenancy_id: int, home: Any, account: AccountRow | None, on: date) -> Standing:
    """What the account, the claims and the home's council say."""
    council_id = space(home.space_id).council_id if home is not None else None
    council = None if council_id is None else Council.get_or_none(Council.id == council_id)
    change = rent_changes([account.id], on).get(account.id) if account is not None else None
    claims = tuple(map(_claimed, claims_of(tenancy_id))) or _by_route(tenancy_id, on)
    return _standing(on, claims=claims, office=council.name if council else "the council",
                     owed_pence=account.pence if account is not None else 0, rent_changes_on=change.on if change else None,
                     old_weekly_pence=change.before_pence if change else 0,
                     new_weekly_pence=change.after_pence if change else 0,
                     fall=fall_of(account.id, on) if account is not None else None)


def _by_route(tenancy_id: int, on: date) -> tuple[Claimed, ...]:
    """Benefit that is in payment by the agreement's route, where no claim is recorded."""
    found = route_on(tenancy_id, on)
    kind = _PAYS.get(found.route) if found is not None else None
    if found is None or kind is None:
        return ()
    direct = found.route is not BenefitRoute.UC_TENANT
    return (Claimed(kind, ClaimState.DECIDED, found.start, found.start, found.start, direct),)


def _claimed(row: ClaimRow) -> Claimed:
    came = [one.received_on for one in row.evidence if one.received_on is not None]
    days = [day for day in (row.sent_on, *came) if day is not None]
    complete = max(days, default=None) if row.sent_on is not None and not row.missing else None
    return Claimed(row.kind, row.state, row.counts_from, complete, row.decided_on, row.to_landlord,
                   row.evidence_by)


def _every(account: AccountRow) -> Every:
    """Charges of every account are a week's, but of one debited monthly or by the night."""
    return {Frequency.MONTHLY: Every.MONTH, Frequency.NIGHTLY: Every.DAY}.get(account.frequency, Every.WEEK)


def _known_case(tenancy_id: int, people: tuple[int, ...], space_id: int | None, account: AccountRow | None, day: date) -> Case:
    """The household from the answers of the sign-up, else from who holds it; the home and its charges as they are today."""
    lines = charges_in_force(account.id, day) if account is not None else []
    charges = tuple(Charge(ChargeCode(line.code), line.description, line.pence) for line in lines)
    route = route_on(tenancy_id, day)
    home = space(space_id) if space_id is not None else None
    housing = _ROUTES.get(route.route) if route is not None else None
    if housing is None:
        housing = Housing.EXEMPT if home is not None and home.rent_type in _SUPPORTED else Housing.ORDINARY
    shared = home is not None and home.kind in (SpaceKind.ROOM, SpaceKind.BED)
    held = _answered(tenancy_id, day) or Case(housing, charges, _holders(people))
    return replace(held, housing=housing, charges=charges, every=_every(account) if account is not None else Every.WEEK,
                   free_weeks=_free_weeks(account, day), bedrooms=1 if shared else home.bedrooms if home is not None else None,
                   london=in_london(home.council_id) if home is not None else None,
                   joint=1 + sum(one.relation is Relation.JOINT for one in held.people))


def _free_weeks(account: AccountRow | None, day: date) -> int:
    """Rent-free weeks of the rent year of a day, for an account that has them."""
    year = rent_year_of(day)
    return sum(rent_year_of(monday) == year for monday in rent_free_weeks()) if account is not None and account.rent_free else 0


def _answered(tenancy_id: int, day: date) -> Case | None:
    found = SignUp.select(SignUp.applicant).where(SignUp.tenancy == tenancy_id).tuples().first()
    answers: Answers | None = answers_of(found[0]) if found is not None else None
    return case_of_answers(answers, None, day) if answers is not None else None


def _holders(people: tuple[int, ...]) -> tuple[Member, ...]:
    return tuple(Member(Relation.JOINT if place else Relation.CLAIMANT, row.born_on)
                 for place, row in enumerate(persons(people)))


def _renewed(kept: Case, known: Case) -> Case:
    """The household as it was typed last, in the home as it is today."""
    if not known.charges:
        return kept
    return replace(kept, charges=known.charges, every=known.every, free_weeks=known.free_weeks,
                   bedrooms=known.bedrooms if known.bedrooms is not None else kept.bedrooms)
