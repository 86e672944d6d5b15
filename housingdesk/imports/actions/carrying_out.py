"""An intake is carried out: all of it in one act, or nothing; and taken back while nothing followed it.

The other rooms write their own tables. Which thing of the old system became which of ours is kept, and with it every number
that people go on quoting to the bank.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.documents.actions import keep_document
from housingdesk.documents.rules import PDF, file_name
from housingdesk.errors import Refused
from housingdesk.imports.actions.preparing import open_intake
from housingdesk.imports.models import BroughtIn, Intake
from housingdesk.imports.queries.books import books
from housingdesk.imports.queries.dry_run import dry_run, known_schemes
from housingdesk.imports.queries.intakes import links
from housingdesk.imports.queries.kept import kept_about
from housingdesk.imports.rules.becoming import (
    charge_draft,
    contact_drafts,
    history_lines,
    lived,
    names_of,
    opening_lines,
    person_draft,
    space_draft,
    void_draft,
)
from housingdesk.imports.rules.dry_run import DryRun, summary
from housingdesk.imports.rules.rows import ChargePlan, Plan, TenancyPlan
from housingdesk.imports.rules.words import IntakeState, Sheet
from housingdesk.lettings.actions.references import free_reference
from housingdesk.people.actions.bringing import BroughtPerson, bring_people, take_out_people
from housingdesk.properties.actions.bringing import BroughtSpace, MadeSpace, bring_spaces, take_out_spaces
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.actions.accounts import sub_reference
from housingdesk.rent.actions.bringing import (
    BroughtAccount,
    bring_accounts,
    bring_entries,
    next_payment_references,
    take_out_accounts,
    take_out_formulas,
)
from housingdesk.rent.actions.review.formula import bring_in_formulas
from housingdesk.rent.queries.review.formula import FORMULA_TYPES
from housingdesk.rent.rules.nights import last_charged
from housingdesk.rent.rules.service_costs import year_of
from housingdesk.rent.rules.words import AccountKind, BatchKind, Frequency
from housingdesk.settings import queries as settings
from housingdesk.tenancies.actions.bringing import BroughtTenancy, bring_tenancies, next_references, take_out_tenancies
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY, WEEK, format_date, week_of
from housingdesk.values.references import is_payment_reference
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold
from housingdesk.values.timeline import Ref

_STEPS = 7
_CARRY_LOCK = 61   # two seats that carry one intake out: the second finds it done


@frozen
class _Made:
    """What was made so far, in the order of the plan."""

    spaces: Sequence[MadeSpace]
    known: frozenset[int]
    people: Sequence[int]
    tenancies: Sequence[int]
    accounts: Sequence[int]
    voids: Sequence[int]
    beside: Mapping[tuple[int, AccountKind], int]
    batches: Sequence[int]


@needs(Permission.BRING_IN)
def carry_out(act: Act, *, intake_id: int) -> int:
    """Brings everything in; returns how many agreements. Refused while a fault is left or a total does not agree."""
    act.lock(_CARRY_LOCK)
    record = open_intake(intake_id, None)
    found = dry_run(intake_id, act.today, act.progress)
    _refuse(found)
    made = _make(act, record, found.plan)
    act.progress(6, _STEPS, "Keeping which became which")
    _link(act, intake_id, found.plan, made)
    act.change(record, state=IntakeState.DONE, done_at=act.now, done_by=act.who.name, note=summary(found.plan)[:1000])
    act.progress(_STEPS, _STEPS, "Done")
    _keep_proof(act, intake_id, found)
    act.say(f"{record.name} brought in: {summary(found.plan)}", about=("intake", intake_id))
    act.take_back(take_back_intake, "taking it back", intake_id=intake_id)
    return len(found.plan.tenancies)


def _keep_proof(act: Act, intake_id: int, found: DryRun) -> None:
    """What came in, held against the old system's totals and the books, is kept as a paper for the auditor."""
    from housingdesk.imports.proof import proof

    kept, known = books(intake_id), settings.values(act.today)
    for line in found.controls:
        if not line.scheme and kept.totals[line.kind] != line.ours:
            raise Refused(f"{line.words}: the files have {line.figure(line.ours)}, but the books would have "
                          f"{line.figure(kept.totals[line.kind])}. Nothing was brought in")
    keep_document(act, subject=Ref("intake", intake_id), name=file_name(f"Proof of {kept.name}.pdf"), media_type=PDF,
                  content=proof(found, kept, by=act.who.name, author=known["org.name"] or "HousingDesk",
                                demo=bool(known["demo.mark"])))


def _refuse(found: DryRun) -> None:
    if found.faults:
        raise Refused(f"{len(found.faults):,} faults are to be mended first. The first: {found.faults[0]}")
    for line in found.controls:
        if not line.agrees:
            raise Refused(f"{line.words}: the old system has {line.figure(line.theirs)}, and {line.figure(line.ours)} would "
                          "come in. Nothing was brought in")
    if not found.may_carry_out:
        raise Refused("There is nothing to bring in yet")


