"""Corrections that reach back into days debited already: the charge as it should have been, and the difference, dated.

Nothing that was posted changes. Each correction keeps what stood and what holds now, and can be taken back: the charges become
what they were, and the difference the other way is posted. First and last days are in ``backdated_days``.
"""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.charge_lines import line_of
from housingdesk.rent.actions.days import DEBIT_LOCK
from housingdesk.rent.actions.differences import post_difference
from housingdesk.rent.models import ChargeLine, ChargeShare, Correction
from housingdesk.rent.queries.backdating import corrected, drafted, life_of, refuse_before_brought_in
from housingdesk.rent.rules import corrections as rules
from housingdesk.rent.rules.corrections import (
    AmountCorrection,
    ChargeCorrection,
    EndCorrection,
    Life,
    LineState,
    NewChargeCorrection,
    SharesCorrection,
)
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import CorrectionKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_DAYS = frozenset({CorrectionKind.START, CorrectionKind.LAST_DAY})


def put_right(act: Act, *, account_id: int, since: date, kind: CorrectionKind, reason: str, before: str, after: str,
              takes_back: int | None = None, posted_pence: int = 0) -> int:
    """Posts the difference after days from ``since`` on came to be charged otherwise; returns the correction's id.

    For the actions of this room and of those above, under their own permission. ``before`` and ``after`` are JSON of what was
    changed; ``posted_pence`` is what they charged or credited for it themselves. What is not debited yet the next debit
    charges.
    """
    refuse_without_reason(reason)
    refuse_before_brought_in(account_id, since)
    act.lock(DEBIT_LOCK)
    batch_id, pence = post_difference(act, account_id=account_id, since=since, reason=reason)
    made = act.add(Correction(account=account_id, kind=kind, since=since, reason=reason.strip(), before=before, after=after,
                              pence=pence + posted_pence, batch=batch_id, takes_back=takes_back, made_at=act.now,
                              made_by=act.who.name))
    return int(made.id)


def refuse_without_reason(reason: str) -> None:
    """A correction says why."""
    if said := rules.reason_problem(reason):
        raise Refused(said)


@needs(Permission.KEEP_CHARGES)
def correct_charge(act: Act, *, line_id: int, pence: int, start: date, reason: str,
                   shares: tuple[ShareDraft, ...] | None = None) -> int:
    """A charge was another amount from a day on; returns the correction's id. Without ``shares`` those that hold go on.

    From its first day on: it never was the old one. The VAT on a garage follows its charge.
    """
    draft = AmountCorrection(line_id, pence, start, shares)
    return _correct(act, line_of(line_id).account_id, draft, CorrectionKind.CHARGE, reason)


@needs(Permission.KEEP_CHARGES)
def correct_new_charge(act: Act, *, account_id: int, draft: ChargeDraft, start: date, reason: str,
                       end: date | None = None) -> int:
    """A charge was forgotten: it holds from a day that was debited without it; returns the correction's id."""
    return _correct(act, account_id, NewChargeCorrection(account_id, draft, start, end), CorrectionKind.NEW_CHARGE, reason)


@needs(Permission.KEEP_CHARGES)
def correct_end(act: Act, *, line_id: int, before: date, reason: str) -> int:
    """A charge held only up to a day, ``before`` being the first without it; on its first day: it never held."""
    return _correct(act, line_of(line_id).account_id, EndCorrection(line_id, before), CorrectionKind.END_CHARGE, reason)


@needs(Permission.KEEP_CHARGES)
def correct_shares(act: Act, *, line_id: int, shares: tuple[ShareDraft, ...], start: date, reason: str) -> int:
    """Others paid a charge from a day on; the charge itself stays. Returns the correction's id."""
    return _correct(act, line_of(line_id).account_id, SharesCorrection(line_id, shares, start), CorrectionKind.SHARES, reason)


def _correct(act: Act, account_id: int, draft: ChargeCorrection, kind: CorrectionKind, reason: str) -> int:
    refuse_without_reason(reason)
    act.lock(DEBIT_LOCK)
    was = life_of(account_id)
    now = corrected(account_id, was, draft)
    return _become(act, account_id, was, now, drafted(draft), kind, reason)


