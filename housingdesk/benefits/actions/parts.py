"""The parts of a claim are put back as they stood, taken out again and kept again: what the take-backs of other actions do."""

from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Absence, Appeal, Circumstance, Claim, ClaimContact, Overpayment, UcCard
from housingdesk.db.record import Record, as_seen
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date

_PARTS: dict[str, tuple[type[Any], str]] = {
    "contact": (ClaimContact, "This contact"), "change": (Circumstance, "This change"), "appeal": (Appeal, "This appeal"),
    "absence": (Absence, "This absence"), "overpayment": (Overpayment, "This overpayment"),
    "card": (UcCard, "This Universal Credit card")}


@needs(Permission.KEEP_TENANCIES)
def put_part_back(act: Act, *, part: str, part_id: int, version: int, was: dict[str, Any]) -> None:
    """A part of a claim stands again as it did before its last step."""
    row = seen(part, part_id, version)
    change_part(act, part, row, f"{row.claim.kind}: as it stood before", **was)


@needs(Permission.KEEP_TENANCIES)
def remove_part(act: Act, *, part: str, part_id: int, version: int) -> None:
    """A part of a claim was entered by mistake and is taken out; the history keeps that it was there."""
    row = seen(part, part_id, version)
    claim = row.claim
    facts = {name: value for name, value in row.__data__.items() if name not in ("id", "version")}
    act.remove(row)
    act.say(f"{claim.kind}: taken out again", about=("tenancy", claim.tenancy_id))
    act.take_back(restore_part, "keep it after all", part=part, facts=facts)


@needs(Permission.KEEP_TENANCIES)
def restore_part(act: Act, *, part: str, facts: dict[str, Any]) -> int:
    """What was taken out is kept again; returns its new id."""
    made = _add(act, part, facts)
    act.say(f"{made.claim.kind}: kept again", about=("tenancy", made.claim.tenancy_id))
    act.take_back(remove_part, "take it out again", part=part, part_id=made.id, version=made.version)
    return int(made.id)


# For the other actions of this room, within their act.
def seen(part: str, part_id: int, version: int | None) -> Any:
    """The part as the person saw it."""
    model, words = _PARTS[part]
    return as_seen(model, part_id, version, words)


def add_part(act: Act, part: str, claim: Claim, telling: str, /, **facts: Any) -> int:
    """Adds a part to a claim and says so; its take-back takes it out."""
    made = _add(act, part, {"claim": claim.id, **facts})
    act.say(telling, about=("tenancy", claim.tenancy_id))
    act.take_back(remove_part, "take it out again", part=part, part_id=made.id, version=made.version)
    return int(made.id)


def change_part(act: Act, part: str, row: Any, telling: str, /, **facts: Any) -> None:
    """Changes a part and says so; its take-back puts it back."""
    was = {name: row.__data__[name] for name in facts}  # of what is kept with it the number
    act.change(row, **facts)
    act.say(telling, about=("tenancy", row.claim.tenancy_id))
    act.take_back(put_part_back, "take the step back", part=part, part_id=row.id, version=row.version, was=was)


def claim_of(claim_id: int, version: int | None = None) -> Claim:
    """The claim as the person saw it."""
    return as_seen(Claim, claim_id, version, "This claim")


def refuse_later(act: Act, on: Any) -> None:
    """Refused for a day that is not there yet."""
    if on > act.today:
        raise Refused(f"{format_date(on)} is in the future. Enter it when it has happened")


def _add(act: Act, part: str, facts: dict[str, Any]) -> Any:
    model: type[Record] = _PARTS[part][0]
    return act.add(model(**facts))