def _make(act: Act, record: Intake, plan: Plan) -> _Made:
    act.progress(0, _STEPS, f"{len(plan.spaces):,} homes")
    schemes = known_schemes()
    spaces = _spaces(act, plan, schemes)
    act.progress(1, _STEPS, f"{len(plan.people):,} people")
    references = next_references(act, [one.kind for one in plan.tenancies])
    where = lived(plan, references, [(one.address, one.postcode) for one in spaces], act.today)
    people = bring_people(act, people=[
        BroughtPerson(person_draft(one), contact_drafts(one), *where.get(place, ("", (), False)))
        for place, one in enumerate(plan.people)])
    act.progress(2, _STEPS, f"{len(plan.tenancies):,} agreements")
    wanted = [one.reference if is_payment_reference(one.reference) else "" for one in plan.tenancies]
    payment = next_payment_references(act, wanted, free_reference(act))
    tenancies = bring_tenancies(act, tenancies=[
        _tenancy(plan, one, spaces, people, reference, paid)
        for one, reference, paid in zip(plan.tenancies, references, payment, strict=True)])
    act.progress(3, _STEPS, "Their accounts and charges")
    accounts = bring_accounts(act, accounts=[
        _account(plan, one, number, reference)
        for one, number, reference in zip(plan.tenancies, tenancies, payment, strict=True)])
    beside = _beside(act, plan, tenancies, accounts, payment)
    voids = _voids(act, plan, spaces)
    _formulas(act, record, plan, spaces)
    return _Made(spaces, frozenset(schemes.values()), people, tenancies, accounts, voids, beside,
                 _post(act, record, plan, accounts, beside))


def _spaces(act: Act, plan: Plan, schemes: Mapping[str, int]) -> list[MadeSpace]:
    return bring_spaces(act, spaces=[
        BroughtSpace(space_draft(one), one.parent, one.lettable,
                     schemes.get(fold(one.label)) if one.kind is SpaceKind.SCHEME else None) for one in plan.spaces])


def _tenancy(plan: Plan, one: TenancyPlan, spaces: Sequence[MadeSpace], people: Sequence[int], reference: str,
             paid: str) -> BroughtTenancy:
    home = spaces[one.home]
    names = names_of(plan, one, {place: people[place] for place in one.people})
    nightly = one.frequency is Frequency.NIGHTLY and one.ends_on is not None
    return BroughtTenancy(reference, one.kind, names, home.id, home.address, home.postcode, home.social, one.starts_on,
                          one.ends_on, one.route, one.claim, paid, one.end_reason, one.starter_until, one.fixed_until,
                          max(one.ends_on, one.starts_on + DAY) if nightly and one.ends_on is not None else None)


def _account(plan: Plan, one: TenancyPlan, tenancy: int, reference: str) -> BroughtAccount:
    kind = AccountKind.GARAGE if one.kind is TenancyKind.CONTRACT else AccountKind.RENT
    names = " and ".join(plan.people[place].name for place in one.people)
    return BroughtAccount(reference, kind, names, one.starts_on, one.charged_to, one.frequency, tenancy, None,
                          _closes_on(one), tuple((charge_draft(line), line.starts_on, _over_on(line)) for line in one.charges))


def _over_on(line: ChargePlan) -> date | None:
    return line.ends_on + DAY if line.ends_on is not None else None


def _closes_on(one: TenancyPlan) -> date | None:
    """The last day or night that is charged: somebody charged by the night leaves on the day after it."""
    if one.ends_on is None or one.frequency is not Frequency.NIGHTLY:
        return one.ends_on
    charged = settings.value("rent.same_day_nights", one.ends_on) == "one"
    return last_charged(one.ends_on, one.starts_on, at_least_one=charged)


def _beside(act: Act, plan: Plan, tenancies: Sequence[int], accounts: Sequence[int],
            references: Sequence[str]) -> dict[tuple[int, AccountKind], int]:
    """The accounts beside the rent accounts that owe anything: court costs, recharges, overpaid benefit."""
    wanted = [(place, kind) for place, one in enumerate(plan.tenancies) for kind, _ in one.beside]
    made = bring_accounts(act, accounts=[
        BroughtAccount(sub_reference(references[place], kind), kind,
                       " and ".join(plan.people[at].name for at in plan.tenancies[place].people),
                       plan.tenancies[place].starts_on, plan.tenancies[place].charged_to, plan.tenancies[place].frequency,
                       tenancies[place], parent_id=accounts[place]) for place, kind in wanted])
    return dict(zip(wanted, made, strict=True))


def _formulas(act: Act, record: Intake, plan: Plan, spaces: Sequence[MadeSpace]) -> None:
    """The formula rents of homes whose rent has one, for the rent year in which the balances stood."""
    rows = [(spaces[place].id, space.formula_pence) for place, space in enumerate(plan.spaces)
            if space.formula_pence and space.rent_type in FORMULA_TYPES]
    if rows:
        bring_in_formulas(act, year_from=year_of(plan.on), rows=rows, source=record.system or record.name)


