"""A rent review on the screen: how its rows and reviews read, and the rows narrowed beside the window."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.mailings.queries.rent_review import Told, told
from housingdesk.rent.queries.review.rows import (
    ReviewHead,
    ReviewLine,
    Total,
    change_words,
    review_head,
    review_lines,
    totals,
)
from housingdesk.rent.rules.review.proposals import STOPS
from housingdesk.rent.rules.words import PER, ReviewException, ReviewState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import fold, sentence_case

LOOK, ALL, OUT = "look", "all", "out"
TABS = {LOOK: "To look at", ALL: "All charges", OUT: "Left out"}
EMPTY = {LOOK: "No charge needs a look", ALL: "This review has no charges", OUT: "No charge is left out"}
_STATES = {ReviewState.DRAFT: Status.DUE, ReviewState.APPROVED: Status.GOOD, ReviewState.DONE: Status.GOOD,
           ReviewState.DROPPED: Status.NEUTRAL}


_SHORT = {ReviewException.NO_LIMIT: "no limit known", ReviewException.NO_RENT_TYPE: "no rent type",
          ReviewException.OUTSIDE: "outside the Standard", ReviewException.NO_FORMULA: "no formula rent",
          ReviewException.ABOVE_CAP: "rent cap", ReviewException.ENDING: "agreement ends", ReviewException.RECENT: "recent",
          ReviewException.FIXED: "fixed term", ReviewException.FAIR_RENT: "registered rent",
          ReviewException.NO_BUDGET: "no budget", ReviewException.FORM_4: "Form 4 first",
          ReviewException.SERVICES: "services too high", ReviewException.DEARER: "service new, dearer"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A review as the screen holds it: its head, every charge, what the filters offer, totals, councils to be told."""

    head: ReviewHead
    lines: tuple[ReviewLine, ...]
    by_type: tuple[Total, ...]
    by_scheme: tuple[Total, ...]
    councils: tuple[tuple[int, str, int], ...]
    offered: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that fit, and how many stand in each list."""

    rows: tuple[ReviewLine, ...]
    counts: dict[str, int]


def whole_review(review_id: int) -> Whole:
    """Everything about one review."""
    lines = review_lines(review_id)
    return Whole(review_head(review_id), tuple(lines), tuple(totals(lines, "rent type")), tuple(totals(lines, "scheme")),
                 councils_of(lines), _offered(lines))


def _offered(lines: list[ReviewLine]) -> dict[str, list[str]]:
    """What the filters offer."""
    return {"scheme": sorted({one.scheme for one in lines if one.scheme}),
            "rent_type": sorted({str(one.rent_type) for one in lines if one.rent_type}),
            "exception": sorted({str(one.exception) for one in lines if one.exception})}


def councils_of(lines: list[ReviewLine]) -> tuple[tuple[int, str, int], ...]:
    """The councils with a card in whose area homes change: the card's id, its name, and how many accounts."""
    from housingdesk.benefits.queries.offices import offices

    cards = {card.council_id: card for card in offices() if card.council_id is not None}
    counted: dict[int, set[int]] = {}
    for one in lines:
        if one.council_id in cards and one.stands != one.old:
            counted.setdefault(one.council_id or 0, set()).add(one.account_id)
    return tuple((cards[council].id, cards[council].name, len(accounts)) for council, accounts in sorted(counted.items()))


def narrowed(whole: Whole, tab: str, filters: dict[str, Any]) -> Narrowed:
    """The rows of a list that fit the filters."""
    wanted = fold(filters.get("text") or "").split()
    fits = [one for one in whole.lines if _fits(one, filters, wanted)]
    lists = {LOOK: [one for one in fits if one.exception is not None and not one.out], ALL: fits,
             OUT: [one for one in fits if one.out]}
    return Narrowed(tuple(lists[tab]), {key: len(rows) for key, rows in lists.items()})


def _fits(one: ReviewLine, filters: dict[str, Any], wanted: list[str]) -> bool:
    for key, value in (("scheme", one.scheme), ("rent_type", str(one.rent_type)), ("exception", str(one.exception))):
        if filters.get(key) and filters[key] != value:
            return False
    found_by = fold(f"{one.name} {one.address} {one.reference} {one.description}") if wanted else ""
    return all(word in found_by for word in wanted)


