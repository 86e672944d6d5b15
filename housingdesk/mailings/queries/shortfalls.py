"""Letters to people whose benefit pays less of the charge than before: who they are, and their letters drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.benefits.queries.falls import falls
from housingdesk.benefits.rules.advice.more import fall_answers
from housingdesk.benefits.rules.advice.shapes import Fall
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries import many
from housingdesk.mailings.queries.reach import made_lately
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.rent.queries.accounts import accounts
from housingdesk.tenancies.queries.agreements import tenancies
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

TEMPLATE = "benefit-shortfall"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An agreement whose benefit fell; ``written_on`` is the day of the letter that told of it, None while none did."""

    account_id: int
    tenancy_id: int
    names: str
    address: str
    reference: str
    fall: Fall
    written_on: date | None

    @property
    def id(self) -> int:
        """The account's."""
        return self.account_id


def shortfalls(on: date, account_ids: Sequence[int] | None = None) -> tuple[Shortfall, ...]:
    """The new shortfalls of the last 60 days, those without a letter first, then the largest first."""
    found = falls(on, account_ids)
    kept = {row.tenancy_id: row.id for row in accounts(found).values() if row.tenancy_id is not None}
    lately = made_lately([TEMPLATE], [Ref("tenancy", one) for one in kept], on)
    written: dict[str, date] = {}
    for (_, subject, _), dated in lately.items():
        written[subject] = max(dated, written.get(subject, dated))
    rows = [Shortfall(kept[row.id], row.id, row.names, row.address, row.reference, found[kept[row.id]],
                      written.get(str(Ref("tenancy", row.id)))) for row in tenancies(sorted(kept)) if not row.former]
    return tuple(sorted(rows, key=lambda one: (one.written_on is not None, one.fall.own_before - one.fall.own_after, one.id)))


def draw(account_ids: Sequence[int], on: date, *, signed_by: str, progress: Progress | None = None) -> list[MadeLetter]:
    """A letter to each person on each of these accounts; one that cannot be made is held with its reason.

    An account whose benefit did not fall has none.
    """
    rows, made = shortfalls(on, account_ids), list[MadeLetter]()
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done, len(rows), f"Drawing letter {done + 1:,} of {len(rows):,}")
        draft = LetterDraft(row.tenancy_id, TEMPLATE, 0, dict(fall_answers(row.fall)))
        made += many.draw(draft, [row.tenancy_id], on, signed_by=signed_by)
    return made


def run_title(on: date) -> str:
    """What the run of these letters is called."""
    return f"New shortfalls of {format_date(on)}"
