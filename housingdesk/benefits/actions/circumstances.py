"""Changes of circumstances: noted, told to the office, confirmed by it; the end of an agreement is one for each claim."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.parts import add_part, change_part, claim_of, refuse_later, seen
from housingdesk.benefits.models import Circumstance, Claim
from housingdesk.benefits.rules.claim_drafts import ChangeDraft
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.words import DWP_KINDS, WhatChanged
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse

_HOLDERS = "Other people hold the agreement"


@needs(Permission.KEEP_TENANCIES)
def add_change(act: Act, *, claim_id: int, draft: ChangeDraft) -> int:
    """Notes a change that the office has to hear of; returns its id."""
    refuse(draft.problems(act.today))
    claim = claim_of(claim_id)
    return add_part(act, "change", claim, f"{claim.kind}: a change of {format_date(draft.happened_on)} ({draft.what})",
                    what=draft.what, happened_on=draft.happened_on, said=draft.said.strip(), told_on=draft.told_on)


@needs(Permission.KEEP_TENANCIES)
def tell_change(act: Act, *, change_id: int, version: int, on: date, document_id: int | None = None) -> None:
    """The office was told of it, with the paper that told it where there is one."""
    row = seen("change", change_id, version)
    refuse_later(act, on)
    if row.told_on is not None:
        raise Refused(f"The office was told on {format_date(row.told_on)} already")
    change_part(act, "change", row, f"{row.claim.kind}: told of the change on {format_date(on)}", told_on=on,
                **({} if document_id is None else {"document": document_id}))


@needs(Permission.KEEP_TENANCIES)
def confirm_change(act: Act, *, change_id: int, version: int, on: date) -> None:
    """The office confirmed it."""
    row = seen("change", change_id, version)
    refuse_later(act, on)
    if row.told_on is None:
        raise Refused("Say first when the office was told")
    if on < row.told_on:
        raise Refused("The office cannot have confirmed it before it was told")
    change_part(act, "change", row, f"{row.claim.kind}: the change was confirmed on {format_date(on)}", confirmed_on=on)


@needs(Permission.KEEP_TENANCIES)
def note_ending(act: Act, *, tenancy_id: int, last_day: date) -> int:
    """The agreement ends: every claim for it notes that its office is to hear of it; returns how many."""
    claims = _live(tenancy_id)
    for claim in claims:
        add_part(act, "change", claim, f"{claim.kind}: the agreement ends", what=WhatChanged.ENDED, happened_on=last_day,
                 said=f"The agreement ends on {format_date(last_day)}")
    act.undo = None
    return len(claims)


@needs(Permission.KEEP_TENANCIES)
def unnote_ending(act: Act, *, tenancy_id: int) -> None:
    """The agreement goes on: what was noted of its end and not told yet is taken out; what was told stays, to be told again."""
    for row in _endings(tenancy_id):
        act.remove(row)


@needs(Permission.KEEP_TENANCIES)
def note_holders(act: Act, *, tenancy_id: int, on: date, left: Sequence[int] = ()) -> None:
    """From a day others hold the agreement: the claims of those who left are to end, the others hear who lives there now."""
    kept = act.sentence, act.subject, act.undo
    for claim in _live(tenancy_id):
        gone = claim.person_id in left
        add_part(act, "change", claim, "", what=WhatChanged.ENDED if gone else WhatChanged.HOUSEHOLD, happened_on=on,
                 said="Who claims no longer holds the agreement" if gone else _HOLDERS)
    act.sentence, act.subject, act.undo = kept


@needs(Permission.KEEP_TENANCIES)
def unnote_holders(act: Act, *, tenancy_id: int, on: date) -> None:
    """That others hold the agreement from a day is taken back: what was noted of it and not told yet is taken out."""
    for row in Circumstance.select().join(Claim).where(
            (Claim.tenancy == tenancy_id) & (Circumstance.happened_on == on) & Circumstance.told_on.is_null()
            & Circumstance.what.in_([WhatChanged.ENDED, WhatChanged.HOUSEHOLD])):
        act.remove(row)


@needs(Permission.KEEP_TENANCIES)
def tell_ending(act: Act, *, tenancy_id: int, on: date, dwp: bool) -> None:
    """The DWP, or else the councils, were told that the agreement ends."""
    for row in _endings(tenancy_id):
        if (row.claim.kind in DWP_KINDS) is dwp:
            act.change(row, told_on=on)


def _live(tenancy_id: int) -> list[Claim]:
    return list(Claim.select().where((Claim.tenancy == tenancy_id) & Claim.state.in_(list(LIVE))).order_by(Claim.id))


def _endings(tenancy_id: int) -> list[Circumstance]:
    return list(Circumstance.select().join(Claim).where(
        (Claim.tenancy == tenancy_id) & (Circumstance.what == WhatChanged.ENDED) & Circumstance.told_on.is_null()))
