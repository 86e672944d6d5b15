"""A statement: opening balance, lines each with the balance after it, closing balance; as at any day and as known.

One line is what a person sees as one thing: the charges of one period in one batch stand together, receipts alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.queries.ledger import sequence_at
from housingdesk.rent.rules.nights import nights_words
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import TenancyKind, words_for
from housingdesk.values.dates import MONTHS, format_long, month_start
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case


class StatementLine(NamedTuple):
    """One line. Pence: charge +, payment −; balances are after this line. ``own_pence`` is the person's own part of it."""

    entry_id: int
    batch_id: int
    on: date
    what: str
    kind: EntryKind
    payer: Payer
    pence: int
    own_pence: int
    balance_pence: int
    own_balance_pence: int
    entries: int
    reverses: int | None
    bank_line: int | None
    period_from: date | None
    period_to: date | None


@dataclass(frozen=True, slots=True)
class StatementRows:
    """A statement of one account for ``start <= day <= end``."""

    account_id: int
    start: date
    end: date
    opening_pence: int
    opening_own_pence: int
    lines: tuple[StatementLine, ...]

    @property
    def closing_pence(self) -> int:
        """The balance after the last line."""
        return self.lines[-1].balance_pence if self.lines else self.opening_pence


_ENTRIES = """
SELECT e.id, e.batch_id, e.effective_on, e.kind, e.payer, e.text, e.code, e.pence, e.reverses_id, e.bank_line_id,
  e.period_from, e.period_to
FROM entry e WHERE e.account_id = ? AND e.effective_on >= ? AND e.effective_on <= ?{known} ORDER BY e.effective_on, e.id
"""
_OPENING = """
SELECT coalesce(sum(e.pence), 0), coalesce(sum(CASE WHEN e.payer = 'own' THEN e.pence ELSE 0 END), 0)
FROM entry e WHERE e.account_id = ? AND e.effective_on < ?{known}
"""
_CHARGE, _OWN, _VAT = str(EntryKind.CHARGE), str(Payer.TENANT), str(ChargeCode.VAT)
_PAYER, _TEXT, _CODE, _PENCE = 4, 5, 6, 7
_KINDS, _PAYERS = {str(kind): kind for kind in EntryKind}, {str(payer): payer for payer in Payer}


def statement(account_id: int, start: date, end: date, known: datetime | None = None) -> StatementRows:
    """The statement of one account; with ``known``, from what was sealed by that moment."""
    frequency, kind = (Account.select(Account.frequency, Tenancy.kind).join(Tenancy, "LEFT OUTER JOIN")
                       .where(Account.id == account_id).tuples().first() or (Frequency.WEEKLY, None))
    word = words_for(TenancyKind(kind)).charge if kind else "charge"
    return statement_of(account_id, start, end, known, word=word, frequency=Frequency(frequency))


def statement_of(account_id: int, start: date, end: date, known: datetime | None = None, *, word: str,
                 frequency: Frequency) -> StatementRows:
    """The same where it is known already what the charge is called and how often it falls due; one statement fewer."""
    database = Entry._meta.database
    day = (lambda d: d) if is_postgresql(database) else date.isoformat
    clause, extra = "", []
    if known is not None:
        clause, extra = " AND e.batch_id IN (SELECT batch_id FROM seal WHERE sequence <= ?)", [sequence_at(known)]
    opening: Any = (0, 0)
    if start > date.min:
        opening = database.execute_sql(sql(database, _OPENING.format(known=clause)),
                                       [account_id, day(start), *extra]).fetchone()
    entries = database.execute_sql(sql(database, _ENTRIES.format(known=clause)), [account_id, day(start), day(end), *extra])
    before, before_own = int(opening[0]), int(opening[1])
    lines = tuple(_lines(_together(entries), before, before_own, word, frequency))
    return StatementRows(account_id, start, end, before, before_own, lines)


