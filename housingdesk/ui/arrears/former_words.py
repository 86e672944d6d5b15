"""The words of former accounts on screen: the lists, the columns, the sentence and the facts of one."""

from datetime import date

from housingdesk.arrears.queries.former import FormerRow
from housingdesk.arrears.rules.former import Stage
from housingdesk.rent.rules.words import AccountKind
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import balance_words, format_pence

DUE, LATER, OFF, CREDITS = "due", "later", "off", "credits"
TABS = {DUE: "To do now", LATER: "Waiting", OFF: "To write off", CREDITS: "Credits"}
EMPTY = {DUE: "Nothing is to be done about anybody who left", LATER: "Nobody who left is waited for",
         OFF: "No write-off is proposed", CREDITS: "Nobody who left is in credit"}
_OFF = frozenset({Stage.WRITE_OFF, Stage.ASKED})


def group_of(row: FormerRow, on: date) -> str:
    """The list that an account stands in. Credits are apart from debts throughout."""
    if row.pence < 0:
        return CREDITS
    if row.next.stage in _OFF:
        return OFF
    return DUE if row.next.due_on <= on and row.next.stage is not Stage.STOPPED else LATER


def former_columns(today: date) -> tuple[Column, ...]:
    """What the lists show."""
    return (Column("who", "Who", 190, lambda row: row.names, secondary=lambda row: _where(row), stretch=1, sort=True),
            Column("pence", "Balance", 96, lambda row: format_pence(abs(row.pence)), align=Align.RIGHT,
                   secondary=lambda row: "in credit" if row.pence < 0 else "owed", sort=lambda row: -row.pence),
            Column("left", "Left", 92, lambda row: format_short(row.left_on, today),
                   secondary=lambda row: age_words(row.age_days), sort=lambda row: row.left_on, hide_below=620),
            Column("last", "Last contact", 104, lambda row: format_short(row.last_on, today) if row.last_on else "none",
                   secondary=lambda row: f"paid {format_short(row.paid_on, today)}" if row.paid_on else "nothing paid",
                   hide_below=760),
            Column("next", "What next", 230, lambda row: row.next.what, secondary=lambda row: row.next.why, stretch=2,
                   status=lambda row: Status.NEUTRAL if row.next.due_on > today else Status.DUE))


def _where(row: FormerRow) -> str:
    kind = "" if row.kind is AccountKind.RENT else f"{row.kind} · "
    again = " · housed again" if row.housed_again else ""
    return f"{kind}{row.address}{again}"


def age_words(days: int) -> str:
    """``78 days``, ``4 months``, ``6 years``."""
    if days < 92:
        return f"{days} days"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def former_sentence(row: FormerRow) -> str:
    """A row as a screen reader says it."""
    return f"{row.names}, {balance_words(row.pence)}, left {format_date(row.left_on)}: {row.next.what}. {row.next.why}"


def former_facts(row: FormerRow) -> list[tuple[str, str]]:
    """What stands in the pane."""
    found = [("Account", f"{row.kind} {row.reference}"), ("Left", f"{format_date(row.left_on)}, {age_words(row.age_days)} ago"),
             ("Stage", str(row.next.stage)), ("From", format_date(row.next.due_on)),
             ("Last contact", format_date(row.last_on) if row.last_on else "none"),
             ("Last paid", format_date(row.paid_on) if row.paid_on else "never")]
    return [*found, ("Last letter", format_date(row.letter[1]))] if row.letter else found
