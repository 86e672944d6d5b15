"""Provider files of the made-up association, through the actions that the screens use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.provider_files import (
    add_provider_paper,
    agree_rent,
    open_provider_file,
    write_provider_file,
)
from housingdesk.benefits.queries.provider_files import RentAlarm, provider_file_by_id, rent_alarms
from housingdesk.benefits.rules.provider_file import FileDraft, PaperDraft, RentDraft
from housingdesk.documents.rules import FileDraft as Scan


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A scheme at a council: what is known, its papers with their scans, and since when rents are agreed by which letter.

    ``less_pence``: how much less than it is charged was agreed for the first home, which is told of then.
    """

    scheme_id: int
    council_id: int
    known: FileDraft
    papers: tuple[tuple[PaperDraft, Scan | None], ...]
    agreed_from: date
    letter: Scan
    less_pence: int = 0


@needs(Permission.KEEP_TENANCIES)
def write_provider_files(act: Act, *, files: Sequence[PlannedFile]) -> int:
    """Opens the files and fills them; what is charged for each home is what was agreed for it, but for ``less_pence``."""
    for plan in files:
        file_id = open_provider_file(act, scheme_id=plan.scheme_id, council_id=plan.council_id)
        write_provider_file(act, file_id=file_id, version=provider_file_by_id(file_id).version, draft=plan.known)
        for draft, scan in plan.papers:
            add_provider_paper(act, file_id=file_id, draft=draft, scan=scan)
        _agree(act, file_id, plan)
    act.undo = None
    act.say(f"{len(files)} provider files")
    return len(files)


def _agree(act: Act, file_id: int, plan: PlannedFile) -> None:
    """Most homes cost the same: that is agreed for the scheme, and what is charged otherwise for the home itself."""
    homes = [one for one in rent_alarms([provider_file_by_id(file_id)], act.today) if one.leaving.since <= act.today]
    if not homes:
        return
    costs = [_cost(one) for one in homes]
    usual = max(sorted(set(costs)), key=costs.count)
    agree_rent(act, file_id=file_id, draft=RentDraft(*usual, plan.agreed_from, letter_on=plan.agreed_from), scan=plan.letter)
    for number, home in enumerate(homes):
        rent, eligible = _cost(home)
        less = plan.less_pence if number == 0 else 0
        if (rent, eligible) != usual or less:
            agree_rent(act, file_id=file_id, scan=plan.letter, draft=RentDraft(
                rent - less, eligible - less, plan.agreed_from, None, home.space_id, plan.agreed_from))


def _cost(home: RentAlarm) -> tuple[int, int]:
    return home.leaving.rent_pence, home.leaving.eligible_pence