def _together(entries: Iterable[Any]) -> Iterable[list[Any]]:
    """Entries → what stands in one line, in the order of the first of each: with the own part and the number of entries."""
    found: dict[Any, list[Any]] = {}
    for entry, batch, on, kind, payer, text, code, pence, reverses, bank_line, start, end in entries:
        key = (batch, on, start, end) if kind == _CHARGE else entry
        own = pence if payer == _OWN else 0
        line = found.get(key)
        if line is None:
            vat = pence if code == _VAT else 0
            found[key] = [entry, batch, on, kind, payer, text, code, pence, own, 1, reverses, bank_line, start, end, vat]
            continue
        line[_PAYER] = min(line[_PAYER], payer)
        line[_TEXT] = max(line[_TEXT] or "", text or "") or None
        line[_CODE] = code if line[_CODE] == code else None
        line[_PENCE] += pence
        line[_PENCE + 1] += own
        line[_PENCE + 2] += 1
        if code == _VAT:
            line[-1] += pence
    return found.values()


class _Days(dict[Any, Any]):
    """Days as the database gives them → as days; each is made once."""

    def __missing__(self, value: Any) -> Any:
        self[value] = day = date.fromisoformat(value) if isinstance(value, str) else value
        return day


def _lines(rows: Iterable[list[Any]], balance: int, own_balance: int, word: str,
           frequency: Frequency) -> Iterator[StatementLine]:
    day = _Days()
    for entry, batch, on, kind, payer, text, code, pence, own, count, reverses, bank_line, start, end, vat in rows:
        first, last = day[start], day[end]
        what = text or describe(_KINDS[kind], code, payer, first, last, word, frequency, pence)
        if vat and vat != pence and not text:
            what = f"{what}, with VAT of {format_pence(vat)}"
        balance += pence
        own_balance += own
        yield StatementLine(entry, batch, day[on], what, _KINDS[kind], _PAYERS[payer], pence, own, balance, own_balance, count,
                            reverses, bank_line, first, last)


def describe(kind: EntryKind, code: str | None, payer: str, start: date | None, end: date | None, word: str,
             frequency: Frequency, pence: int = 0) -> str:
    """What a line without its own text is called: ``Rent week of Monday 23 November``; nights with what each costs."""
    whole = code in (None, ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE)
    name = sentence_case(word) if whole else sentence_case(code)
    if kind is EntryKind.CHARGE and start is not None and end is not None:
        if frequency is Frequency.NIGHTLY:
            return f"{name}, {nights_words(pence, start, end)}, from {format_long(start)}"
        return f"{name} {_period(start, end, frequency)}"
    if kind is EntryKind.RECEIPT:
        return "Payment" if payer == Payer.TENANT else str(payer)
    return str(kind).capitalize()


def _period(start: date, end: date, frequency: Frequency) -> str:
    if frequency is Frequency.MONTHLY and start == month_start(start) and end == month_start(end):
        return f"for {MONTHS[start.month - 1]} {start.year}"
    days = (end - start).days
    if days == 7:
        return f"week of {format_long(start)}"
    if days % 7 == 0 and start.weekday() == 0:
        return f"{days // 7} weeks from {format_long(start)}"
    return f"{days} day{'' if days == 1 else 's'} from {format_long(start)}"


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One ledger entry inside a statement line."""

    id: int
    code: str | None
    payer: Payer
    pence: int
    text: str | None


def line_parts(account_id: int, line: StatementLine) -> list[EntryPart]:
    """The entries that one statement line is made of."""
    columns = (Entry.id, Entry.code, Entry.payer, Entry.pence, Entry.text)
    mine = (Entry.batch == line.batch_id) & (Entry.account == account_id)
    if line.kind is EntryKind.CHARGE:
        mine &= (Entry.kind == line.kind) & (Entry.effective_on == line.on)
        mine &= Entry.period_from.is_null() if line.period_from is None else Entry.period_from == line.period_from
        mine &= Entry.period_to.is_null() if line.period_to is None else Entry.period_to == line.period_to
    else:
        mine &= Entry.id == line.entry_id
    rows: Any = Entry.select(*columns).where(mine).order_by(Entry.line_no).tuples()
    return [EntryPart(*r) for r in rows]


def daily_balances(account_id: int, start: date, end: date) -> list[tuple[date, int]]:
    """The balance after each day on which it changed, for the chart; the first point is the opening balance at ``start``."""
    found = statement(account_id, start, end)
    points: dict[date, int] = {start: found.opening_pence}
    for line in found.lines:
        points[line.on] = line.balance_pence
    return sorted(points.items())
