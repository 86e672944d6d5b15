"""Asks of support, shortlists, viewings and offers as lines of one list, the newest first, with their facts in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from housingdesk.lettings.queries.applicant_file import ApplicantFile
from housingdesk.lettings.queries.offers import OfferRow, SupportRow, ViewingRow
from housingdesk.lettings.queries.shortlist import MatchRow
from housingdesk.lettings.rules.words import MatchState, OfferState, SupportAnswer, ViewingOutcome
from housingdesk.ui.kit.icons import Status
from housingdesk.values.dates import format_day, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_OFFERS = {OfferState.OPEN: Status.DUE, OfferState.ACCEPTED: Status.GOOD, OfferState.REFUSED: Status.LATE}
_VIEWINGS = {ViewingOutcome.LIKED: Status.GOOD, ViewingOutcome.REFUSED: Status.LATE, ViewingOutcome.NO_SHOW: Status.LATE}


@frozen
class StepLine:
    """One line: its number in the list, what, when, where, how it stands, and what the pane says of it."""

    id: int
    what: str
    when: str
    where: str
    state: str
    more: str
    status: Status | None
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    row: Any


def lines_of(file: ApplicantFile) -> list[StepLine]:
    """All that is arranged for a household."""
    found = [*map(_offer, file.offers), *map(_viewing, file.viewings), *map(_support, file.support),
             *(_match(address, row) for _, address, row in file.matches)]
    return [StepLine(number, *rest) for number, (_, *rest) in enumerate(sorted(found, key=_newest), 1)]


_Line = tuple[date | None, str, str, str, str, str, Status | None, tuple[tuple[str, str], ...], tuple[str, ...], Any]


def _newest(line: _Line) -> tuple[int, int]:
    day = line[0]
    return (0, -day.toordinal()) if day is not None else (1, 0)


def _offer(row: OfferRow) -> _Line:
    more = f"Answer by {format_short(row.answer_by, row.made_on)}" if row.state is OfferState.OPEN else row.reason
    facts = [("Made", f"{format_day(row.made_on)} by {row.made_by}"), ("Answer by", format_day(row.answer_by)),
             ("Agreement", sentence_case(row.kind))]
    facts += [("Would start", format_day(row.starts_on))] if row.starts_on else []
    facts += [(line.description, format_pence(line.pence)) for line in row.costs] + [("Together", format_pence(row.total))]
    return (row.made_on, "Offer", format_day(row.made_on), row.address, sentence_case(row.state), more, _OFFERS.get(row.state),
            tuple(facts), tuple(_said_of(row)), row)


def _said_of(row: OfferRow) -> Iterator[str]:
    if row.answered_on is not None and row.state is not OfferState.OPEN:
        yield f"{sentence_case(row.state)} on {format_day(row.answered_on)}" + (f": {row.reason}" if row.reason else "")
    if row.suitable is not None:
        yield "The offer was suitable for them" if row.suitable else "The offer was not suitable for them"
    if row.review_asked_on is not None and row.review_on is None:
        yield f"A review was asked for on {format_day(row.review_asked_on)}. Somebody other than {row.made_by} decides it"
    if row.review_on is not None:
        yield f"Review by {row.review_by}, {format_day(row.review_on)}: {row.review_outcome}"


def _viewing(row: ViewingRow) -> _Line:
    when = format_day(row.on) + (f" at {row.at}" if row.at else "")
    facts = [("When", when), ("Who goes along", row.accompanied_by or "Nobody yet")]
    sentences = [f"To mind: {row.safety}"] if row.safety else ["There is something to mind, for those who may see it"] if (
        row.has_safety) else []
    sentences += [row.note] if row.note else []
    state = sentence_case(row.outcome) if row.outcome is not None else "Arranged"
    return (row.on, "Viewing", when, row.address, state, f"With {row.accompanied_by}" if row.accompanied_by else "",
            _VIEWINGS.get(row.outcome) if row.outcome is not None else Status.INFORMATION, tuple(facts), tuple(sentences), row)


def _support(row: SupportRow) -> _Line:
    facts = [("Asked on", format_day(row.asked_on))]
    facts += [("Answer by", format_day(row.answer_by))] if row.answer_by else []
    if row.interview_on is not None:
        facts.append(("Interview", format_day(row.interview_on) + (f" at {row.interview_at}" if row.interview_at else "")))
        facts += [("Where", row.interview_place)] if row.interview_place else []
        facts += [("We were told", format_day(row.told_on))] if row.told_on else []
    sentences = []
    if row.answer is not None and row.answered_on is not None:
        sentences.append(f"{sentence_case(row.answer)} on {format_day(row.answered_on)} by {row.answered_by}")
    sentences += [row.reason] if row.reason else []
    status = Status.DUE if row.answer is None else Status.GOOD if row.answer is SupportAnswer.ACCEPTED else Status.LATE
    state = sentence_case(row.answer) if row.answer is not None else "Asked"
    more = f"Answer by {format_short(row.answer_by, row.asked_on)}" if row.answer is None and row.answer_by else ""
    return (row.asked_on, "Support", format_day(row.asked_on), row.agent, state, more, status, tuple(facts), tuple(sentences),
            row)


def _match(address: str, row: MatchRow) -> _Line:
    state = {MatchState.LISTED: f"Place {row.place}", MatchState.CHOSEN: "Chosen"}.get(row.state, sentence_case(row.state))
    sentences = tuple(part.strip() for part in row.reasons.split(". ") if part.strip())
    return (None, "Direct match" if row.direct else "Shortlist", "", address, state, sentences[0] if sentences else "",
            Status.GOOD if row.state is MatchState.CHOSEN else Status.NEUTRAL, (("Put on by", row.listed_by),), sentences, row)
