"""Rent reviews as screens, letters and lists show them: the reviews there are, and one of them charge by charge."""

from datetime import date, datetime
from typing import Any

from peewee import JOIN, Case, fn

from housingdesk.errors import NotFound
from housingdesk.properties.models import Space
from housingdesk.properties.rules import RentType
from housingdesk.rent.models import Account, RentReview, ReviewRow
from housingdesk.rent.queries.next_debit import cycle_start
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.review.year import first_debit, from_on, read_kept
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, ReviewException, ReviewState
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen


@frozen
class ReviewHead:
    """A rent review. ``figures``: what it was reckoned by, as figure, value and source; ``looked``: charges to look at.

    ``first_debit`` is the Monday of the first debit that reaches its charges: it is carried out, or taken back, before.
    """

    id: int
    title: str
    starts_on: date
    state: ReviewState
    notice_by: date | None
    first_debit: date
    figures: tuple[tuple[str, str, str], ...]
    made_at: datetime
    made_by: str
    approved_at: datetime | None
    approved_by: str
    done_at: datetime | None
    charges: int
    accounts: int
    looked: int


@frozen
class ReviewLine:
    """One charge of a review. Pence as the account is charged; ``week_old``/``week_new`` are pence a week.

    ``most`` None: only its agreement limits it. ``account_kind`` tells a garage from a home.
    """

    id: int
    account_id: int
    reference: str
    name: str
    account_kind: AccountKind
    frequency: Frequency
    tenancy_id: int | None
    tenancy_kind: TenancyKind | None
    address: str
    space_id: int | None
    scheme_id: int | None
    scheme: str
    council_id: int | None
    rent_type: RentType | None
    code: ChargeCode
    description: str
    old: int
    most: int | None
    new: int
    exception: ReviewException | None
    why: str
    out: bool
    changed_by: str | None
    made: int | None

    @property
    def week_old(self) -> int:
        """The charge now, a week."""
        return weekly(self.old, self.frequency)

    @property
    def week_new(self) -> int:
        """The charge after it, a week: what is out stays."""
        return weekly(self.old if self.out else self.new, self.frequency)

    @property
    def stands(self) -> int:
        """What is charged after the review."""
        return self.old if self.out else self.new


def weekly(pence: int, frequency: Frequency) -> int:
    """A charge of an account as pence a week."""
    return pence * 7 if frequency is Frequency.NIGHTLY else weekly_equivalent(pence, frequency)


def change_words(old: int, new: int) -> str:
    """By how much a charge changes.

    >>> change_words(10000, 10480), change_words(10000, 10000), change_words(0, 500), change_words(10000, 9900)
    ('+4.8%', 'as it is', 'new', '−1.0%')
    """
    if old == new:
        return "as it is"
    if not old:
        return "new"
    tenths = portion(new - old, 1000, old)
    return f"{'+' if tenths >= 0 else '−'}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def reviews() -> list[ReviewHead]:
    """Every review, the newest first."""
    return [_head(row) for row in RentReview.select().order_by(RentReview.starts_on.desc(), RentReview.id.desc())]


def review_head(review_id: int) -> ReviewHead:
    """One review; NotFound when there is none."""
    row = RentReview.get_or_none(RentReview.id == review_id)
    if row is None:
        raise NotFound("That rent review is not there")
    return _head(row)


def _head(row: RentReview) -> ReviewHead:
    counted: Any = (ReviewRow.select(fn.COUNT(ReviewRow.id), fn.COUNT(ReviewRow.account.distinct()),
                                     fn.COUNT(Case(None, [(ReviewRow.out == False, ReviewRow.exception)])))  # noqa: E712
                    .join(Account).where((ReviewRow.review == row.id) & (Account.kind != AccountKind.VOID)).tuples().first())
    charges, accounts, looked = counted
    every = [one for (one,) in ReviewRow.select(Account.frequency).join(Account).where(ReviewRow.review == row.id)
             .distinct().tuples()]
    first = first_debit(every, row.starts_on, cycle_start(row.starts_on))
    return ReviewHead(row.id, row.title, row.starts_on, row.state, row.notice_by, first, read_kept(row.limits), row.made_at,
                      row.made_by, row.approved_at, row.approved_by, row.done_at, charges, accounts, looked)


def review_lines(review_id: int) -> list[ReviewLine]:
    """Every charge of a review: what is to be looked at first, then by payment reference. Three statements.

    The rent loss of empty homes, which goes with it, is nobody's charge and is not here.
    """
    rows: Any = (ReviewRow.select(ReviewRow.id, ReviewRow.account, Account.reference, Account.name, Account.kind,
                                  Account.frequency, Account.tenancy, Tenancy.kind, Tenancy.address, ReviewRow.code,
                                  ReviewRow.description, ReviewRow.old_pence, ReviewRow.most_pence, ReviewRow.new_pence,
                                  ReviewRow.exception, ReviewRow.why, ReviewRow.out, ReviewRow.changed_by, ReviewRow.made)
                 .join(Account).join(Tenancy, JOIN.LEFT_OUTER)
                 .where((ReviewRow.review == review_id) & (Account.kind != AccountKind.VOID))
                 .order_by(Account.reference, ReviewRow.id).tuples())
    starts_on = RentReview.get_by_id(review_id).starts_on
    homes = _homes(starts_on)
    nowhere: Any = (None, None, "", None, None)
    order = {one: place for place, one in enumerate(ReviewException)}
    found = [ReviewLine(*row[:9], *homes.get(row[6], nowhere), *row[9:]) for row in rows]
    return sorted(found, key=lambda one: order.get(one.exception, len(order)) if one.exception is not None else len(order))


def _homes(on: date) -> dict[int, Any]:
    """By agreement: its home, the scheme and its name, the council, the rent type."""
    scheme = Space.alias()
    rows: Any = (Occupancy.select(Occupancy.tenancy, Space.id, scheme.id, scheme.label, Space.council, Space.rent_type)
                 .join(Space).join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                 .where(Occupancy.start <= on).order_by(Occupancy.start, Occupancy.id).tuples())
    return {tenancy: (space, scheme_id, label or "", council, kind) for tenancy, space, scheme_id, label, council, kind in rows}


@frozen
class Total:
    """What a part of the review comes to, pence a week; ``name`` is a rent type or a scheme."""

    name: str
    accounts: int
    old: int
    new: int


def totals(lines: list[ReviewLine], by: str) -> list[Total]:
    """The charges before and after by ``"rent type"`` or ``"scheme"``, by name, and the whole last."""
    parts: dict[str, list[ReviewLine]] = {}
    for one in lines:
        parts.setdefault(_part(one, by), []).append(one)
    named = [_total(name, rows) for name, rows in sorted(parts.items())]
    return [*named, _total("All", lines)] if len(named) != 1 else named


def _part(line: ReviewLine, by: str) -> str:
    if by == "scheme":
        return line.scheme or "no scheme"
    return "garages and stores" if line.account_kind is AccountKind.GARAGE else str(line.rent_type or "no rent type")


def _total(name: str, rows: list[ReviewLine]) -> Total:
    return Total(name, len({one.account_id for one in rows}), sum(one.week_old for one in rows),
                 sum(one.week_new for one in rows))


def day_of(line: ReviewLine, starts_on: date) -> date:
    """The day from which a line's account has its new charge."""
    return from_on(line.frequency, starts_on)
