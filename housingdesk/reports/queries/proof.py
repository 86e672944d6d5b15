"""The three-way proof: bank, control accounts and ledger on every day of a period, differences named line by line."""

from collections import defaultdict
from datetime import date
from typing import Any

from housingdesk.bank.models import BankAccount, BankLine, LineState
from housingdesk.bank.queries.our_accounts import ledger_balance
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.db.stored_days import StoredDays
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.rent.queries.ledger import head
from housingdesk.rent.queries.rollforward import RollRow, roll_forward
from housingdesk.rent.rules.words import AccountKind
from housingdesk.reports.queries.journal import Journal, journal
from housingdesk.reports.queries.stated import stated_by
from housingdesk.reports.rules.journal import CURRENT, FORMER, totals
from housingdesk.reports.rules.open_items import OpenItem, open_items
from housingdesk.reports.rules.three_way import BankDay, BankWay, ControlRow, Difference, LedgerRow, ThreeWay
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence

_BY_DAY = """
SELECT l.made_on, sum(l.pence), sum(CASE WHEN l.state = 'posted' THEN 0 ELSE l.pence END),
  sum(CASE WHEN l.state = 'posted' THEN 0 ELSE 1 END)
FROM bank_line l WHERE l.account_id = ? AND l.made_on >= ? AND l.made_on <= ? AND l.state <> 'left out' GROUP BY l.made_on
"""
_POSTED = """
SELECT l.made_on, -sum(e.pence) FROM bank_line l JOIN entry e ON e.bank_line_id = l.id
WHERE l.account_id = ? AND l.made_on >= ? AND l.made_on <= ? GROUP BY l.made_on
"""
_WITHOUT_LINE = """
SELECT b.title, e.effective_on, sum(e.pence) FROM batch b JOIN entry e ON e.batch_id = b.id
WHERE b.contra = ? AND e.bank_line_id IS NULL AND e.effective_on >= ? AND e.effective_on <= ?
GROUP BY b.id, b.title, e.effective_on HAVING sum(e.pence) <> 0
"""
_KEYS = {"rent, current": CURRENT, "rent, former": FORMER, "garage": "debtors:garages",
         "court costs": "debtors:court costs", "recharges": "debtors:recharges",
         "Housing Benefit overpayment": "debtors:overpaid benefit"}


def three_way(start: date, end: date) -> ThreeWay:
    """Bank, control accounts and ledger for ``start <= day <= end``."""
    rows, found = roll_forward(start, end), journal(start, end)
    sequence, digest = head()
    banks = tuple(_bank(bank, start, end) for bank in BankAccount.select().order_by(BankAccount.name))
    return ThreeWay(start, end, banks, _controls(rows, end), _debtors(rows, found, start), found.faults, sequence, digest)


def _bank(bank: BankAccount, start: date, end: date) -> BankWay:
    reference = Account.get_by_id(bank.nominal_id).reference
    base, stated = ledger_balance(bank.id, start - DAY), stated_by(bank.id)
    before = _before(bank, start)
    lines = {on: (int(pence), int(open_pence), int(count)) for on, pence, open_pence, count
             in _rows(_BY_DAY, bank.id, start, end)}
    posted = {on: int(pence) for on, pence in _rows(_POSTED, bank.id, start, end)}
    days, in_lines, in_books, waits, waiting = [], before[0], base, before[1], before[2]
    for number in range((end - start).days + 1):
        on = start + DAY * number
        came, open_pence, count = lines.get(on, (0, 0, 0))
        in_lines, waits, waiting = in_lines + came, waits + open_pence, waiting + count
        in_books += posted.get(on, 0)
        days.append(BankDay(on, stated.on(on), in_lines, in_books, waits, waiting))
    return BankWay(bank.id, bank.name, reference, base, tuple(days), _differences(bank, reference, days, start, end))


def _before(bank: BankAccount, start: date) -> tuple[int, int, int]:
    """Pence by the bank's lines before the first day, and of those that are not posted pence and number."""
    rows = database.execute_sql(sql(database, """
        SELECT coalesce(sum(pence), 0), coalesce(sum(CASE WHEN state = 'posted' THEN 0 ELSE pence END), 0),
          coalesce(sum(CASE WHEN state = 'posted' THEN 0 ELSE 1 END), 0)
        FROM bank_line WHERE account_id = ? AND made_on < ? AND state <> 'left out'"""), [bank.id, _value(start)]).fetchall()
    pence, open_pence, count = (int(figure) for figure in rows[0])
    return bank.opening_pence + pence, open_pence, count


