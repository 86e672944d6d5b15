"""The letters of a rent review: one for everybody on each account whose charges change, with each charge before and after."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.benefits.models import Claim
from housingdesk.benefits.queries.rent_changes import on_uc
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.words import HB_KINDS
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries import many
from housingdesk.mailings.queries.reach import made_lately
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.properties.models import Council
from housingdesk.rent.queries.review.rows import ReviewHead, ReviewLine, day_of, review_head, review_lines
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, Frequency, ReviewException, ReviewState
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref

TEMPLATE = "rent-review"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """An account whose holders are told of its new charges; ``why_not`` says why they are not, empty where they are.

    ``uc``: they have to tell Universal Credit themselves. ``council``: whom we tell, where Housing Benefit is paid.
    """

    account_id: int
    tenancy_id: int | None
    name: str
    lines: tuple[ReviewLine, ...]
    on: date
    uc: bool
    council: str
    why_not: str = ""

    @property
    def old(self) -> int:
        """The charge now, as a letter says it: a week or a month."""
        return sum(_said(one, one.old) for one in self.lines)

    @property
    def new(self) -> int:
        """The charge after the review."""
        return sum(_said(one, one.stands) for one in self.lines)

    @property
    def counts(self) -> int:
        """What of the new charge benefit may pay for."""
        return sum(_said(one, one.stands) for one in self.lines if one.code in BENEFIT_ELIGIBLE)


def _said(line: ReviewLine, pence: int) -> int:
    return pence * 7 if line.frequency is Frequency.NIGHTLY else pence


def told(review_id: int, on: date) -> list[Told]:
    """Every account of a review: who gets a letter, and for the others why not. Who was written to already is not again."""
    head, by_account = review_head(review_id), dict[int, list[ReviewLine]]()
    for line in sorted(review_lines(review_id), key=lambda one: (one.reference, one.id)):
        by_account.setdefault(line.account_id, []).append(line)
    uc, councils = on_uc(on), _councils()
    tenancies = [rows[0].tenancy_id for rows in by_account.values() if rows[0].tenancy_id is not None]
    written = {subject for _, subject, _ in made_lately([TEMPLATE], [Ref("tenancy", one) for one in tenancies], on)}
    return [_told(head, rows, uc, councils, written) for rows in by_account.values()]


def _told(head: ReviewHead, rows: Sequence[ReviewLine], uc: dict[int, int], councils: dict[int, str],
          written: set[str]) -> Told:
    first = rows[0]
    why = ""
    if first.tenancy_id is None:
        why = "No agreement belongs to the account"
    elif any(one.exception is ReviewException.FORM_4 and not one.out for one in rows):
        why = "Form 4 is the notice of it"
    elif all(one.stands == one.old for one in rows):
        why = next((f"Left out: {one.why}" for one in rows if one.out), "Its charges stay as they are")
    elif f"tenancy:{first.tenancy_id}" in written:
        why = "They have had their letter already"
    return Told(first.account_id, first.tenancy_id, first.name, tuple(rows), day_of(first, head.starts_on),
                uc.get(first.tenancy_id or 0) == first.account_id, councils.get(first.tenancy_id or 0, ""), why)


def _councils() -> dict[int, str]:
    """The council that pays Housing Benefit for an agreement, by agreement."""
    rows: Any = (Claim.select(Claim.tenancy, Council.name).join(Council, on=(Claim.council == Council.id))
                 .where(Claim.kind.in_(list(HB_KINDS)) & Claim.state.in_(list(LIVE))).tuples())
    return dict(rows)


def answers(one: Told) -> dict[str, str]:
    """What the letter asks, answered from the review."""
    day = format_date(one.on)
    return {"old": format_pence(one.old), "new": format_pence(one.new), "change": change(one.old, one.new), "from_on": day,
            "counts": format_pence(one.counts), "report_on": day if one.uc else "", "council": one.council}


def change(old: int, new: int) -> str:
    """By how much, as a letter says it.

    >>> change(11240, 11779), change(11240, 11128), change(11240, 11240)
    ('£5.39 more, 4.8%', '£1.12 less, 1.0%', 'the same sum in all')
    """
    if new == old:
        return "the same sum in all"
    more = "more" if new > old else "less"
    if not old:
        return f"{format_pence(new)} more"
    tenths = portion(abs(new - old), 1000, old)
    return f"{format_pence(abs(new - old))} {more}, {tenths // 10}.{tenths % 10}%"


def schedule(one: Told) -> tuple[tuple[str, str], ...]:
    """Each charge before and after, for the letter; what is nil on both sides is left out."""
    rows = [(sentence_case(line.description), _said(line, line.old), _said(line, line.stands)) for line in one.lines
            if line.old or line.stands]
    if len(rows) > 1:
        rows.append(("Together", one.old, one.new))
    return tuple((name, _before_and_after(old, new, one.on)) for name, old, new in rows)


def _before_and_after(old: int, new: int, on: date) -> str:
    if old == new:
        return f"{format_pence(old)}, as it is"
    return f"{format_pence(old)} now, {format_pence(new)} from {format_date(on)}" if old else \
        f"new: {format_pence(new)} from {format_date(on)}"


def draw(review_id: int, on: date, *, signed_by: str, account_ids: Iterable[int] | None = None,
         progress: Progress | None = None) -> list[MadeLetter]:
    """A letter for each person on each account that changes; one that cannot be made is held with its reason.

    Refused while the review is a dry run: its figures may still change.
    """
    head = review_head(review_id)
    if head.state not in (ReviewState.APPROVED, ReviewState.DONE):
        raise Refused(f"{head.title} is {head.state}: its letters are made once it is approved")
    chosen = set(account_ids) if account_ids is not None else None
    wanted = [one for one in told(review_id, on) if not one.why_not and (chosen is None or one.account_id in chosen)]
    made: list[MadeLetter] = []
    for done, one in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted), f"Drawing letter {done + 1:,} of {len(wanted):,}")
        assert one.tenancy_id is not None
        draft = LetterDraft(one.tenancy_id, TEMPLATE, 0, answers(one), costs=schedule(one))
        made += many.draw(draft, [one.tenancy_id], on, signed_by=signed_by)
    return made


def run_title(head: ReviewHead) -> str:
    """What the run of these letters is called."""
    return f"Letters of {head.title[:1].lower()}{head.title[1:]}"[:120]
