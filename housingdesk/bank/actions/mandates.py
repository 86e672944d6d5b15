"""Direct Debit Instructions are added, changed, confirmed and stopped; nothing is collected here (``collections``).

An instruction goes to Bacs with the next collection that is sent, and is live once nobody refused it.
"""

from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.controls import FILE_LOCK
from housingdesk.bank.models import Collection, CollectionLine, Mandate
from housingdesk.bank.queries import mandates as queries
from housingdesk.bank.rules.instructions import (
    RUNS,
    Code,
    MandateDraft,
    bank_problems,
    digits,
    draft_problems,
    plain,
    when_problems,
)
from housingdesk.bank.rules.words import CollectionState, MandateState
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.rent.actions.expected import ExpectedDraft, note_more, take_out_noted
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import PERSONAL, Frequency, Payer
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import one_line

_WHAT = "This Direct Debit"
_CHANGED = ("payer_name", "sort_code", "account_number", "frequency", "day", "pence", "next_on", "last_on")


@needs(Permission.POST_MONEY)
def add_mandate(act: Act, *, draft: MandateDraft, sent: bool = False, agreed: bool = False) -> int:
    """Enters an instruction; returns its id. ``sent``: the bank has it already; ``agreed``: less notice was agreed with them.

    Refused with every reason at its field: the reference, the bank details, the amount, or too short a notice.
    """
    act.lock(FILE_LOCK)
    account = account_queries.accounts([draft.account_id])[draft.account_id]
    if account.kind not in PERSONAL:
        raise Refused(f"{account.name or account.reference} is not a person’s account")
    problems = draft_problems(draft)
    if Mandate.select().where(Mandate.reference == draft.reference).exists():
        problems.append(Problem("reference", f"{draft.reference} is another Direct Debit’s; Bacs knows each by its own"))
    refuse([*problems, *_too_soon(act, draft.next_on, agreed)])
    row = act.add(Mandate(
        account=draft.account_id, reference=draft.reference, payer_name=one_line(draft.payer_name)[:120],
        sort_code=digits(draft.sort_code), account_number=digits(draft.account_number), frequency=draft.frequency,
        day=draft.day, pence=draft.pence, state=MandateState.LIVE if sent else MandateState.TO_SEND,
        signed_on=draft.signed_on, next_on=draft.next_on, last_on=draft.last_on))
    expect(act, row)
    act.say(f"Direct Debit {row.reference} for {account.name}, from {format_date(draft.next_on)}",
            about=("account", draft.account_id))
    act.take_back(drop_mandate, f"Direct Debit {row.reference}", mandate_id=row.id)
    return int(row.id)


def _too_soon(act: Act, next_on: date, agreed: bool) -> list[Problem]:
    first = queries.earliest(act.today)
    if agreed or next_on >= first:
        return []
    return [Problem("next_on", f"With the advance notice the first day is {format_date(first)}")]


@needs(Permission.POST_MONEY)
def drop_mandate(act: Act, *, mandate_id: int) -> None:
    """An instruction entered by mistake: it is cancelled; its reference is not given again."""
    row = _row(act, mandate_id)
    if row.state not in RUNS or row.collected:
        raise Refused(f"{_WHAT} is {row.state}" if not row.collected else f"{_WHAT} was collected. Stop it instead")
    _refuse_in_file(row)
    was = row.state
    act.change(row, state=MandateState.CANCELLED, why="Entered by mistake")
    expect(act, row)
    act.say(f"Direct Debit {row.reference} cancelled", about=("account", row.account_id))
    act.take_back(restore_mandate, f"Direct Debit {row.reference} again", mandate_id=row.id, was=_was(row) | {
        "state": was, "why": ""})


@needs(Permission.POST_MONEY)
def change_mandate(act: Act, *, mandate_id: int, version: int | None = None, agreed: bool = False, **changed: Any) -> None:
    """Changes bank details, frequency, day, amount or days of an instruction that runs (fields of ``MandateDraft``).

    A payment that changes in amount or day needs the advance notice, unless ``agreed`` with the payer.
    """
    row = _row(act, mandate_id, version)
    if row.state not in RUNS:
        raise Refused(f"{_WHAT} is {row.state}")
    if unknown := set(changed) - set(_CHANGED):
        raise Refused(f"{', '.join(sorted(unknown))} of a Direct Debit is not changed")
    _refuse_in_file(row)
    now = _was(row) | _clean(changed)
    problems = [*bank_problems(now["sort_code"], now["account_number"]),
                *when_problems(now["frequency"], now["day"], now["next_on"], now["last_on"])]
    if not plain(now["payer_name"]):
        problems.append(Problem("payer_name", "Type the name of the payer’s bank account"))
    if now["pence"] is not None and now["pence"] <= 0:
        problems.append(Problem("pence", "Type the amount of one payment"))
    if any(now[key] != getattr(row, key) for key in ("pence", "next_on", "frequency", "day")):
        problems += _too_soon(act, now["next_on"], agreed)
    refuse(problems)
    was = _was(row)
    act.change(row, **{key: now[key] for key in _CHANGED})
    expect(act, row)
    act.say(f"Direct Debit {row.reference} changed", about=("account", row.account_id))
    act.take_back(restore_mandate, f"changing Direct Debit {row.reference}", mandate_id=row.id, was=was)


