"""Words and columns of the benefit board, the same in its list, in its pane and read aloud."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.queries.board import BoardRow
from housingdesk.benefits.queries.board_facts import Word
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.lanes import Lane, Step
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import lower_first, sentence_case

LANE_WORDS = {lane: sentence_case(lane) for lane in Lane} | {Lane.VERIFY: "To verify"}  # seven stand in one row
EMPTY = {Lane.TO_CLAIM: "Nobody has benefit to claim.", Lane.WAITING: "No one is waiting for benefit.",
         Lane.VERIFY: "No office asks us to confirm a rent.", Lane.PAYING: "No claim is in payment.",
         Lane.SHORT: "Nothing came short or changed.", Lane.STOPPED: "Nothing has stopped.",
         Lane.OWED: "No office wants benefit back."}


KIND_WORDS = {
    ClaimKind.HB: "HB", ClaimKind.HB_SUPPORTED: "HB supported", ClaimKind.HB_TEMPORARY: "HB temporary",
    ClaimKind.UC: "UC housing", ClaimKind.APA: "UC paid to us", ClaimKind.TPD: "UC deductions", ClaimKind.DHP: "DHP",
    ClaimKind.CRF_HOUSING: "CRF housing", ClaimKind.CRF_CRISIS: "CRF crisis"}
"""Kinds of claims where there is little room, as the field abbreviates them; the pane says them in full."""


def days_words(row: BoardRow) -> str:
    """How long it has stood so; in payment nobody counts the days."""
    if row.lane is Lane.PAYING:
        return ""
    if not row.days:
        return "since today"
    return f"{row.days:,} day{'' if row.days == 1 else 's'}"


def waits_words(row: BoardRow) -> str:
    """Whom it waits on."""
    return "" if row.place.waits_on is WaitsOn.NOBODY or row.lane is Lane.PAYING else f"on {row.place.waits_on}"


def next_money(row: BoardRow) -> str:
    """The sum that comes next."""
    return format_pence(row.next_pence) if row.next_pence else ""


def next_day(row: BoardRow, today: date) -> str:
    """The day on which it comes; ``about`` while nothing is awarded."""
    if row.next_on is None:
        return "no day known" if row.next_pence else ""
    day = format_short(row.next_on, today)
    return f"about {day}" if row.about else day


def word_words(word: Word | None, today: date) -> str:
    """``We rang Anna Lee, 3 Nov``."""
    if word is None:
        return ""
    whom = f" {word.whom}" if word.whom else ""
    return f"{sentence_case(word.direction)}{whom}, {format_short(word.on, today)}"


def word_said(word: Word | None) -> str:
    """``We rang: asked how far it is``, which goes on in the pane."""
    if word is None:
        return ""
    return f"{sentence_case(word.direction)}: {lower_first(word.said)}" if word.said else sentence_case(word.direction)


def step_words(row: BoardRow) -> str:
    """What is done next."""
    if row.place.step is Step.CLAIM:
        return "Write the claim down" if row.lane is Lane.PAYING else "Start the claim"
    if row.lane is Lane.PAYING:
        return "Nothing to do"
    if row.lane is Lane.WAITING and row.place.step is Step.AWARD:
        return "Wait for the decision"
    return sentence_case(row.place.step)


def step_status(row: BoardRow, today: date) -> Status | None:
    """Late, due, in payment, or none."""
    if row.lane is Lane.PAYING:
        return Status.GOOD if row.claim_id is not None else Status.NEUTRAL
    if row.late(today):
        return Status.LATE
    if row.place.by is not None and row.place.by == today:
        return Status.DUE
    return Status.INFORMATION


def row_sentence(row: BoardRow, today: date) -> str:
    """A row as a screen reader says it."""
    long = f"for {days_words(row)}" if row.days else days_words(row)
    waits = f", waits {waits_words(row)} {long}" if days_words(row) and waits_words(row) else ""
    late = ", late" if row.late(today) else ""
    return f"{row.person}, {row.kind}: {row.place.why}{waits}{late}. {step_words(row)}"


def board_columns(today: date) -> Sequence[Column]:
    """Columns of the list."""
    return (
        Column("person", "Who", 180, lambda r: r.person, secondary=lambda r: f"{KIND_WORDS[r.kind]}, {r.office}", stretch=2,
               sort=True),
        Column("step", "Next step", 230, step_words, secondary=lambda r: r.place.why, stretch=4,
               status=lambda r: step_status(r, today), sort=lambda r: r.place.by or date.max),
        Column("days", "Waits", 108, days_words, secondary=waits_words, sort=lambda r: r.days, least=104, hide_empty=True),
        Column("next", "Next money", 92, next_money, align=Align.RIGHT, secondary=lambda r: next_day(r, today),
               sort=lambda r: r.next_on or date.max, least=88, hide_below=520, hide_empty=True),
        Column("word", "Last word", 108, lambda r: format_short(r.word.on, today) if r.word else "",
               secondary=lambda r: word_said(r.word), stretch=1, least=100, hide_below=700, hide_empty=True))
