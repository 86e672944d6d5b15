"""What a letter to a household that waits for a home begins with: the home, the days and the reasons, as they are kept.

Each answer stands in the form and can be written over. Why support declined is not among them: only some may read it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from housingdesk.diary.queries import notes
from housingdesk.lettings.queries.offers import (
    OfferRow,
    SupportRow,
    ViewingRow,
    last_costs,
    offers_of,
    support_of,
    viewings_of,
)
from housingdesk.lettings.queries.shortlist import lists_of, open_voids
from housingdesk.lettings.queries.signup.rows import SignUpRow, sign_up
from housingdesk.lettings.rules.words import ApplicantState, OfferState, SignUpState, SupportAnswer
from housingdesk.mailings.queries.waiting import Waiting
from housingdesk.mailings.rules import applicants as rules
from housingdesk.properties.queries import space
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref

Answers = dict[str, str]
Row = TypeVar("Row", OfferRow, ViewingRow, SupportRow)


@frozen
class About:
    """What is arranged for a household, the record that was chosen first: what its letters are about."""

    offer: OfferRow | None
    viewing: ViewingRow | None
    support: SupportRow | None
    sign_up: SignUpRow | None

    @property
    def licence(self) -> bool:
        """Whether the home is let by a licence, so that the letter says no word of a tenancy."""
        kind: TenancyKind | None = self.offer.kind if self.offer is not None else self.sign_up.kind if self.sign_up else None
        return kind in LICENCES


def about(waiting: Waiting, chosen: Ref | None) -> About:
    """The offer, viewing and answer of support that a letter is about: the one chosen, else the newest."""
    row = waiting.row
    return About(_pick(offers_of(row.id), "offer", chosen), _pick(viewings_of(row.id, private=False), "viewing", chosen),
                 _pick(support_of(row.id, private=False), "support_ask", chosen),
                 sign_up(waiting.sign_up_id) if waiting.sign_up_id is not None else None)


def _pick(rows: Sequence[Row], kind: str, chosen: Ref | None) -> Row | None:
    wanted = chosen.id if chosen is not None and chosen.table == kind else None
    return next((one for one in rows if wanted is None or one.id == wanted), None)


def fitting(waiting: Waiting, told: About, chosen: Ref | None) -> str:
    """The letter that fits what was chosen, or where they stand; empty where none does."""
    kinds = {"offer": _of_offer(told), "viewing": rules.VIEWING, "support_ask": _of_support(told)}
    if chosen is not None and kinds.get(chosen.table):
        return kinds[chosen.table]
    match waiting.row.state:
        case ApplicantState.NOT_SUITABLE:
            return rules.NOT_SUITABLE
        case ApplicantState.WITHDRAWN:
            return rules.WITHDRAWN
        case ApplicantState.SIGNING:
            return rules.SIGN_UP
        case ApplicantState.OFFERED:
            return _of_offer(told)
    if told.viewing is not None and told.viewing.outcome is None:
        return rules.VIEWING
    return _of_offer(told) or _of_support(told)


def _of_offer(told: About) -> str:
    if told.offer is None:
        return ""
    if told.offer.review_on is not None:
        return rules.REVIEW
    return {OfferState.OPEN: rules.OFFER, OfferState.ACCEPTED: rules.SIGN_UP}.get(told.offer.state, rules.OFFER_ENDED)


def _of_support(told: About) -> str:
    declined = told.support is not None and told.support.answer is SupportAnswer.DECLINED
    return rules.SUPPORT if declined else ""


def beginnings(waiting: Waiting, told: About, on: date) -> dict[str, Answers]:
    """The first answers of each letter, by its key."""
    row, known = waiting.row, settings_queries.values(on)
    whom = rules.who_is_told(row.source, row.council, row.agent)
    review_by = format_date(on + timedelta(int(known["lettings.ask_review_days"])))
    bring = str(known["lettings.bring"])
    home = _home(told.offer.space_id) if told.offer is not None else ""
    return {
        rules.OFFER: {"offer_home": home, "bring": bring, **_offer(told.offer)},
        rules.VIEWING: _viewing(told.viewing),
        rules.SIGN_UP: {"bring": bring, **_sign_up(told, home)},
        rules.DAYS_MOVED: _moved(waiting, told),
        rules.NOT_SUITABLE: {"reasons": _sentence(row.ended_because), "review_by": review_by, "told": whom},
        rules.NOMINATION: {"their_name": row.name, "their_reference": row.their_reference,
                           "came_on": format_date(row.received_on), "reasons": _sentence(row.ended_because),
                           "to_name": whom},
        rules.REVIEW: {"offer_home": home, **_review(told.offer)},
        rules.SUPPORT: {"team": told.support.agent if told.support is not None else ""},
        rules.WITHDRAWN: {"told": whom},
        rules.OFFER_ENDED: {"offer_home": home, "review_by": review_by, **_ended(told.offer)}}


def _home(space_id: int) -> str:
    row = space(space_id)
    return f"{row.said}, {row.postcode}" if row.postcode else row.said


def _sentence(text: str) -> str:
    said = sentence_case(text.strip())
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."


def _offer(offer: OfferRow | None) -> Answers:
    if offer is None:
        return {}
    return {"answer_by": format_date(offer.answer_by), "starts_on": format_date(offer.starts_on) if offer.starts_on else ""}


def _viewing(row: ViewingRow | None) -> Answers:
    if row is None:
        return {}
    return {"offer_home": _home(row.space_id), "visit_on": format_date(row.on), "visit_at": row.at,
            "visit_with": row.accompanied_by, "visit_place": "At the home"}


def _sign_up(told: About, home: str) -> Answers:
    row = told.sign_up
    if row is None:
        return {"offer_home": home}
    again = {"visit_on": format_date(row.again_on), "visit_at": row.again_at} if (
        row.again_on is not None and row.state is SignUpState.SECOND_MEETING) else {}
    return {"offer_home": _home(row.space_id), **again}


def _moved(waiting: Waiting, told: About) -> Answers:
    """The message of late keys where one was drafted for them; else the days as they are set now."""
    for space_id, void_id in _homes(waiting, told):
        for note in notes(Ref("void", void_id), waiting.row.received_on) if void_id else ():
            if note.text.startswith(f"Dear {waiting.row.name},"):
                days, why = rules.moved_days(note.text)
                return {"offer_home": _home(space_id), "new_days": days, "why": why}
    offer, viewing = told.offer, told.viewing
    days_set = [("The viewing", viewing.on)] if viewing is not None and viewing.outcome is None else []
    days_set += [("The first day", offer.starts_on)] if offer is not None and offer.starts_on is not None else []
    where = offer.space_id if offer is not None else viewing.space_id if viewing is not None else None
    return {"offer_home": _home(where) if where is not None else "", "new_days": rules.days_as_they_are(days_set)}


def _homes(waiting: Waiting, told: About) -> list[tuple[int, int]]:
    """The homes they wait for, each as its space and its void."""
    voids = {space_id: void_id for void_id, _, space_id in open_voids()}
    listed = {void_id for void_id, _, _ in lists_of(waiting.row.id)}
    spaces = [one.space_id for one in (told.offer, told.viewing, told.sign_up) if one is not None]
    spaces += [space_id for space_id, void_id in voids.items() if void_id in listed]
    return [(space_id, voids[space_id]) for space_id in dict.fromkeys(spaces) if space_id in voids]


def _review(offer: OfferRow | None) -> Answers:
    if offer is None or offer.review_on is None:
        return {}
    found = "suitable" if offer.suitable else "not suitable"
    return {"reviewer": offer.review_by, "outcome": f"We find that the offer was {found} for you. "
            f"{_sentence(offer.review_outcome)}"}


def _ended(offer: OfferRow | None) -> Answers:
    return {} if offer is None else {"reasons": rules.why_ended(offer.state, offer.answered_on, offer.reason)}


def costs_of(offer: OfferRow | None, charge: str, on: date) -> tuple[tuple[str, str], ...]:
    """What the home that is offered costs, charge by charge and together; ``charge`` is what rent is called."""
    if offer is None or not offer.costs:
        return ()
    last = last_costs(offer.space_id, on)
    each = (last.per if last is not None else "a week").replace("a ", "each ", 1)
    rows = [(sentence_case(charge) if one.code is ChargeCode.RENT else one.description, format_pence(one.pence))
            for one in offer.costs]
    return (*rows, (f"Together, {each}", format_pence(offer.total)))