def _clean(changed: dict[str, Any]) -> dict[str, Any]:
    made = dict(changed)
    for key in ("sort_code", "account_number"):
        if key in made:
            made[key] = digits(made[key])
    if "payer_name" in made:
        made["payer_name"] = one_line(made["payer_name"])[:120]
    if made.get("frequency", Frequency.MONTHLY) is not Frequency.MONTHLY:
        made["day"] = None
    return made


@needs(Permission.POST_MONEY)
def stop_mandate(act: Act, *, mandate_id: int, why: str) -> None:
    """Nothing more is collected; the bank hears of it with the next file, if it has the instruction."""
    row = _row(act, mandate_id)
    if row.state not in RUNS:
        raise Refused(f"{_WHAT} is {row.state} already")
    if not one_line(why):
        raise Refused("Say why it is stopped")
    was = _was(row)
    end(act, row, MandateState.CANCELLED if row.state is MandateState.TO_SEND else MandateState.STOPPED, why)
    act.say(f"Direct Debit {row.reference} stopped: {one_line(why)}", about=("account", row.account_id))
    act.take_back(restore_mandate, f"stopping Direct Debit {row.reference}", mandate_id=row.id, was=was)


def end(act: Act, row: Mandate, state: MandateState, why: str) -> None:
    """An instruction runs no longer, and nothing is expected of it; for the actions of this room."""
    act.change(row, state=state, why=one_line(why)[:300])
    expect(act, row)


@needs(Permission.POST_MONEY)
def confirm_mandate(act: Act, *, mandate_id: int) -> None:
    """The payer's bank has the instruction and did not refuse it: it can be collected."""
    row = _row(act, mandate_id)
    if row.state not in (MandateState.TO_SEND, MandateState.SENT):
        raise Refused(f"{_WHAT} is {row.state}")
    was = _was(row)
    act.change(row, state=MandateState.LIVE)
    act.say(f"Direct Debit {row.reference} is live", about=("account", row.account_id))
    act.take_back(restore_mandate, f"Direct Debit {row.reference} being live", mandate_id=row.id, was=was)


@needs(Permission.POST_MONEY)
def restore_mandate(act: Act, *, mandate_id: int, was: dict[str, Any]) -> None:
    """An instruction stands as it did before it was changed, stopped or confirmed."""
    row = _row(act, mandate_id)
    _refuse_in_file(row)
    now = _was(row)
    act.change(row, **was)
    expect(act, row)
    act.say(f"Direct Debit {row.reference} stands as before", about=("account", row.account_id))
    act.take_back(restore_mandate, f"Direct Debit {row.reference} as it was", mandate_id=row.id, was=now)


def _was(row: Mandate) -> dict[str, Any]:
    return {key: getattr(row, key) for key in (*_CHANGED, "state", "collected", "why")}


def _refuse_in_file(row: Mandate) -> None:
    """What stands in a file that is made and not sent does not change any more."""
    made = (CollectionLine.select(Collection.collect_on).join(Collection)
            .where((CollectionLine.mandate == row.id) & (Collection.state == CollectionState.MADE)).tuples().first())
    if made is not None:
        raise Refused(f"{_WHAT} stands in the collection of {format_date(made[0])}, which is not sent yet. Withdraw that first")


def _row(act: Act, mandate_id: int, version: int | None = None) -> Mandate:
    act.lock(FILE_LOCK)
    return as_seen(Mandate, mandate_id, version, _WHAT)


def expect(act: Act, row: Mandate) -> None:
    """What is expected of an instruction: its payments that were sent and have not come, and the next one."""
    begin = f"Direct Debit {row.reference}"
    noted = queries.noted(row.account_id, begin)
    take_out_noted(act, ids=noted)
    out = list(CollectionLine.select(Collection.collect_on, CollectionLine.pence).join(Collection).where(
        (CollectionLine.mandate == row.id) & (Collection.state == CollectionState.SENT) & (Collection.collect_on >= act.today)
        & CollectionLine.code.not_in((Code.NEW, Code.CANCEL))).tuples())
    if row.state in RUNS and row.next_on is not None and row.next_on >= act.today:
        due = queries.mandate(row.id, act.today).due_pence
        out += [(row.next_on, due)] if due else []
    note_more(act, account_id=row.account_id, payer=Payer.TENANT,
              drafts=[ExpectedDraft(on, pence, why=begin) for on, pence in out])
