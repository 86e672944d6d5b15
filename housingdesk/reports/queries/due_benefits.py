"""What is due about benefit, for the Today screen: the next step of each claim once its day has come, and money that fails."""

from collections import defaultdict
from datetime import date

from housingdesk.benefits.queries.board import BoardRow, board
from housingdesk.benefits.queries.money_now import money_now
from housingdesk.benefits.rules.lanes import Lane, Step
from housingdesk.diary.rules import Weight
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.text import sentence_case

_MOST = 12
_LOOKED_AT = 40  # a glance alone takes for short what a schedule or a decision explains
_VERBS = {Step.CHASE: "Chase", Step.INTERIM: "Ask for it", Step.VERIFY: "Confirm it", Step.TELL: "Tell them",
          Step.LOOK: "Find out why"}
_IN_FILE = (Step.CLAIM, Step.SEND, Step.HELP, Step.EVIDENCE, Step.ANSWER, Step.REVIEW)
_MANY = {Lane.TO_CLAIM: "{} claims are still to be made", Lane.WAITING: "{} claims have waited long enough",
         Lane.VERIFY: "Confirm {} rents for the offices that ask", Lane.SHORT: "Benefit came short or changed for {} people",
         Lane.STOPPED: "Benefit has stopped for {} people"}


def benefits(on: date) -> list[DueCard]:
    """A card for each claim whose step is due, or one for a whole lane where there are many."""
    lanes: defaultdict[Lane, list[BoardRow]] = defaultdict(list)
    for row in board(on, money_now(on, _LOOKED_AT)):
        if is_due(row, on):
            lanes[row.lane].append(row)
    return [card for lane, rows in lanes.items() for card in (_each(rows) if len(rows) <= _MOST else [_all(lane, rows)])]


def is_due(row: BoardRow, on: date) -> bool:
    """Whether a row of the board is something to do today: what is still to be claimed is until it is."""
    by = row.place.by
    if row.lane is Lane.WAITING and row.place.step is Step.AWARD:
        return False  # it is the office's turn, and the day on which it becomes ours has a step of its own
    return by is not None and row.lane in _MANY and (by <= on or row.lane is Lane.TO_CLAIM or row.place.step is Step.REVIEW)


def _each(rows: list[BoardRow]) -> list[DueCard]:
    return [_card(row, row.place.by) for row in rows if row.place.by is not None]


def _card(row: BoardRow, by: date) -> DueCard:
    """What has its key on the board opens there; the form and the evidence stand in the file."""
    verb = _VERBS.get(row.place.step, "Look at it")
    if row.place.step in _IN_FILE:
        if row.claim_id is None:
            return DueCard(Weight.MONEY, by, f"Start a claim: {row.person}", row.place.why, "Open the file", "tenancy",
                           (("tenancy_id", row.tenancy_id), ("section", "benefit")))
        return DueCard(Weight.MONEY, by, row.place.why, f"{row.person}: {row.kind}, {row.state}", "Open the claim", "claim",
                       (("claim_id", row.claim_id),))
    return DueCard(Weight.MONEY, by, f"{sentence_case(row.place.step)}: {row.person}", f"{row.kind}. {row.place.why}", verb,
                   "benefits", (("claim_id", row.claim_id),))


def _all(lane: Lane, rows: list[BoardRow]) -> DueCard:
    first = min(row.place.by for row in rows if row.place.by is not None)
    longest = f"The longest: {rows[0].person}. {rows[0].place.why}"
    return DueCard(Weight.MONEY, first, _MANY[lane].format(f"{len(rows):,}"), longest, "Look at them", "benefits",
                   (("lane", str(lane)),))