def per(line: ReviewLine) -> str:
    """What a charge of the row is for."""
    return PER[line.frequency]


def most_words(row: ReviewLine) -> str:
    """What the charge may be at most."""
    if row.exception in STOPS:
        return "not known"
    return "as its agreement says" if row.most is None else f"{format_pence(row.most)} {per(row)}"


def line_columns() -> tuple[Column, ...]:
    """Who, the charge, now, then, by how much, why it is looked at."""
    return (Column("name", "Account", 190, lambda r: r.name, secondary=lambda r: r.address or r.reference, stretch=1,
                   sort=True),
            Column("charge", "Charge", 130, lambda r: r.description, secondary=lambda r: sentence_case(per(r)), hide_below=640),
            Column("old", "Now", 92, lambda r: format_pence(r.old), align=Align.RIGHT, hide_below=560),
            Column("new", "Then", 92, lambda r: format_pence(r.stands), align=Align.RIGHT, sort=lambda r: r.stands),
            Column("by", "By", 76, lambda r: change_words(r.old, r.stands), align=Align.RIGHT, hide_below=480),
            Column("look", "Look at", 186, _looked, status=_status, hide_below=420))


def _looked(row: ReviewLine) -> str:
    if row.out:
        return "left out"
    return _SHORT.get(row.exception, str(row.exception)) if row.exception is not None else ""


def _status(row: ReviewLine) -> Status | None:
    if row.out:
        return Status.NEUTRAL
    return Status.DUE if row.exception is not None else None


def line_sentence(row: ReviewLine) -> str:
    """A row as a screen reader says it."""
    look = f", {_looked(row)}" if _looked(row) else ""
    return (f"{row.name}, {row.description}: {format_pence(row.old)} {per(row)} now, {format_pence(row.stands)} then, "
            f"{change_words(row.old, row.stands)}{look}")


def head_columns(today: date) -> tuple[Column, ...]:
    """The reviews there are."""
    return (Column("title", "Review", 220, lambda r: r.title, secondary=lambda r: f"by {r.made_by}",
                   stretch=1),
            Column("state", "Stands", 120, lambda r: sentence_case(str(r.state)), status=lambda r: _STATES[r.state]),
            Column("accounts", "Accounts", 92, lambda r: f"{r.accounts:,}", align=Align.RIGHT, hide_below=560),
            Column("looked", "To look at", 96, lambda r: f"{r.looked:,}", align=Align.RIGHT, hide_below=480),
            Column("notice", "Notice by", 100, lambda r: format_short(r.notice_by, today) if r.notice_by else "",
                   hide_below=640))


def head_sentence(row: ReviewHead) -> str:
    """A review as a screen reader says it."""
    return f"{row.title}, {row.state}: {row.accounts:,} accounts, {row.looked:,} charges to look at"


def steps(head: ReviewHead) -> str:
    """How far a review is and what is next, in a sentence."""
    if head.state is ReviewState.DRAFT:
        return f"Dry run by {head.made_by}. Nothing is charged by it until it is approved and carried out"
    if head.state is ReviewState.APPROVED:
        return (f"Approved by {head.approved_by}. Next: the letters, then carry it out before the debit of "
                f"{format_date(head.first_debit)}")
    if head.state is ReviewState.DROPPED:
        return "Dropped"
    return f"Carried out. It can be taken back until the debit of {format_date(head.first_debit)}"


def notice_words(head: ReviewHead, today: date) -> str:
    """By when notice has to be given; empty when the review is over."""
    if head.notice_by is None or head.state is ReviewState.DROPPED:
        return ""
    if head.notice_by < today:
        return f"Notice had to be given by {format_date(head.notice_by)}"
    return f"Notice to be given by {format_date(head.notice_by)}"


def total_words(one: Total) -> str:
    """A total before and after."""
    return f"{format_pence(one.old)} → {format_pence(one.new)} ({change_words(one.old, one.new)})"


def accounts_words(count: int) -> str:
    """``1 account``, ``194 accounts``."""
    return f"{count:,} account{'' if count == 1 else 's'}"


def letters_asked(review_id: int, on: date) -> tuple[int, list[Told]]:
    """How many accounts are written to, and those that are not with the reason."""
    rows = told(review_id, on)
    return sum(not one.why_not for one in rows), [one for one in rows if one.why_not]
