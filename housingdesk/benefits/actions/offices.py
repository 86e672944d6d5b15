"""The cards of the offices that pay benefit, each with the control account in which its lumps wait for their schedules."""

from dataclasses import fields
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Office
from housingdesk.benefits.queries.offices import control_of_council
from housingdesk.benefits.rules.offices import OFFICE_NAMES, CardDraft
from housingdesk.benefits.rules.words import HowSent, Source
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.properties.queries import OfficeRow as CouncilRow
from housingdesk.properties.queries import councils
from housingdesk.rent.actions.accounts import open_ledger_account
from housingdesk.rent.queries.accounts import account as account_row
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line, squash

_OFFICE = "This office"
_CONTROLS = {Source.DWP_MANAGED: ("universal_credit", "Universal Credit awaiting its schedule"),
             Source.DWP_DEDUCTIONS: ("universal_credit", "Universal Credit awaiting its schedule"),
             Source.ALLPAY: ("allpay", "allpay awaiting its file"),
             Source.BACS: ("bacs_lists", "Bacs payments awaiting their list")}
_LONG = frozenset({"postal_address", "note"})


@needs(Permission.KEEP_TENANCIES)
def open_office(act: Act, *, source: Source, council_id: int | None = None, control_id: int | None = None) -> int:
    """Opens the card of an office and the control account of its lumps; returns its id, the existing one's if it is there.

    ``control_id`` None takes the control account the council has already, or opens one.
    """
    if (source is Source.COUNCIL) != (council_id is not None):
        raise Refused("Say which council it is" if source is Source.COUNCIL else f"{source} is not a council’s")
    found = Office.get_or_none((Office.source == source) & ((Office.council == council_id) if council_id is not None
                                                            else Office.council.is_null()))
    if found is not None:
        return int(found.id)
    council = None if council_id is None else _council(council_id)
    control = _control(control_id) if control_id is not None else _control_of(act, source, council)
    made = act.add(Office(
        source=source, council=council_id, control=control, sends=HowSent.PORTAL,
        **({} if council is None else {"creditor_number": council.number, "phone": council.phone, "email": council.email})))
    act.say(f"{OFFICE_NAMES[source] if council is None else council.name}: card opened", about=("office", made.id))
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def change_office(act: Act, *, office_id: int, version: int, draft: CardDraft) -> None:
    """Writes what is on an office's card anew."""
    refuse(draft.problems())
    row = as_seen(Office, office_id, version, _OFFICE)
    was = CardDraft(**{name: getattr(row, name) for name in _FIELDS})
    act.change(row, **_columns(draft))
    act.say(f"{_name(row)}: card changed", about=("office", row.id))
    act.take_back(change_office, "put it back", office_id=row.id, version=row.version, draft=was)


_FIELDS = tuple(one.name for one in fields(CardDraft))


def _columns(draft: CardDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _FIELDS}
    return {name: (value.strip() if name in _LONG else one_line(value)) if isinstance(value, str) and name != "sends" else value
            for name, value in values.items()}


def _name(row: Office) -> str:
    return str(row.council.name) if row.council_id is not None else OFFICE_NAMES[row.source]


def _council(council_id: int) -> CouncilRow:
    found = next((one for one in councils() if one.id == council_id), None)
    if found is None:
        raise NotFound("This council is no longer there")
    return found


def _control(control_id: int) -> int:
    account = account_row(control_id)
    if account is None or account.kind is not AccountKind.CONTROL:
        raise Refused("Money without its schedule waits in a control account. Choose one")
    return account.id


def _control_of(act: Act, source: Source, council: CouncilRow | None) -> int:
    if council is None:
        reference, name = _CONTROLS[source]
        return open_ledger_account(act, reference=reference, kind=AccountKind.CONTROL, name=name)
    theirs = control_of_council(council.id)
    return theirs if theirs is not None else open_ledger_account(
        act, reference=f"hb_{council.id}_{squash(council.name)}"[:20], kind=AccountKind.CONTROL,
        name=f"Housing Benefit of {council.name} awaiting its schedule", council_id=council.id)
