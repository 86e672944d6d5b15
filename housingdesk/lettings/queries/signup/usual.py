"""What a sign-up proposes because it is usual: what the viewing showed, the keys on the register, the next of many days.

A proposal stands in its field like a fact of the file, and becomes an answer when somebody goes on from its sheet.
"""

from datetime import date
from typing import Any

from housingdesk.lettings.models import Answer, Applicant, Offer, SignUp, Viewing
from housingdesk.lettings.queries.signup.rows import SignUpRow
from housingdesk.lettings.queries.signup.visits import visit_proposed
from housingdesk.lettings.rules.signup.schedule import by_weeks
from housingdesk.lettings.rules.words import Given, OfferState, ViewingOutcome
from housingdesk.properties.queries.keys import keys_of
from housingdesk.properties.queries.meters import meters_of
from housingdesk.properties.rules.safety import KeyHolder, MeterKind
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.dates import add_months

_COUNCILS_WAY = ("choice_based", "common_policy", "common_register", "accessible_register")
_BY_RENT_CODE = {"1": "1", "2": "2", "6": "8", "7": "9"}


def usual_of(row: SignUpRow, found: dict[str, str]) -> dict[str, str]:
    """Proposals by question key, for what ``found`` does not hold already."""
    start = date.fromisoformat(found["starts_on"]) if found.get("starts_on") else None
    made = {**_seen(row), **_councils_way(row), **_keys(row), **_meters(row), **_days(row, start, found.get("frequency", "")),
            "last_let_as": _BY_RENT_CODE.get(found.get("rent_type", ""), ""), **_here(row, found)}
    return {key: value for key, value in made.items() if value and not found.get(key)}


def _seen(row: SignUpRow) -> dict[str, str]:
    liked = Viewing.select().where((Viewing.applicant == row.applicant_id) & (Viewing.space == row.space_id)
                                   & (Viewing.outcome == ViewingOutcome.LIKED)).exists()
    taken = row.offer_id is not None and Offer.select().where(
        (Offer.id == row.offer_id) & (Offer.state == OfferState.ACCEPTED)).exists()
    return {"home_seen": "yes"} if liked or taken else {}


def _councils_way(row: SignUpRow) -> dict[str, str]:
    """How the council lets, as it was answered last for it."""
    if row.council_id is None:
        return {}
    last: Any = (Answer.select(Answer.key, Answer.value).join(SignUp, on=(Answer.sign_up == SignUp.id)).join(Applicant)
                 .where((Applicant.council == row.council_id) & (SignUp.id != row.id) & Answer.key.in_(_COUNCILS_WAY)
                        & (Answer.given == Given.SAID)).order_by(Answer.at, Answer.id).tuples())
    return dict(last)


def _keys(row: SignUpRow) -> dict[str, str]:
    here = [one for one in keys_of(row.space_id) if one.holder is KeyHolder.OFFICE and one.ended_on is None]
    if not here:
        return {}
    return {"keys_given": str(sum(one.count for one in here)), "keys_what": ", ".join(one.what for one in here)[:200]}


def _meters(row: SignUpRow) -> dict[str, str]:
    found = {}
    for meter in meters_of(row.space_id):
        if meter.kind in (MeterKind.ELECTRICITY, MeterKind.GAS) and meter.serial:
            found[f"meter_{meter.kind}_serial"] = meter.serial
    return found


def _days(row: SignUpRow, start: date | None, frequency: str) -> dict[str, str]:
    found = {"evidence_by": add_months(row.begun_at.astimezone().date(), 1).isoformat(),
             "pays_every": str(by_weeks(Frequency(frequency))) if frequency in list(Frequency) else ""}
    if start is not None:
        found |= {"keys_on": start.isoformat(), "pays_first_on": start.isoformat(),
                  "visit_on": visit_proposed(start).isoformat()}
    return found


def _here(row: SignUpRow, found: dict[str, str]) -> dict[str, str]:
    """Who is at the desk: the household, and whoever has the sign-up open, who also sees what proves who they are."""
    us = row.in_use_by or row.begun_by
    names = [row.name or found.get("name_1", ""), us]
    return {"present": ", ".join(name for name in names if name), **{f"identity_seen_by_{n}": us for n in range(1, 5)}}