def _become(act: Act, account_id: int, was: Life, now: Life, since: date, kind: CorrectionKind, reason: str,
            takes_back: int | None = None) -> int:
    if was == now:
        raise Refused("That is what stands already")
    write_lines(act, account_id, was, now)
    after = life_of(account_id)
    old, new = rules.changed_lines(was, after)
    made = put_right(act, account_id=account_id, since=since, kind=kind, reason=reason, before=rules.to_json(was, old),
                     after=rules.to_json(after, new), takes_back=takes_back)
    pence = Correction.get_by_id(made).pence
    act.say(f"{_said(old, new)}: {moved_words(pence)}", about=("account", account_id))
    act.take_back(take_back_correction, "the correction", correction_id=made, reason="Taken back")
    return made


def moved_words(pence: int) -> str:
    """What a correction did to the balance, in words."""
    if not pence:
        return "the balance stays as it is"
    return f"{format_pence(abs(pence))} {'charged' if pence > 0 else 'credited'}"


def _said(old: list[LineState], new: list[LineState]) -> str:
    lines = new or old
    return f"{lines[-1].said()} put right" if lines else "Put right"


@needs(Permission.KEEP_CHARGES)
def take_back_correction(act: Act, *, correction_id: int, reason: str) -> int:
    """The charges become what they were before a correction, and its difference is posted the other way.

    Returns the new correction's id. Refused once these charges were changed again.
    """
    act.lock(DEBIT_LOCK)
    row = to_take_back(correction_id)
    if row.kind is CorrectionKind.HELD_BED or _of_days(row):
        raise Refused("This was a change of days: take it back where the day is kept")
    was = life_of(row.account_id)
    now = rules.as_it_was(was, rules.from_json(row.before), rules.from_json(row.after))
    return _become(act, row.account_id, was, now, row.since, CorrectionKind.TAKEN_BACK, reason, takes_back=row.id)


def _of_days(row: Correction) -> bool:
    """Whether a correction, or what it takes back, is of a first or last day."""
    while row.takes_back_id is not None:
        row = Correction.get_by_id(row.takes_back_id)
    return row.kind in _DAYS


def to_take_back(correction_id: int) -> Correction:
    """A correction that was not taken back yet; Refused otherwise."""
    row = Correction.get_or_none(Correction.id == correction_id)
    if row is None:
        raise Refused("That correction is not there")
    again = Correction.get_or_none(Correction.takes_back == correction_id)
    if again is not None:
        raise Refused(f"This correction was taken back by {again.made_by} on {format_date(again.made_at.date())}")
    return row


def write_lines(act: Act, account_id: int, was: Life, now: Life) -> None:
    """Makes the stored lines and shares of an account what ``now`` says."""
    there, staying = {line.id: line for line in was.lines}, {line.id for line in now.lines}
    for line in was.lines:
        if line.id not in staying:
            _write_shares(act, line.id, line.shares, ())
            act.remove(ChargeLine.get_by_id(line.id))
    for line in now.lines:
        old = there.get(line.id)
        if old is None:
            made = act.add(ChargeLine(account=account_id, code=line.code, description=line.description, pence=line.pence,
                                      start=line.start, end=line.end))
            _write_shares(act, made.id, (), line.shares)
        elif old != line:
            act.change(ChargeLine.get_by_id(line.id), pence=line.pence, start=line.start, end=line.end)
            _write_shares(act, line.id, old.shares, line.shares)


def _write_shares(act: Act, line_id: int | None, was: tuple[rules.ShareState, ...], now: tuple[rules.ShareState, ...]) -> None:
    left = list(now)
    for share in list(ChargeShare.select().where(ChargeShare.line == line_id)) if was else ():
        state = rules.ShareState(share.payer, share.pence, share.start, share.end)
        if state in left:
            left.remove(state)
        else:
            act.remove(share)
    for one in left:
        act.add(ChargeShare(line=line_id, payer=one.payer, pence=one.pence, start=one.start, end=one.end))

