"""A rent review is carried out: each old charge ends on the day and a new one begins, with who pays it, for all at once.

It does what ``change_charge`` does for one, and can be taken back whole until the first day of it is debited.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.days import DEBIT_LOCK
from housingdesk.rent.actions.review.making import REVIEW_LOCK, review_of
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare, ReviewRow
from housingdesk.rent.rules.review.year import from_on
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, AccountKind, ChargeCode, Payer, ReviewState
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence

AT_ONCE = 5_000


class Change(NamedTuple):
    """A row of the review with its line as it stands now; ``until`` is the day the line ends, None while it runs on."""

    row_id: int
    account_id: int
    name: str
    kind: AccountKind
    day: date
    code: ChargeCode
    description: str
    old: int
    new: int
    line_id: int | None
    now: int | None
    since: date | None
    until: date | None
    charged_to: date | None


class Share(NamedTuple):
    """A share of a line, with the id of its row."""

    id: int
    line_id: int
    payer: Payer
    pence: int | None
    start: date
    end: date | None


@needs(Permission.KEEP_CHARGES)
def carry_out(act: Act, *, review_id: int) -> int:
    """Makes the new charges of an approved review from its day; returns how many changed.

    Refused, naming the first, where an account is debited past the day already or a charge was changed since the dry run.
    """
    act.lock(REVIEW_LOCK)
    act.lock(DEBIT_LOCK)
    review = review_of(review_id)
    if review.state is not ReviewState.APPROVED:
        raise Refused(f"{review.title} is {review.state}. It is carried out once somebody has approved it")
    changes = [one for one in _changes(review_id, review.starts_on) if one.new != one.old]
    if not changes:
        raise Refused("No charge changes by this review")
    _check(changes)
    act.progress(0, len(changes), "Ending the old charges")
    shares = _shares_from(changes)
    _check_shares(changes, shares)
    _end_lines(act, changes)
    act.progress(len(changes) // 2, len(changes), f"Making {len(changes):,} new charges")
    made = _add_lines(act, changes)
    _add_shares(act, changes, made, shares)
    act.run_many("UPDATE review_row SET made_line_id = ? WHERE id = ?",
                 [(line, one.row_id) for line, one in zip(made, changes, strict=True)], table="review_row")
    act.change(review, state=ReviewState.DONE, done_at=act.now)
    act.say(f"{review.title}: {_said(changes)} from {format_date(review.starts_on)}", about=("rent_review", review_id))
    act.take_back(take_back_review, review.title, review_id=review_id)
    return sum(one.kind is not AccountKind.VOID for one in changes)


def _said(changes: Sequence[Change]) -> str:
    """``190 new charges on 168 accounts, and the rent loss of 170 homes``."""
    people = [one for one in changes if one.kind is not AccountKind.VOID]
    homes = len({one.account_id for one in changes}) - len({one.account_id for one in people})
    said = f"{len(people):,} new charges on {len({one.account_id for one in people}):,} accounts"
    return f"{said}, and the rent loss of {homes:,} home{'' if homes == 1 else 's'}" if homes else said


def _changes(review_id: int, starts_on: date) -> list[Change]:
    rows: Any = (ReviewRow.select(ReviewRow.id, ReviewRow.account, Account.name, Account.kind, Account.frequency,
                                  ReviewRow.code, ReviewRow.description, ReviewRow.old_pence, ReviewRow.new_pence,
                                  ReviewRow.line, ChargeLine.pence, ChargeLine.start, ChargeLine.end, Balance.charged_to)
                 .join(Account).join(Balance, on=(Balance.account == Account.id))
                 .join_from(ReviewRow, ChargeLine, "LEFT OUTER JOIN", on=(ChargeLine.id == ReviewRow.line))
                 .where((ReviewRow.review == review_id) & (ReviewRow.out == False)).order_by(ReviewRow.id).tuples())  # noqa: E712
    return [Change(row, account, name, kind, from_on(frequency, starts_on), *rest)
            for row, account, name, kind, frequency, *rest in rows]


def _check(changes: Sequence[Change]) -> None:
    charged = [one for one in changes if one.charged_to is not None and one.charged_to > one.day]
    if charged:
        first = charged[0]
        assert first.charged_to is not None
        count = len({one.account_id for one in charged})
        raise Refused(f"{count:,} {'account is' if count == 1 else 'accounts are'} debited past the day already, first "
                      f"{first.name}, up to {format_date(first.charged_to - DAY)}. Take them out and correct their charges "
                      "from their accounts, or take the debit back first")
    moved = [one for one in changes if one.line_id is not None and (
        one.now != one.old or one.since is None or one.since >= one.day or (one.until is not None and one.until <= one.day))]
    if moved:
        raise Refused(f"{len(moved):,} {'charge was' if len(moved) == 1 else 'charges were'} changed since the dry run, first "
                      f"{moved[0].description} of {moved[0].name}. Withdraw the approval and reckon it anew")


def _shares_from(changes: Sequence[Change]) -> dict[int, list[Share]]:
    """The shares of each line that hold on its day or later."""
    days = {one.line_id: one.day for one in changes if one.line_id is not None}
    found: dict[int, list[Share]] = defaultdict(list)
    for some in _some(list(days)):
        rows: Any = (ChargeShare.select(ChargeShare.id, ChargeShare.line, ChargeShare.payer, ChargeShare.pence,
                                        ChargeShare.start, ChargeShare.end)
                     .where(ChargeShare.line.in_(some)).order_by(ChargeShare.id).tuples())
        for row in rows:
            share = Share(*row)
            if share.end is None or share.end > days[share.line_id]:
                found[share.line_id].append(share)
    return found


def _check_shares(changes: Sequence[Change], shares: dict[int, list[Share]]) -> None:
    """Refuses a new charge that is less than its fixed shares."""
    for one in changes:
        rows = shares.get(one.line_id or 0, [])
        if all(share.pence is None for share in rows):
            continue
        for day in {max(one.day, share.start) for share in rows}:
            fixed = sum(share.pence or 0 for share in rows if share.start <= day and (share.end is None or share.end > day))
            if fixed > one.new:
                raise Refused(f"{one.name}: {one.description} becomes {format_pence(one.new)}, less than the "
                              f"{format_pence(fixed)} that others pay of it. Change who pays first")


def _end_lines(act: Act, changes: Sequence[Change]) -> None:
    by_day: dict[date, list[int]] = defaultdict(list)
    for one in changes:
        if one.line_id is not None:
            by_day[one.day].append(one.line_id)
    for day, lines in by_day.items():
        for some in _some(lines):
            ids, text = ", ".join(map(str, some)), day.isoformat()
            act.run(f"DELETE FROM charge_share WHERE line_id IN ({ids}) AND start >= ?", (text,), table="charge_share",
                    summary="Shares to come go on with the new charge")
            act.run(f'UPDATE charge_share SET "end" = ?, version = version + 1 WHERE line_id IN ({ids}) '
                    'AND ("end" IS NULL OR "end" > ?)', (text, text), table="charge_share",
                    summary="Shares end with their charge")
            act.run(f'UPDATE charge_line SET "end" = ?, version = version + 1 WHERE id IN ({ids})', (text,),
                    table="charge_line", summary="Charges end with the rent review")


def _add_lines(act: Act, changes: Sequence[Change]) -> list[int]:
    """The ids of the new lines, in the order of the changes."""
    newest = ChargeLine.select(fn.MAX(ChargeLine.id)).scalar() or 0
    act.add_many(ChargeLine, ("account", "code", "description", "pence", "start", "end", "version"),
                 [(one.account_id, one.code, one.description, one.new, one.day, one.until, 1) for one in changes],
                 summary="New charges by the rent review")
    made = [row[0] for row in ChargeLine.select(ChargeLine.id).where(ChargeLine.id > newest).order_by(ChargeLine.id).tuples()]
    assert len(made) == len(changes), "somebody else added charges without the lock of debits"
    return made


def _add_shares(act: Act, changes: Sequence[Change], made: Sequence[int], shares: dict[int, list[Share]]) -> None:
    rows: list[tuple[object, ...]] = []
    payers = _who_pays_rent([one for one in changes if one.line_id is None])
    for line, one in zip(made, changes, strict=True):
        kept = shares.get(one.line_id or 0, [])
        rows += [(line, share.payer, share.pence, max(one.day, share.start), share.end, 1) for share in kept]
        if not kept:
            payer = payers.get(one.account_id, Payer.TENANT) if one.code in BENEFIT_ELIGIBLE else Payer.TENANT
            rows.append((line, payer, None, one.day, one.until, 1))
    act.add_many(ChargeShare, ("line", "payer", "pence", "start", "end", "version"), rows,
                 summary="Who pays the new charges, as before")


def _who_pays_rent(new: Sequence[Change]) -> dict[int, Payer]:
    """Who pays the rest of the rent on accounts that get a new service: benefit pays for it as it does for the rent."""
    days = {one.account_id: one.day for one in new}
    found: dict[int, Payer] = {}
    for some in _some(list(days)):
        rows: Any = (ChargeShare.select(ChargeLine.account, ChargeShare.payer, ChargeShare.start, ChargeShare.end)
                     .join(ChargeLine).where(ChargeLine.account.in_(some) & (ChargeLine.code == ChargeCode.RENT)
                                             & ChargeShare.pence.is_null()).tuples())
        found |= {account: payer for account, payer, start, end in rows
                  if start <= days[account] - DAY and (end is None or end >= days[account])}
    return found


@needs(Permission.KEEP_CHARGES)
def take_back_review(act: Act, *, review_id: int) -> int:
    """Takes a review back whole before its first debit: the old charges run on as they did; returns how many.

    What was changed of a new charge since (who pays it, when it ends) goes over to the old one.
    """
    act.lock(REVIEW_LOCK)
    act.lock(DEBIT_LOCK)
    review = review_of(review_id)
    if review.state is not ReviewState.DONE:
        raise Refused(f"{review.title} is {review.state}, so there is nothing to take back")
    rows = _made(review_id)
    _check_untouched([row[0] for row in rows], review.starts_on)
    act.progress(0, len(rows), "Taking the new charges back")
    pairs = [(new, old) for _, new, old in rows]
    act.run("UPDATE review_row SET made_line_id = NULL WHERE review_id = ?", (review_id,), table="review_row")
    _shares_back(act, pairs)
    _lines_back(act, pairs)
    act.change(review, state=ReviewState.APPROVED, done_at=None)
    act.say(f"{review.title} taken back: every charge is as before", about=("rent_review", review_id))
    act.take_back(carry_out, f"{review.title} again", review_id=review_id)
    return len(rows)


def _made(review_id: int) -> list[tuple[int, int, int | None]]:
    """Account, new line and old line of every row that was carried out; Refused when a new line is no longer there."""
    rows: Any = (ReviewRow.select(ReviewRow.account, ReviewRow.made, ReviewRow.line)
                 .where((ReviewRow.review == review_id) & ReviewRow.made.is_null(False)).tuples())
    found = list(rows)
    there = {row[0] for some in _some([made for _, made, _ in found])
             for row in ChargeLine.select(ChargeLine.id).where(ChargeLine.id.in_(some)).tuples()}
    if len(there) != len(found):
        raise Refused("Some of its charges are no longer there, so it cannot be taken back whole")
    return found


def _check_untouched(accounts: Sequence[int], starts_on: date) -> None:
    for some in _some(sorted(set(accounts))):
        rows: Any = (Account.select(Account.name, Account.frequency, Balance.charged_to)
                     .join(Balance, on=(Balance.account == Account.id)).where(Account.id.in_(some)).tuples())
        for name, frequency, charged_to in rows:
            if charged_to is not None and charged_to > from_on(frequency, starts_on):
                raise Refused(f"{name} is debited up to {format_date(charged_to - DAY)} already, with the new charge. Take "
                              "that debit back first")


def _shares_back(act: Act, pairs: Sequence[tuple[int, int | None]]) -> None:
    old_of = {new: old for new, old in pairs if old is not None}
    new_shares, old_shares = _all_shares(list(old_of)), _all_shares(list(old_of.values()))
    extend, move, gone = [], [], [share.id for new, old in pairs if old is None for share in _all_shares([new]).get(new, [])]
    for new, shares in new_shares.items():
        start = min(share.start for share in shares)
        for share in shares:
            before = next((one for one in old_shares.get(old_of[new], []) if one.end == start and share.start == start
                           and (one.payer, one.pence) == (share.payer, share.pence)), None)
            if before is None:
                move.append((old_of[new], share.id))
            else:
                extend.append((share.end.isoformat() if share.end is not None else None, before.id))
                gone.append(share.id)
    for some in _some(gone):
        act.run(f"DELETE FROM charge_share WHERE id IN ({', '.join(map(str, some))})", table="charge_share",
                summary="Shares of the new charges")
    act.run_many("UPDATE charge_share SET line_id = ?, version = version + 1 WHERE id = ?", move, table="charge_share")
    act.run_many('UPDATE charge_share SET "end" = ?, version = version + 1 WHERE id = ?', extend, table="charge_share")


def _all_shares(lines: Sequence[int]) -> dict[int, list[Share]]:
    found: dict[int, list[Share]] = defaultdict(list)
    for some in _some(lines):
        rows: Any = (ChargeShare.select(ChargeShare.id, ChargeShare.line, ChargeShare.payer, ChargeShare.pence,
                                        ChargeShare.start, ChargeShare.end)
                     .where(ChargeShare.line.in_(some)).order_by(ChargeShare.id).tuples())
        for row in rows:
            found[row[1]].append(Share(*row))
    return found


def _lines_back(act: Act, pairs: Sequence[tuple[int, int | None]]) -> None:
    ends = {line: until for some in _some([new for new, _ in pairs])
            for line, until in ChargeLine.select(ChargeLine.id, ChargeLine.end).where(ChargeLine.id.in_(some)).tuples()}
    back = [(ends[new].isoformat() if ends[new] is not None else None, old) for new, old in pairs if old is not None]
    for some in _some([new for new, _ in pairs]):
        act.run(f"DELETE FROM charge_line WHERE id IN ({', '.join(map(str, some))})", table="charge_line",
                summary="The new charges of the rent review")
    act.run_many('UPDATE charge_line SET "end" = ?, version = version + 1 WHERE id = ?', back, table="charge_line")


def _some(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at:at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
