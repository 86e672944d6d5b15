"""One letter to many: the same wording, answers and own words for everybody who holds each of some agreements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.merge import Family, Template
from housingdesk.mailings.queries import single
from housingdesk.mailings.queries.office import office
from housingdesk.mailings.queries.reach import made_lately
from housingdesk.mailings.queries.recipients import recipients
from housingdesk.mailings.queries.single import LetterDraft, Offered, Writing
from housingdesk.mailings.rules.reasons import why_again
from housingdesk.values.problems import Problem
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]
_ONE_BY_ONE = "This letter goes to somebody whom the writer names: write it from the file"


def writing(tenancy_ids: Sequence[int], on: date, by: str) -> Writing:
    """The letters that can go to everybody who holds one of some agreements; whether each can be made is said when it is."""
    first = single.writing(tenancy_ids[0], on, by)
    letters = tuple(replace(one, why_not=_ONE_BY_ONE if one.to_others else None) for one in first.letters)
    count = len(set(tenancy_ids))
    people = [person for holders in recipients(set(tenancy_ids), on).values() for person in holders]
    needs = tuple(f"{person.name} needs {words[:1].lower()}{words[1:]}: make it and send it with this"
                  for person in people for words in person.formats)
    return Writing(first.tenancy_id, f"everybody on {count:,} agreements", tuple(sorted(letters, key=_last)), (), needs)


def _last(letter: Offered) -> tuple[bool, bool, int]:
    return letter.why_not is not None, not letter.lately, list(Family).index(letter.family)


def problems(draft: LetterDraft, today: date) -> list[Problem]:
    """What stands against the answers; a letter to others goes to one, not to many."""
    if template_in_use(draft.template, today).to_others:
        return [Problem("template", _ONE_BY_ONE)]
    return single.problems(draft, today)


def draw(draft: LetterDraft, tenancy_ids: Sequence[int], on: date, *, signed_by: str,
         progress: Progress | None = None) -> list[MadeLetter]:
    """A letter for each person on each agreement, in the order given; one that cannot be made is held with its reason."""
    everybody, shared, template = recipients(set(tenancy_ids), on), office(on), template_in_use(draft.template, on)
    lately = made_lately([template.key], [Ref("tenancy", one) for one in tenancy_ids], on)
    pairs = [(tenancy_id, person) for tenancy_id in tenancy_ids for person in everybody.get(tenancy_id, [])]
    made = []
    for done, (tenancy_id, person) in enumerate(pairs):
        if progress is not None:
            progress(done, len(pairs), f"Drawing letter {done + 1:,} of {len(pairs):,}")
        made_on = lately.get((template.key, f"tenancy:{tenancy_id}", person.name))
        again = why_again(template.title, made_on, on, shared.same_again_days)
        made.append(_held(template, tenancy_id, person.name, on, again.why) if again is not None else
                    single.look(replace(draft, tenancy_id=tenancy_id, person_id=person.id), on, signed_by=signed_by))
    nobody = [tenancy_id for tenancy_id in tenancy_ids if not everybody.get(tenancy_id)]
    return made + [_held(template, tenancy_id, "", on, "Nobody holds this agreement") for tenancy_id in nobody]


def _held(template: Template, tenancy_id: int, addressee: str, on: date, why: str) -> MadeLetter:
    return MadeLetter(template.key, template.fingerprint, template.title, Ref("tenancy", tenancy_id), addressee, on, False,
                      None, 0, why, "{}")
