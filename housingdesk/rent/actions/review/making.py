"""The dry run of a rent review is made and looked through: rows are changed, taken out and put back, the review approved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.review.together import check_whole, vat_follows
from housingdesk.rent.models import Account, RentReview, ReviewRow
from housingdesk.rent.queries.review.figures import figures
from housingdesk.rent.queries.review.reckoning import reckon
from housingdesk.rent.rules.drafts import LARGEST_PENCE
from housingdesk.rent.rules.review.proposals import STOPS
from housingdesk.rent.rules.review.shapes import Proposed
from housingdesk.rent.rules.review.year import from_on, kept, notice_by
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, ReviewException, ReviewState
from housingdesk.settings import queries as settings
from housingdesk.values.dates import format_date, week_of
from housingdesk.values.money import format_pence

REVIEW_LOCK = 45
_COLUMNS = ("review", "account", "line", "code", "description", "old_pence", "most_pence", "new_pence", "exception", "why",
            "out", "changed_by", "made")
_KEPT = STOPS | {ReviewException.FORM_4}
_Key = tuple[int, ChargeCode, str, int]
_Hand = tuple[int, bool, str, str, ReviewException | None]
_ByHand = dict[_Key, _Hand]


@needs(Permission.KEEP_CHARGES)
def make_review(act: Act, *, starts_on: date, title: str = "", review_id: int | None = None) -> int:
    """Makes the dry run of a review from a Monday, or reckons one anew; returns its id. Nothing is charged by it.

    Reckoned anew, what was changed by hand stays as far as the limits let it, and what was taken out stays out.
    """
    _check_day(act, starts_on)
    act.lock(REVIEW_LOCK)
    review = _fresh(act, starts_on, title) if review_id is None else draft_of(review_id)
    by_hand = _by_hand(review.id) if review_id is not None else {}
    found = figures(starts_on)
    reckoned = list(reckon(found, act.today, act.progress))
    keys = _keys((account, one.code, one.description) for account, _, one in reckoned)
    rows = [_row(review.id, account, one, by_hand.get(key)) for key, (account, _, one) in zip(keys, reckoned, strict=True)]
    if not rows:
        raise Refused(f"No account is charged anything on {format_date(starts_on)}, so there is nothing to review")
    if review_id is not None:
        act.bulk(ReviewRow.delete().where(ReviewRow.review == review_id), summary="Reckoned anew")
    act.add_many(ReviewRow, _COLUMNS, rows, summary="Rows of the rent review")
    first = from_on(Frequency.MONTHLY, starts_on) if _any_monthly() else starts_on
    notice = notice_by(first, settings.value("review.notice_days", act.today))
    act.change(review, starts_on=starts_on, limits=kept(found), made_at=act.now, made_by=act.who.name, notice_by=notice)
    people = [(account, one) for account, void, one in reckoned if not void]
    looked = sum(one.exception is not None and not one.out for _, one in people)
    act.say(f"{review.title}: {len(people):,} charges on {len({account for account, _ in people}):,} accounts, {looked:,} to "
            "look at", about=("rent_review", review.id))
    return int(review.id)


def _check_day(act: Act, starts_on: date) -> None:
    if starts_on != week_of(starts_on):
        raise Refused(f"A rent review begins on a Monday; that week's is {format_date(week_of(starts_on))}")
    if not act.today < starts_on <= act.today + timedelta(days=550):
        raise Refused("A rent review begins after today and within a year and a half")


def _fresh(act: Act, starts_on: date, title: str) -> RentReview:
    other = RentReview.get_or_none((RentReview.starts_on == starts_on) & (RentReview.state != ReviewState.DROPPED))
    if other is not None:
        raise Refused(f"{other.title} is for {format_date(starts_on)} already. Reckon it anew, or drop it")
    name = title.strip() or f"Rent review from {format_date(starts_on)}"
    return act.add(RentReview(title=name[:120], starts_on=starts_on, state=ReviewState.DRAFT, limits="[]", made_at=act.now,
                              made_by=act.who.name))


def _any_monthly() -> bool:
    """Whether anybody pays by the month: their new charge begins on the first, so notice is earlier."""
    return bool(Account.select().where(Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE))
                                       & (Account.frequency == Frequency.MONTHLY) & Account.closes_on.is_null()).exists())


def _keys(charges: Iterable[tuple[int, ChargeCode, str]]) -> Iterator[_Key]:
    """Charges by what they are; the second that is called the same on one account is its second."""
    seen: Counter[tuple[int, ChargeCode, str]] = Counter()
    for one in charges:
        seen[one] += 1
        yield *one, seen[one]


def _by_hand(review_id: int) -> _ByHand:
    rows: Any = ReviewRow.select(ReviewRow.account, ReviewRow.code, ReviewRow.description, ReviewRow.new_pence, ReviewRow.out,
                                 ReviewRow.why, ReviewRow.changed_by, ReviewRow.exception).where(
        ReviewRow.review == review_id).order_by(ReviewRow.id).tuples()
    found = list(rows)
    return {key: tuple(row[3:]) for key, row in zip(_keys(tuple(row[:3]) for row in found), found, strict=True)
            if row[6] is not None}


def _row(review_id: int, account: int, one: Proposed, by_hand: _Hand | None) -> tuple[object, ...]:
    new, out, why, exception, changed_by = one.new, one.out, one.why, one.exception, None
    if by_hand is not None:
        pence, out, why, changed_by, named = by_hand
        if named in (ReviewException.CHANGED, ReviewException.FORM_4):
            most = ceiling(one.exception, one.old, one.most)
            new = pence if most is None else min(pence, most)
            exception = one.exception if one.exception in STOPS else named
    return (review_id, account, one.line_id, one.code, one.description, one.old, one.most, new, exception, why, out, changed_by,
            None)


def ceiling(exception: ReviewException | None, old: int, most: int | None) -> int | None:
    """What a charge cannot be set above; where no limit is known, what it is now. None: only its agreement limits it."""
    return old if exception in STOPS else most


def draft_of(review_id: int) -> RentReview:
    """A review that can still be changed; Refused otherwise."""
    review = review_of(review_id)
    if review.state is not ReviewState.DRAFT:
        raise Refused(f"{review.title} is {review.state}: only a dry run can be changed")
    return review


def review_of(review_id: int) -> RentReview:
    """A review; NotFound when there is none."""
    review = RentReview.get_or_none(RentReview.id == review_id)
    if review is None:
        raise NotFound("That rent review is not there")
    return review


def _row_of(row_id: int) -> ReviewRow:
    row = ReviewRow.get_or_none(ReviewRow.id == row_id)
    if row is None:
        raise NotFound("This row is no longer there: the review was reckoned anew")
    draft_of(row.review_id)
    return row


@needs(Permission.KEEP_CHARGES)
def change_row(act: Act, *, row_id: int, pence: int, why: str) -> None:
    """Sets a new charge by hand, with its reason; never above what the limit allows."""
    row = _row_of(row_id)
    if len(why.strip()) < 4:
        raise Refused("Say in a few words why; it stands with the review")
    if not 0 <= pence <= LARGEST_PENCE:
        raise Refused(f"{format_pence(pence)} is no charge that can be made here")
    most = ceiling(row.exception, row.old_pence, row.most_pence)
    if most is not None and pence > most:
        raise Refused(_too_much(row, most))
    if row.out and row.changed_by is None and row.exception is not ReviewException.FORM_4:
        raise Refused(f"It stays out: {row.why}")
    was = (row.new_pence, row.exception, row.why, row.out, row.changed_by)
    exception = row.exception if row.exception in _KEPT else ReviewException.CHANGED
    act.change(row, new_pence=pence, exception=exception, why=why.strip()[:500], out=False, changed_by=act.who.name)
    check_whole(row.review_id, row.account_id)
    vat_follows(act, row)
    act.say(f"{row.account.name}: {row.description} {format_pence(pence)} instead of {format_pence(was[0])}",
            about=("rent_review", row.review_id))
    act.take_back(restore_row, "the change", row_id=row_id, was=was)


def _too_much(row: ReviewRow, most: int) -> str:
    if row.exception in STOPS:
        return f"{row.why[:200]}. Until then it cannot be above {format_pence(most)}"
    return f"At most {format_pence(most)}: {row.why[:200]}"


@needs(Permission.KEEP_CHARGES)
def take_out(act: Act, *, row_id: int, why: str) -> None:
    """Leaves a charge out of the review: it stays as it is."""
    row = _row_of(row_id)
    if len(why.strip()) < 4:
        raise Refused("Say in a few words why; it stands with the review")
    was = (row.new_pence, row.exception, row.why, row.out, row.changed_by)
    act.change(row, out=True, why=why.strip()[:500], changed_by=act.who.name)
    vat_follows(act, row)
    act.say(f"{row.account.name}: {row.description} taken out of the review", about=("rent_review", row.review_id))
    act.take_back(restore_row, "taking it out", row_id=row_id, was=was)


@needs(Permission.KEEP_CHARGES)
def restore_row(act: Act, *, row_id: int, was: tuple[int, ReviewException | None, str, bool, str | None]) -> None:
    """Puts a row back as it was before a change by hand."""
    row = _row_of(row_id)
    pence, exception, why, out, changed_by = was
    now = (row.new_pence, row.exception, row.why, row.out, row.changed_by)
    act.change(row, new_pence=pence, exception=exception, why=why, out=out, changed_by=changed_by)
    vat_follows(act, row)
    act.say(f"{row.account.name}: {row.description} as before", about=("rent_review", row.review_id))
    act.take_back(restore_row, "putting it back", row_id=row_id, was=now)


@needs(Permission.KEEP_CHARGES)
def put_back(act: Act, *, row_id: int) -> None:
    """Takes a charge that was left out into the review again, as it was reckoned."""
    row = _row_of(row_id)
    if not row.out:
        raise Refused("This charge is in the review")
    if row.changed_by is None and row.exception is not ReviewException.FORM_4:
        raise Refused(f"It stays out: {row.why}")
    was = (row.new_pence, row.exception, row.why, row.out, row.changed_by)
    by_hand = act.who.name if row.exception in (ReviewException.CHANGED, ReviewException.FORM_4) else None
    act.change(row, out=False, changed_by=by_hand, why=f"Put back by {act.who.name}")
    check_whole(row.review_id, row.account_id)
    vat_follows(act, row)
    act.say(f"{row.account.name}: {row.description} back in the review", about=("rent_review", row.review_id))
    act.take_back(restore_row, "taking it in again", row_id=row_id, was=was)


@needs(Permission.KEEP_CHARGES)
def approve_review(act: Act, *, review_id: int) -> None:
    """Approves a dry run; not by whoever made it where the setting says two people, and not with a limit unknown."""
    act.lock(REVIEW_LOCK)
    review = draft_of(review_id)
    if settings.value("review.two_people", act.today) and review.made_by == act.who.name:
        raise Refused(f"{review.made_by} made this dry run, so somebody else approves it. Settings say two people")
    stopped = ReviewRow.select().join(Account).where(
        (ReviewRow.review == review_id) & (ReviewRow.out == False) & (Account.kind != AccountKind.VOID)  # noqa: E712
        & ReviewRow.exception.in_(list(STOPS)))
    if count := stopped.count():
        first = stopped.order_by(ReviewRow.id).first()
        raise Refused(f"{count:,} {'charge has' if count == 1 else 'charges have'} no limit, first {first.account.name}: "
                      f"{first.why[:200]}. Enter what is missing, or take them out")
    check_whole(review_id)
    act.change(review, state=ReviewState.APPROVED, approved_at=act.now, approved_by=act.who.name)
    act.say(f"{review.title} approved", about=("rent_review", review_id))
    act.take_back(withdraw_approval, "the approval", review_id=review_id)


@needs(Permission.KEEP_CHARGES)
def withdraw_approval(act: Act, *, review_id: int) -> None:
    """Makes an approved review a dry run again, while it is not carried out."""
    review = review_of(review_id)
    if review.state is not ReviewState.APPROVED:
        raise Refused(f"{review.title} is {review.state}")
    act.change(review, state=ReviewState.DRAFT, approved_at=None, approved_by="")
    act.say(f"{review.title} is a dry run again", about=("rent_review", review_id))


@needs(Permission.KEEP_CHARGES)
def drop_review(act: Act, *, review_id: int) -> None:
    """Drops a review that is not carried out; its rows go."""
    act.lock(REVIEW_LOCK)
    review = review_of(review_id)
    if review.state in (ReviewState.DONE, ReviewState.DROPPED):
        raise Refused(f"{review.title} is {review.state}")
    act.bulk(ReviewRow.delete().where(ReviewRow.review == review_id), summary=f"{review.title} dropped")
    act.change(review, state=ReviewState.DROPPED)
    act.say(f"{review.title} dropped", about=("rent_review", review_id))
