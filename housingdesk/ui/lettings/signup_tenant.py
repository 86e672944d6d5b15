"""Who sits at the desk, and what they may see of a sheet: the questions marked to be shown, with what was answered."""

from datetime import date

from housingdesk.lettings.queries.signup import SignUpCase
from housingdesk.lettings.queries.signup.at_desk import AtDesk
from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.signup.sheets import Sheet
from housingdesk.lettings.rules.signup.status import Asked, TaskState
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.tenant import TenantPage, TenantRows, TenantWords
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence


def tenant_page(shown: AtDesk, state: TaskState, sheet: Sheet) -> TenantPage | None:
    """The page for the tenant's window; None when nothing of the sheet is for showing."""
    if state.task.key == "paying" and shown.plan is not None:
        return _what_you_pay(shown)
    case = shown.case
    rows = tuple((one.question.ask.rstrip("?"), said(one)) for one in sheet.asked
                 if one.question.show and not one.question.private and one.answered and one.value)
    if not rows:
        return None
    blocks: list[TenantRows | TenantWords] = [TenantRows(rows)]
    if state.task.key == "offer" and case.known.total:
        blocks = [TenantRows((*rows, ("All together", format_pence(case.known.total))), total=True)]
    return TenantPage(sheet.title or state.task.title, tuple(blocks), key=f"{sheet.task} {sheet.title} {sheet.person}")


def _what_you_pay(shown: AtDesk) -> TenantPage:
    plan = shown.plan
    assert plan is not None
    known = shown.case.known
    rows = [("All charges", format_pence(known.total))]
    if known.covered:
        rows += [("Benefit is expected to pay", format_pence(known.covered)), ("You pay yourself", format_pence(known.own))]
    rows += [(format_day(one.due_on), format_pence(one.pence)) for one in plan.payments[:3]]
    return TenantPage("What you pay", (TenantWords(plan.words, strong=True), TenantRows(tuple(rows))), key="what you pay")


def said(one: Asked) -> str:
    """An answer in words."""
    value = one.value
    match one.question.kind:
        case Kind.DAY:
            return format_day(date.fromisoformat(value)) if value else ""
        case Kind.MONEY:
            return format_pence(int(value)) if value else ""
        case Kind.CHOICE:
            return one.choices.get(value, value)
        case Kind.YES_NO | Kind.TICK:
            return {"yes": "Yes", "no": "No"}.get(value, value)
    return value

def household_of(case: SignUpCase) -> Household:
    """Whose the screen is while this sign-up is on it."""
    head = case.head
    records = {("sign_up", head.id), ("applicant", head.applicant_id)}
    if head.tenancy_id is not None:
        records.add(("tenancy", head.tenancy_id))
    people = frozenset({head.person_id}) if head.person_id is not None else frozenset()
    return Household(case.answers.look("name_1") or "Somebody new", people, frozenset(records))
