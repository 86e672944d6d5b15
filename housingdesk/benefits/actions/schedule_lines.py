"""A person says whose a line of a schedule is, whose debt is taken off it, or that it is not ours; the office's next run
remembers it."""

from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.schedules import open_schedule
from housingdesk.benefits.models import Claim, LineMemory, Overpayment, Schedule, ScheduleLine
from housingdesk.benefits.queries.schedule_lines import agreements
from housingdesk.benefits.rules.schedules.matching import Known, memory_keys
from housingdesk.benefits.rules.schedules.recoveries import memory_key, taken
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import LineState, OverpaymentState
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.queries.accounts import accounts
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line

_FIELDS = ("state", "account_id", "claim_id", "overpayment_id", "recovery_account_id", "why", "sure", "chosen_by")
_COLUMNS = {"account_id": "account", "claim_id": "claim", "overpayment_id": "overpayment",
            "recovery_account_id": "recovery_account"}


@needs(Permission.POST_MONEY)
def choose_line(act: Act, *, line_id: int, account_id: int) -> None:
    """Somebody says whose rent a line pays; remembered for the office's next runs. A recovery may still be to be said."""
    line, schedule = _line(act, line_id)
    one, read = _agreement(account_id), _read(line)
    owed = taken(read)
    fields: dict[str, Any] = {"state": LineState.MATCHED, "account": account_id, "claim": _claim(one, read),
                              "why": f"Said by {act.who.name}", "sure": True, "chosen_by": act.who.name}
    first = line.recovery_account_id is None or line.recovery_account_id == line.account_id != account_id
    if owed and first:  # the own debt of whoever it was thought to be does not go over to another
        fields |= _own_debt(account_id, owed, read)
    was, learned = _was(line), _learn(act, schedule.office_id, memory_keys(read), account_id)
    act.change(line, **fields)
    act.say(f"Line {line.number}, {format_pence(line.net_pence)}: {one.names}", about=("schedule", schedule.id))
    act.take_back(put_line_back, "whose it is", line_id=line.id, was=was, memory=learned)


@needs(Permission.POST_MONEY)
def choose_recovery(act: Act, *, line_id: int, account_id: int, overpayment_id: int | None = None) -> None:
    """Somebody says whose overpayment is taken off a line: the rent account of whoever was overpaid; remembered.

    The tenant of the line is credited in full; the debt goes to that account's overpayment sub-account when it is posted.
    """
    line, schedule = _line(act, line_id)
    read = _read(line)
    if not taken(read):
        raise Refused("Nothing is taken off this line")
    one, debt = _agreement(account_id), _overpayment(overpayment_id, account_id)
    settled = line.account_id is not None
    was, learned = _was(line), _learn(act, schedule.office_id, (memory_key(read),), account_id)
    act.change(line, recovery_account=account_id, overpayment=debt,
               state=LineState.MATCHED if settled else LineState.ASK, chosen_by=act.who.name if settled else line.chosen_by,
               why=f"{one.names}’s overpayment, said by {act.who.name}" if settled else line.why)
    act.say(f"Line {line.number}: {format_pence(taken(read))} is {one.names}’s overpayment", about=("schedule", schedule.id))
    act.take_back(put_line_back, "whose debt it is", line_id=line.id, was=was, memory=learned)


@needs(Permission.POST_MONEY)
def not_ours(act: Act, *, line_id: int, why: str) -> None:
    """A line is another landlord's: its money stays in the control account until it is paid back."""
    line, schedule = _line(act, line_id)
    if not one_line(why):
        raise Refused("Say how you know that it is not ours")
    was = _was(line)
    act.change(line, state=LineState.NOT_OURS, account=None, claim=None, overpayment=None, recovery_account=None,
               why=one_line(why)[:500], sure=True, chosen_by=act.who.name)
    act.say(f"Line {line.number}, {format_pence(line.net_pence)}: not ours", about=("schedule", schedule.id))
    act.take_back(put_line_back, "that it is not ours", line_id=line.id, was=was, memory=())


