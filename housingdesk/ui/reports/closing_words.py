"""How a period before its close reads: what was looked at, the proof, closed periods and frozen figures, each as a row."""

from collections.abc import Sequence

from housingdesk.reports.queries.closing import CloseRow, Closing
from housingdesk.reports.queries.snapshots import SnapshotRow
from housingdesk.reports.rules.closing import Weight
from housingdesk.reports.rules.frozen import FrozenTotals
from housingdesk.reports.rules.three_way import ControlRow, ThreeWay
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

CHECKS, BANK, CONTROLS, BETWEEN, OWED, CLOSED, FROZEN = "checks", "bank", "controls", "between", "owed", "closed", "frozen"
TABS = {CHECKS: "Checks", BANK: "Bank by day", CONTROLS: "Control accounts", BETWEEN: "Between bank and books",
        OWED: "What people owe", CLOSED: "Closed", FROZEN: "Frozen figures"}
EMPTY = {CHECKS: "Looking at what has to agree", BANK: "No bank account of ours is set up",
         CONTROLS: "No money went through a control account", BETWEEN: "Nothing stands between the bank and the books",
         OWED: "Nobody owes anything", CLOSED: "No period is closed yet. Ctrl+Enter closes this one",
         FROZEN: "No figures are frozen yet. The program does it after each Sunday and each quarter"}
_STATUS = {Weight.GOOD: Status.GOOD, Weight.WARNS: Status.DUE, Weight.STOPS: Status.LATE}
_MOST = 10


@frozen
class Listed:
    """A row: what it is, what is said of it, its figures, and where it can be looked at."""

    id: int
    what: str
    more: str
    stated: str = ""
    before: str = ""
    now: str = ""
    credits: str = ""
    arrears: str = ""
    status: Status | None = None
    facts: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    go: Go | None = None


def rows_of(found: Closing, closed: Sequence[CloseRow], frozen_days: Sequence[SnapshotRow]) -> dict[str, list[Listed]]:
    """Every list of the screen."""
    proof = found.proof
    return {CHECKS: _checks(found), BANK: _bank(proof), CONTROLS: [_control(row) for row in proof.controls],
            BETWEEN: _between(proof), OWED: _owed(proof), CLOSED: [_closed(row) for row in closed],
            FROZEN: [_frozen(row) for row in frozen_days]}


def _checks(found: Closing) -> list[Listed]:
    return [Listed(number, check.name, check.sentence, status=_STATUS[check.weight], words=(f"{check.sentence}.",),
                   facts=(("It", str(check.weight)),) if check.weight is not Weight.GOOD else (),
                   go=Go(check.place) if check.place else None) for number, check in enumerate(found.checks, 1)]


def _bank(proof: ThreeWay) -> list[Listed]:
    made: list[Listed] = []
    for bank in proof.banks:
        for day in reversed(bank.days):
            more = f"{bank.name}: {f'{day.open_lines:,} lines not posted' if day.open_lines else 'every line posted'}"
            stated = "not stated" if day.stated is None else format_pence(day.stated)
            made.append(Listed(len(made) + 1, format_date(day.on), more, stated, format_pence(day.lines),
                               format_pence(day.ledger), status=Status.GOOD if day.agreed else Status.LATE,
                               facts=(("The bank states", stated), ("Its lines come to", format_pence(day.lines)),
                                ("In the books", format_pence(day.ledger)), ("Not posted", format_pence(day.open_pence))),
                               go=Go("reconciliation")))
    return made


def _control(row: ControlRow) -> Listed:
    words = tuple(f"{format_pence(-item.pence)} of {format_date(item.on)}: {item.text}" for item in row.items[:_MOST])
    if len(row.items) > _MOST:
        words += (f"and {len(row.items) - _MOST:,} more",)
    more = f"{len(row.items):,} sum{'' if len(row.items) == 1 else 's'} in it" if row.items else "nothing waits in it"
    return Listed(row.account_id, row.name, more, "", format_pence(row.opening), format_pence(row.closing),
                  status=Status.GOOD if row.holds else Status.LATE, words=words,
                  facts=(("Before", format_pence(row.opening)), ("At the end", format_pence(row.closing))),
                  go=Go("account", {"account_id": row.account_id}))


