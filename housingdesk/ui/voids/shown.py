"""Words and columns of empty homes, the same on the board, in the table and on the page of one home."""

from datetime import date

from housingdesk.ui.kit.icons import Status
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case
from housingdesk.voids.queries.board import VoidRow
from housingdesk.voids.rules.words import DelayCause, Lane, Party


def lane_word(lane: Lane) -> str:
    """What the head of a lane says."""
    return sentence_case(lane)


def days_word(days: int) -> str:
    """``"1 day"``, ``"12 days"``."""
    return f"{days} day{'' if days == 1 else 's'}"


def empty_words(row: VoidRow, today: date) -> str:
    """How long it has stood empty, or from when it will."""
    if row.empty_from > today:
        return f"Empty from {format_short(row.empty_from, today)}"
    return f"{days_word(row.days)} empty"


def lost_words(row: VoidRow) -> str:
    """What it has lost so far."""
    return "" if row.pence is None or not row.days else format_pence(row.pence)


def next_words(row: VoidRow) -> str:
    """What comes next and whose it is."""
    if row.lane is Lane.SIGNED:
        return "Let"
    if row.next_step is None:
        return "Nothing is planned"
    who = row.next_whom or (str(row.next_party) if row.next_party is not None else "")
    return f"{sentence_case(row.next_step)}: {who}"


def by_words(row: VoidRow, today: date) -> str:
    """By when that is promised."""
    if row.lane is Lane.SIGNED and row.let_from is not None:
        return f"from {format_short(row.let_from, today)}"
    return f"by {format_short(row.next_on, today)}" if row.next_on is not None else ""


def status_of(row: VoidRow) -> Status:
    """Past its plan, in it, or done."""
    if row.lane is Lane.SIGNED:
        return Status.GOOD
    return Status.LATE if row.past_plan else Status.INFORMATION


def sentence_of(row: VoidRow, today: date) -> str:
    """A home as a screen reader says it."""
    late = ", past its plan" if row.past_plan else ""
    lost = lost_words(row)
    return (f"{row.address}, {row.lane}, {empty_words(row, today)}{f', {lost} lost' if lost else ''}. "
            f"{next_words(row)} {by_words(row, today)}{late}")


CAUSES = [(cause, sentence_case(cause)) for cause in DelayCause]
PARTIES = [(party, sentence_case(party)) for party in Party]
