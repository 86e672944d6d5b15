"""One letter to many: the same wording, answers and own words for everybody who holds each of some agreements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.mailings.queries import single
from housingdesk.mailings.queries.recipients import recipients
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.values.problems import Problem
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]


def problems(draft: LetterDraft, today: date) -> list[Problem]:
    """What stands against the answers; a letter to others goes to one, not to many."""
    if template_in_use(draft.template, today).to_others:
        return [Problem("template", "This letter goes to somebody whom the writer names: write it from the file")]
    return single.problems(draft, today)


def draw(draft: LetterDraft, tenancy_ids: Sequence[int], on: date, *, signed_by: str,
         progress: Progress | None = None) -> list[MadeLetter]:
    """A letter for each person on each agreement, in the order given; one that cannot be made is held with its reason."""
    everybody = recipients(set(tenancy_ids), on)
    pairs = [(tenancy_id, person) for tenancy_id in tenancy_ids for person in everybody.get(tenancy_id, [])]
    made = []
    for done, (tenancy_id, person) in enumerate(pairs):
        if progress is not None:
            progress(done, len(pairs), f"Drawing letter {done + 1:,} of {len(pairs):,}")
        made.append(single.look(replace(draft, tenancy_id=tenancy_id, person_id=person.id), on, signed_by=signed_by))
    template = template_in_use(draft.template, on)
    nobody = [tenancy_id for tenancy_id in tenancy_ids if not everybody.get(tenancy_id)]
    return made + [MadeLetter(template.key, template.fingerprint, template.title, Ref("tenancy", tenancy_id), "", on, False,
                              None, 0, "Nobody holds this agreement", "{}") for tenancy_id in nobody]