def _differences(bank: BankAccount, reference: str, days: list[BankDay], start: date,
                 end: date) -> tuple[Difference, ...]:
    """What stands between the bank and the books: each line not posted, and each sum without a line."""
    found = [Difference(line.made_on, f"{'Parked' if line.state is LineState.PARKED else 'Not posted'}: {line.narrative[:120]}",
                        line.pence, line.id)
             for line in BankLine.select(BankLine.id, BankLine.made_on, BankLine.narrative, BankLine.pence, BankLine.state)
             .where((BankLine.account == bank.id) & (BankLine.made_on <= end)
                    & BankLine.state.in_((LineState.WAITING, LineState.PARKED))).order_by(BankLine.made_on, BankLine.id)]
    found += [Difference(on, f"In the books without a line of the bank: {title}", int(pence), None)
              for title, on, pence in _days_in(_WITHOUT_LINE, 1, reference, start, end)]
    previous = 0
    for day in days:
        gap = 0 if day.stated is None else day.stated - day.lines
        if gap and gap != previous:
            found.append(Difference(day.on, f"The bank states {format_pence(day.stated or 0)}, its lines come to "
                                            f"{format_pence(day.lines)}: a line may be missing or double", gap, None))
        previous = gap
    return tuple(found)


def _controls(rows: list[RollRow], end: date) -> tuple[ControlRow, ...]:
    """Every suspense and control account that holds money, or moved in the period, and what its balance consists of."""
    kinds = (AccountKind.SUSPENSE, AccountKind.CONTROL)
    chosen = [row for row in rows if row.kind in kinds and row.account_id is not None]
    entries: defaultdict[int, list[OpenItem]] = defaultdict(list)
    held = [row.account_id for row in chosen if row.closing]
    if held:
        found = (Entry.select(Entry.account, Entry.effective_on, Entry.text, Batch.title, Entry.pence).join(Batch)
                 .where(Entry.account.in_(held) & (Entry.effective_on <= end)).order_by(Entry.effective_on, Entry.id).tuples())
        for account, on, text, title, pence in found:
            entries[account].append(OpenItem(on, text or title, pence))
    return tuple(ControlRow(row.account_id or 0, row.reference, row.name, row.kind, -row.opening, -row.closing,
                            open_items(entries[row.account_id or 0])) for row in sorted(chosen, key=lambda r: (r.kind, r.name)))


def _debtors(rows: list[RollRow], found: Journal, start: date) -> tuple[LedgerRow, ...]:
    """What people owe by the ledger, sort by sort, against what the nominal journal of the period makes of it."""
    moved = totals(found.lines)
    opening, closing = _by_sort(roll_forward(start - DAY, start - DAY)), _by_sort(rows)
    return tuple(LedgerRow(sort, opening[sort], closing[sort], opening[sort] + moved.get(key, 0))
                 for sort, key in _KEYS.items() if opening[sort] or closing[sort] or moved.get(key))


def _by_sort(rows: list[RollRow]) -> dict[str, int]:
    sums = dict.fromkeys(_KEYS, 0)
    for row in rows:
        sort = f"rent, {'former' if row.former else 'current'}" if row.kind == "rent" else row.kind
        if sort in sums:
            sums[sort] += row.closing
    return sums


def _rows(statement: str, first: Any, start: date, end: date) -> list[Any]:
    return _days_in(statement, 0, first, start, end)


def _days_in(statement: str, place: int, first: Any, start: date, end: date) -> list[Any]:
    """Rows of a statement, the day in one place as a date."""
    days = StoredDays()
    rows = database.execute_sql(sql(database, statement), [first, _value(start), _value(end)]).fetchall()
    return [(*row[:place], days[row[place]], *row[place + 1:]) for row in rows]


def _value(day: date) -> Any:
    return day if is_postgresql(database) else day.isoformat()


def sentence(found: ThreeWay) -> str:
    """The whole proof in one sentence."""
    unstated = [bank.sentence for bank in found.banks if bank.agreed and bank.days[-1].stated is None]
    if found.holds and unstated:
        return f"Control accounts and ledger agree. {'. '.join(unstated[:2])}"
    if found.holds:
        return f"Bank, control accounts and ledger agree on every day to {format_date(found.end)}"
    wrong = [bank.sentence for bank in found.banks if not bank.agreed]
    wrong += [row.sentence for row in found.debtors if not row.agrees]
    return ". ".join([*wrong, *found.faults][:3])