def _between(proof: ThreeWay) -> list[Listed]:
    made: list[Listed] = []
    for bank in proof.banks:
        for one in bank.differences:
            made.append(Listed(len(made) + 1, format_date(one.on), f"{bank.name}: {one.words}", now=format_pence(one.pence),
                               status=Status.DUE, words=(f"{one.words}.",), facts=(("Amount", format_pence(one.pence)),),
                               go=Go("money") if one.line_id is not None else Go("reconciliation")))
    return made


def _owed(proof: ThreeWay) -> list[Listed]:
    return [Listed(number, sentence_case(row.sort), "ledger and nominal agree" if row.agrees else "they do not agree",
                   format_pence(row.nominal), format_pence(row.opening), format_pence(row.closing),
                   status=Status.GOOD if row.agrees else Status.LATE,
                   facts=(("Before", format_pence(row.opening)), ("By the ledger", format_pence(row.closing)),
                          ("By the nominal", format_pence(row.nominal))),
                   go=Go("reconciliation")) for number, row in enumerate(proof.debtors, 1)]


def _closed(row: CloseRow) -> Listed:
    said = tuple(f"{name}: {sentence}." for name, weight, sentence in row.proof["checks"] if weight != Weight.GOOD)
    return Listed(row.id, sentence_case(row.name), f"by {row.made_by} on {format_date(row.made_at.date())}",
                  status=Status.GOOD, words=said or ("Nothing stood against it.",),
                  facts=(("Closed by", row.made_by), ("On", format_date(row.made_at.date())),
                         ("Seal", f"{row.proof['head'][0]:,}")))


def _frozen(row: SnapshotRow) -> Listed:
    sums = row.totals
    return Listed(row.id, format_date(row.on), sentence_case(row.kind), credits=format_pence(sums.credits),
                  arrears=format_pence(sums.arrears), facts=figures(sums),
                  words=(row.late or f"Frozen on {format_date(row.made_at.date())} by {row.made_by}",))


def figures(sums: FrozenTotals) -> tuple[tuple[str, str], ...]:
    """The published sums in words."""
    return (("Current arrears", format_pence(sums.current_arrears)), ("On accounts", f"{sums.current_accounts:,}"),
            ("Benefit still to come", format_pence(sums.benefit)), ("Former arrears", format_pence(sums.former_arrears)),
            ("In credit", format_pence(sums.credits)), ("Unidentified", format_pence(sums.unidentified)),
            ("Empty homes", f"{sums.empty_homes:,}"), ("Lost a week", format_pence(sums.empty_weekly)),
            ("Claims undecided", f"{sums.claims_open:,}"))


def columns() -> tuple[Column, ...]:
    """What the lists show."""
    return (Column("what", "What", 300, lambda r: r.what, secondary=lambda r: r.more, status=lambda r: r.status, stretch=1,
                   least=220),
            Column("stated", "Bank or nominal", 116, lambda r: r.stated, align=Align.RIGHT, hide_empty=True, hide_below=520),
            Column("before", "Before", 110, lambda r: r.before, align=Align.RIGHT, hide_empty=True, hide_below=440),
            Column("now", "At the end", 110, lambda r: r.now, align=Align.RIGHT, hide_empty=True, strong=lambda _r: True),
            Column("credits", "In credit", 110, lambda r: r.credits, align=Align.RIGHT, hide_empty=True, hide_below=440),
            Column("arrears", "Gross arrears", 116, lambda r: r.arrears, align=Align.RIGHT, hide_empty=True,
                   strong=lambda _r: True))


def sentence(row: Listed) -> str:
    """A row read aloud."""
    return ", ".join(part for part in (row.what, row.more, row.stated, row.before, row.now, row.arrears) if part)
