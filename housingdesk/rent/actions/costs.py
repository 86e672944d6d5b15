"""The services of a scheme, their budgets and shares are kept, and what is spent on them is recorded bill by bill."""

from collections.abc import Mapping
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import NotFound, Refused
from housingdesk.properties.queries import let_spaces, space
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.models import CostBudget, CostHead, CostShare, Spending
from housingdesk.rent.rules.service_costs import BudgetDraft, HeadDraft, SpendingDraft, year_of
from housingdesk.rent.rules.words import Apportionment
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref


@needs(Permission.KEEP_CHARGES)
def keep_head(act: Act, *, draft: HeadDraft, head_id: int | None = None, version: int | None = None) -> int:
    """Enters a service of a scheme, or changes one; returns its id."""
    refuse(draft.problems())
    name = one_line(draft.name)
    scheme = space(draft.scheme_id)
    if scheme.kind is not SpaceKind.SCHEME:
        raise Refused("Services are kept with a scheme")
    twin = next((one for one in CostHead.select().where(CostHead.scheme == draft.scheme_id)
                 if one.name.casefold() == name.casefold() and one.id != head_id), None)
    if twin is not None:
        raise Refused(f"{scheme.label} has {twin.name} already")
    facts = {"name": name, "code": draft.code, "apportionment": draft.apportionment, "supplier": one_line(draft.supplier),
             "note": draft.note.strip(), "ends_on": draft.ends_on}
    if head_id is None:
        head_id = int(act.add(CostHead(scheme=draft.scheme_id, **facts)).id)
        act.take_back(remove_head, f"the service {name}", head_id=head_id)
    else:
        act.change(as_seen(CostHead, head_id, version, "This service"), **facts)
    act.say(f"{scheme.label}: {name}, shared {draft.apportionment}", about=("space", draft.scheme_id))
    return head_id


@needs(Permission.KEEP_CHARGES)
def remove_head(act: Act, *, head_id: int) -> None:
    """Takes a service away again that has neither budgets nor bills."""
    head = _head(head_id)
    if CostBudget.select().where(CostBudget.head == head_id).exists() or \
            Spending.select().where(Spending.head == head_id).exists():
        raise Refused(f"{head.name} has budgets or bills. Say when it ends instead")
    act.bulk(CostShare.delete().where(CostShare.head == head_id), summary="Named parts taken away")
    act.remove(head)
    act.say(f"{head.name} taken away", about=("space", head.scheme_id))


@needs(Permission.KEEP_CHARGES)
def set_budget(act: Act, *, head_id: int, year_from: date, draft: BudgetDraft) -> int:
    """Sets what a service is to cost in a rent year, what is carried in, and what it cost in the end; returns the id."""
    refuse(draft.problems())
    head = _head(head_id)
    if year_from != year_of(year_from):
        raise Refused(f"A rent year begins on the first Monday of April: {format_date(year_of(year_from))}")
    facts = {"budget_pence": draft.budget_pence, "carried_pence": draft.carried_pence, "actual_pence": draft.actual_pence,
             "note": draft.note.strip()}
    kept = CostBudget.get_or_none((CostBudget.head == head_id) & (CostBudget.year_from == year_from))
    if kept is None:
        kept = act.add(CostBudget(head=head_id, year_from=year_from, **facts))
    else:
        act.change(kept, **facts)
    act.say(f"{head.name}: {format_pence(draft.budget_pence)} for the year from {format_date(year_from)}",
            about=("space", head.scheme_id))
    return int(kept.id)


@needs(Permission.KEEP_CHARGES)
def set_shares(act: Act, *, head_id: int, parts: Mapping[int, int]) -> None:
    """Names the parts that homes take in a service, by home; a home that is not named takes none."""
    head = _head(head_id)
    if head.apportionment is not Apportionment.NAMED:
        raise Refused(f"{head.name} is shared {head.apportionment}; change that first")
    homes = {row.id: row for row in let_spaces(act.today, head.scheme_id) if row.residential}
    named = {home: count for home, count in parts.items() if count}
    if strange := [home for home in named if home not in homes]:
        raise Refused(f"Home {strange[0]} does not stand in this scheme")
    if any(count < 0 for count in named.values()):
        raise Refused("A part is not less than nil")
    if not named:
        raise Refused("Name the part of at least one home")
    act.bulk(CostShare.delete().where(CostShare.head == head_id), summary="Named parts replaced")
    act.add_many(CostShare, ("head", "space", "parts", "version"), [(head_id, home, count, 1)
                                                                    for home, count in sorted(named.items())],
                 summary=f"Parts of {head.name}")
    act.say(f"{head.name}: {sum(named.values()):,} parts on {len(named):,} homes", about=("space", head.scheme_id))


@needs(Permission.KEEP_CHARGES)
def record_spending(act: Act, *, draft: SpendingDraft, document: FileDraft | None = None) -> int:
    """Records a bill of a service, with its paper where there is one; returns its id. A number of a supplier stands once."""
    refuse(draft.problems(act.today))
    head = _head(draft.head_id)
    supplier, reference = one_line(draft.supplier) or head.supplier, one_line(draft.reference)
    if reference and Spending.select().join(CostHead).where(
            (CostHead.scheme == head.scheme_id) & (Spending.supplier == supplier) & (Spending.reference == reference)
            & (Spending.head == head.id) & (Spending.removed == "")).exists():
        raise Refused(f"Invoice {reference} of {supplier or 'this supplier'} is recorded already")
    paper = keep_file(act, subject=Ref("space", head.scheme_id), draft=document) if document is not None else None
    made = act.add(Spending(head=head.id, spent_on=draft.spent_on, pence=draft.pence, supplier=supplier, reference=reference,
                            text=one_line(draft.text), document=paper, recorded_at=act.now, recorded_by=act.who.name,
                            removed=""))
    act.say(f"{head.name}: {format_pence(draft.pence)} of {format_date(draft.spent_on)} recorded",
            about=("space", head.scheme_id))
    act.take_back(remove_spending, "the bill", spending_id=made.id, reason="Recorded by mistake")
    return int(made.id)


@needs(Permission.KEEP_CHARGES)
def remove_spending(act: Act, *, spending_id: int, reason: str) -> None:
    """Takes a bill out of the sums; it stays on file with the reason."""
    bill = Spending.get_or_none(Spending.id == spending_id)
    if bill is None:
        raise NotFound("This bill is no longer there")
    if bill.removed:
        raise Refused(f"This bill was taken out already: {bill.removed}")
    if len(reason.strip()) < 4:
        raise Refused("Say in a few words why the bill is wrong")
    act.change(bill, removed=reason.strip()[:200])
    act.say(f"Bill of {format_pence(bill.pence)} taken out: {reason.strip()}", about=("space", bill.head.scheme_id))


def _head(head_id: int) -> CostHead:
    head = CostHead.get_or_none(CostHead.id == head_id)
    if head is None:
        raise NotFound("This service is no longer there")
    return head