def _voids(act: Act, plan: Plan, spaces: Sequence[MadeSpace]) -> range:
    """Accounts that carry what empty homes lose, where their rent was said."""
    held = {one.home for one in plan.tenancies if one.ends_on is None or one.ends_on > plan.on}
    start = week_of(plan.on) + WEEK
    return bring_accounts(act, accounts=[
        BroughtAccount(f"V{spaces[place].id:06d}", AccountKind.VOID, spaces[place].address, start, start, Frequency.WEEKLY,
                       None, spaces[place].id, None, ((void_draft(space.rent_pence), start, None),))
        for place, space in enumerate(plan.spaces) if space.lettable and space.rent_pence and place not in held])


def _post(act: Act, record: Intake, plan: Plan, accounts: Sequence[int],
          beside: Mapping[tuple[int, AccountKind], int]) -> list[int]:
    act.progress(4, _STEPS, "What was owed")
    source = record.system or record.name
    attempt = f":{record.version}"
    found = []
    if lines := opening_lines(plan, accounts, beside):
        found.append(bring_entries(act, kind=BatchKind.OPENING, key=f"intake:{record.id}{attempt}:openings", lines=lines,
                                   title=f"Balances of {format_date(plan.on)} from {source}", source=source))
    act.progress(5, _STEPS, "Its history")
    for year, some in history_lines(plan, accounts):
        act.progress(5, _STEPS, f"The history of {year}")
        found.append(bring_entries(act, kind=BatchKind.BROUGHT_IN, key=f"intake:{record.id}{attempt}:{year}", lines=some,
                                   title=f"History of {year} from {source}", source=source))
    return found


def _link(act: Act, intake_id: int, plan: Plan, made: _Made) -> None:
    """Which became which; an account is kept by the old tenancy number and by the reference they pay with."""
    rows: dict[tuple[Sheet, str, str], int] = {}
    for place, (space, one) in enumerate(zip(plan.spaces, made.spaces, strict=True)):
        rows[Sheet.HOMES, space.key or f"{space.kind} {place}", "space"] = one.id
    for place, (person, number) in enumerate(zip(plan.people, made.people, strict=True)):
        rows[Sheet.PEOPLE, person.key or f"row {person.where.line}, {place}", "person"] = number
    for tenancy, number, account in zip(plan.tenancies, made.tenancies, made.accounts, strict=True):
        rows[Sheet.TENANCIES, tenancy.key, "tenancy"] = number
        quoted = ", " not in tenancy.key  # an address stands for a number that was not there: nobody quotes it to the bank
        rows[Sheet.TENANCIES if quoted else Sheet.CHARGES, tenancy.key, "account"] = account
        if tenancy.reference:
            rows[Sheet.BALANCES, tenancy.reference, "account"] = account
    for (place, kind), number in made.beside.items():
        rows[Sheet.CHARGES, f"{kind} {plan.tenancies[place].key}", "account"] = number
    rows |= {(Sheet.HOMES, f"void {number}", "account"): number for number in made.voids}
    rows |= {(Sheet.HISTORY, f"batch {number}", "batch"): number for number in made.batches}
    act.add_many(BroughtIn, ("intake", "sheet", "key", "table", "record"), [
        (intake_id, sheet, key[:200], table, number) for (sheet, key, table), number in rows.items()
        if table != "space" or number not in made.known], summary="which became which")


@needs(Permission.BRING_IN)
def take_back_intake(act: Act, *, intake_id: int) -> None:
    """Takes an intake back: its batches reversed, its accounts out of use, its homes, people and agreements gone.

    Refused with a sentence once anything else was posted on its accounts or kept about what it brought.
    """
    act.lock(_CARRY_LOCK)
    record = Intake.get_or_none(Intake.id == intake_id)
    if record is None or record.state is not IntakeState.DONE:
        raise Refused("This intake is not brought in")
    found = _brought(record)
    act.progress(0, 4, "Its accounts")
    accounts = sorted(set(found.get("account", ())))
    take_out_accounts(act, account_ids=accounts, batch_ids=sorted(set(found.get("batch", ()))),
                      reason=f"{record.name} taken back")
    act.progress(1, 4, "Its agreements")
    take_out_tenancies(act, tenancy_ids=sorted(found.get("tenancy", ())))
    act.progress(2, 4, "Its people")
    take_out_people(act, person_ids=sorted(found.get("person", ())))
    act.progress(3, 4, "Its homes")
    take_out_formulas(act, space_ids=sorted(found.get("space", ())))
    take_out_spaces(act, space_ids=sorted(found.get("space", ())))
    act.bulk(BroughtIn.delete().where(BroughtIn.intake == intake_id), summary="which became which")
    act.change(record, state=IntakeState.TAKEN_BACK)
    act.progress(4, 4, "Done")
    act.say(f"{record.name} taken back: {record.note}", about=("intake", intake_id))


def _brought(record: Intake) -> dict[str, list[int]]:
    """What an intake has made, by table; Refused when something is kept about any of it."""
    brought = links(record.id)
    kept = kept_about(brought)
    if kept is not None:
        raise Refused(f"{kept} about something that came with {record.name} since. What was brought in stays")
    found: dict[str, list[int]] = {}
    for table, number in brought:
        found.setdefault(table, []).append(number)
    return found