@needs(Permission.POST_MONEY)
def put_line_back(act: Act, *, line_id: int, was: dict[str, Any], memory: tuple[tuple[int, str, int | None], ...]) -> None:
    """A line stands again as it did, and what was remembered of it is as it was: (office, key, account or None)."""
    line, schedule = _line(act, line_id)
    now, learned = _was(line), tuple((office, key, _remembered(office, key)) for office, key, _ in memory)
    act.change(line, **{_COLUMNS.get(name, name): value for name, value in was.items()})
    for office, key, account_id in memory:
        _remember(act, office, key, account_id)
    act.say(f"Line {line.number} as it stood before", about=("schedule", schedule.id))
    act.take_back(put_line_back, "do it again", line_id=line.id, was=now, memory=learned)


def _own_debt(account_id: int, owed: int, read: ReadLine) -> dict[str, Any]:
    """Whose debt is taken off a line that is somebody's: their own where one is known, or the line does nothing else."""
    debt = _overpayment(None, account_id)
    if debt is not None or read.gross_pence < 0:
        return {"recovery_account": account_id, "overpayment": debt}
    return {"state": LineState.ASK, "recovery_account": None, "overpayment": None,
            "why": f"{format_pence(owed)} is taken off, and nobody has said whose overpayment it is"}


def _line(act: Act, line_id: int) -> tuple[ScheduleLine, Schedule]:
    """A line with its schedule, which is still to be posted and locked until the act ends."""
    found = ScheduleLine.select(ScheduleLine.schedule).where(ScheduleLine.id == line_id).scalar()
    if found is None:
        raise NotFound("This line is no longer there")
    schedule = open_schedule(act, found)
    line: ScheduleLine = ScheduleLine.get_by_id(line_id)
    return line, schedule


def _was(line: ScheduleLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in _FIELDS}


def _read(line: ScheduleLine) -> ReadLine:
    return ReadLine(line.number, line.claim_reference, line.rent_reference, line.name, line.address, line.period_from,
                    line.period_to, line.weekly_pence, line.gross_pence, line.recovery_pence, line.net_pence, line.raw)


def _agreement(account_id: int) -> Known:
    """The agreement behind a rent account."""
    found = agreements([account_id]).get(account_id)
    if found is None or accounts([account_id])[account_id].kind is not AccountKind.RENT:
        raise Refused("Benefit pays a rent account. Choose the person’s rent account")
    return found


def _claim(one: Known, read: ReadLine) -> int | None:
    """The only claim of an agreement with the line's reference, or its only claim."""
    rows = list(Claim.select(Claim.id, Claim.reference).where(Claim.tenancy == one.tenancy_id).order_by(Claim.id).tuples())
    same = [number for number, reference in rows if reference and reference == read.claim_reference]
    return same[-1] if same else rows[0][0] if len(rows) == 1 else None


def _overpayment(overpayment_id: int | None, account_id: int) -> int | None:
    """An open overpayment of the agreement of an account: the one that was named, else the only one there is."""
    theirs = [row[0] for row in Overpayment.select(Overpayment.id).join(Claim).where(
        (Claim.tenancy == _agreement(account_id).tenancy_id)
        & Overpayment.state.in_((OverpaymentState.OPEN, OverpaymentState.DISPUTED))).tuples()]
    if overpayment_id is not None and overpayment_id not in theirs:
        raise Refused("This overpayment is of somebody else, or has ended")
    return overpayment_id if overpayment_id is not None else theirs[0] if len(theirs) == 1 else None


def _learn(act: Act, office_id: int, keys: tuple[str, ...], account_id: int) -> tuple[tuple[int, str, int | None], ...]:
    """Remembers an account under keys; returns what was remembered before, to be put back."""
    was = tuple((office_id, key, _remembered(office_id, key)) for key in keys)
    for key in keys:
        _remember(act, office_id, key, account_id)
    return was


def _remembered(office_id: int, key: str) -> int | None:
    found = LineMemory.select(LineMemory.account).where((LineMemory.office == office_id) & (LineMemory.key == key)).scalar()
    return int(found) if found is not None else None


def _remember(act: Act, office_id: int, key: str, account_id: int | None) -> None:
    row = LineMemory.get_or_none((LineMemory.office == office_id) & (LineMemory.key == key))
    if row is None and account_id is not None:
        act.add(LineMemory(office=office_id, key=key, account=account_id, on=act.today))
    elif row is not None and account_id is None:
        act.remove(row)
    elif row is not None:
        act.change(row, account=account_id, on=act.today)
