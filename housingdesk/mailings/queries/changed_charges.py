"""Letters to people with Universal Credit whose charge changes: they have to report it, and nobody does it for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.benefits.queries.rent_changes import RentChange, on_uc, rent_changes
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries import many
from housingdesk.mailings.queries.reach import made_lately
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.tenancies.queries.agreements import tenancies
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.timeline import Ref

TEMPLATE = "benefit-rent-changed"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class ChangedCharge:
    """An agreement with Universal Credit whose charge changes; ``written_on``: the letter that says to report it."""

    account_id: int
    tenancy_id: int
    names: str
    address: str
    reference: str
    change: RentChange
    written_on: date | None

    @property
    def id(self) -> int:
        """The account's."""
        return self.account_id


def changed_charges(on: date, account_ids: Sequence[int] | None = None) -> tuple[ChangedCharge, ...]:
    """From a month back to two months ahead, those without a letter first, then the earliest change."""
    kept = {tenancy_id: account_id for tenancy_id, account_id in on_uc(on).items()
            if account_ids is None or account_id in set(account_ids)}
    changes = rent_changes(list(kept.values()), on)
    concerned = sorted(tenancy_id for tenancy_id, account_id in kept.items() if account_id in changes)
    written: dict[str, date] = {}
    for (_, subject, _), dated in made_lately([TEMPLATE], [Ref("tenancy", one) for one in concerned], on).items():
        written[subject] = max(dated, written.get(subject, dated))
    rows = [ChangedCharge(kept[row.id], row.id, row.names, row.address, row.reference, changes[kept[row.id]],
                          written.get(str(Ref("tenancy", row.id)))) for row in tenancies(concerned)]
    return tuple(sorted(rows, key=lambda one: (one.written_on is not None, one.change.on, one.names, one.id)))


def draw(account_ids: Sequence[int], on: date, *, signed_by: str, progress: Progress | None = None) -> list[MadeLetter]:
    """A letter to each person on each of these accounts; one that cannot be made is held with its reason."""
    rows, made = changed_charges(on, account_ids), list[MadeLetter]()
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done, len(rows), f"Drawing letter {done + 1:,} of {len(rows):,}")
        answers = {"new": format_pence(row.change.after_pence), "from_on": format_date(row.change.on)}
        made += many.draw(LetterDraft(row.tenancy_id, TEMPLATE, 0, answers), [row.tenancy_id], on, signed_by=signed_by)
    return made


def run_title(on: date) -> str:
    """What the run of these letters is called."""
    return f"Changed charges for Universal Credit, {format_date(on)}"
