"""Reads what the debit run needs: accounts with days not yet charged, their lines and shares, and homes' empty days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.properties.models import Space
from housingdesk.rent.models import Account
from housingdesk.rent.queries.held import away, not_charged
from housingdesk.rent.rules.charging import LineRow, ShareRow, weekly_equivalent
from housingdesk.rent.rules.nights import without
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.tenancies.models import Occupancy
from housingdesk.values.dates import DAY, WEEK


class Chargeable(NamedTuple):
    """An account that the debit run looks at. ``charged_to`` is the first day not yet debited."""

    id: int
    reference: str
    name: str
    kind: AccountKind
    frequency: Frequency
    rent_free: bool
    opens_on: date
    closes_on: date | None
    charged_to: date
    space_id: int | None


_CHARGEABLE = """
SELECT a.id, a.reference, coalesce(t.names, a.name), a.kind, a.frequency, a.rent_free, a.opens_on, a.closes_on, b.charged_to,
  a.space_id
FROM account a JOIN balance b ON b.account_id = a.id LEFT JOIN tenancy t ON t.id = a.tenancy_id AND t.names <> ''
WHERE a.kind IN ('rent', 'garage', 'void') AND a.opens_on < ? AND (b.charged_to IS NULL OR b.charged_to < ?)
  AND (a.closes_on IS NULL OR b.charged_to IS NULL OR a.closes_on >= b.charged_to){only} ORDER BY a.reference
"""
_LINES = """
SELECT l.account_id, l.id, l.code, l.pence, l.start, l."end", s.payer, s.pence, s.start, s."end"
FROM charge_line l JOIN charge_share s ON s.line_id = l.id AND s.start < ? AND (s."end" IS NULL OR s."end" > ?)
WHERE l.start < ? AND (l."end" IS NULL OR l."end" > ?){only} ORDER BY l.account_id, l.id, s.id
"""
_WHOLE_WEEK = """a.kind IN ('rent', 'garage') AND a.frequency = 'weekly' AND coalesce(b.charged_to, a.opens_on) = ?
  AND a.opens_on <= ? AND (a.closes_on IS NULL OR a.closes_on >= ?){free}"""
_FREE = " AND NOT a.rent_free"
_WHOLE = f"""
SELECT a.id, l.code, s.payer, l.pence, l.start <= ? AND (l."end" IS NULL OR l."end" >= ?)
  AND s.pence IS NULL AND s.start <= ? AND (s."end" IS NULL OR s."end" >= ?)
FROM account a JOIN balance b ON b.account_id = a.id
LEFT JOIN charge_line l ON l.account_id = a.id AND l.start < ? AND (l."end" IS NULL OR l."end" > ?)
LEFT JOIN charge_share s ON s.line_id = l.id AND s.start < ? AND (s."end" IS NULL OR s."end" > ?)
WHERE {_WHOLE_WEEK} ORDER BY a.reference, l.id
"""
_ROLL = """
SELECT a.id, a.frequency, sum(CASE WHEN a.opens_on <= ? AND (a.closes_on IS NULL OR a.closes_on >= ?)
    AND l.start <= ? AND (l."end" IS NULL OR l."end" > ?) THEN l.pence END),
  sum(CASE WHEN a.opens_on <= ? AND (a.closes_on IS NULL OR a.closes_on >= ?)
    AND l.start <= ? AND (l."end" IS NULL OR l."end" > ?) THEN l.pence END)
FROM account a JOIN charge_line l ON l.account_id = a.id
WHERE a.kind IN ('rent', 'garage') AND (l."end" IS NULL OR l."end" > ?) GROUP BY a.id, a.frequency
"""
_KINDS = {str(k): k for k in AccountKind}
_FREQUENCIES = {str(f): f for f in Frequency}
_CODES = {str(c): c for c in ChargeCode}
_PAYERS = {str(p): p for p in Payer}


class _Days(dict[Any, Any]):
    """ISO text to date, each text once: tens of thousands of rows hold a handful of days."""

    def __missing__(self, text: Any) -> Any:
        self[text] = day = date.fromisoformat(text) if isinstance(text, str) else text
        return day


def _rows(statement: str, values: list[Any], account_ids: Iterable[int] | None = None, column: str = "a.id") -> Iterable[Any]:
    """Rows of one plain statement as they come, to be read to the end: models would take longer than the database does."""
    database = Account._meta.database
    only = f" AND {column} IN ({', '.join(str(int(i)) for i in account_ids)})" if account_ids is not None else ""
    if not is_postgresql(database):
        values = [v.isoformat() if isinstance(v, date) else v for v in values]
    found: Iterable[Any] = database.execute_sql(sql(database, statement.replace("{only}", only)), values)
    return found


def chargeable(before: date, account_ids: Iterable[int] | None = None) -> list[Chargeable]:
    """Accounts that have days before ``before`` not yet charged, by reference."""
    return _chargeable(_rows(_CHARGEABLE, [before, before], account_ids))


def _chargeable(rows: Iterable[Any]) -> list[Chargeable]:
    day = _Days({None: None})
    return [Chargeable(r[0], r[1], r[2], _KINDS[r[3]], _FREQUENCIES[r[4]], bool(r[5]), day[r[6]], day[r[7]], day[r[8] or r[6]],
                       r[9]) for r in rows]


def lines_in_force(start: date, end: date, account_ids: Iterable[int] | None = None) -> dict[int, list[LineRow]]:
    """Charge lines that hold on any day of ``start <= day < end``, with their shares, by account."""
    day, found, last = _Days({None: None}), defaultdict[int, list[LineRow]](list), 0
    known: dict[tuple[Any, ...], tuple[ShareRow]] = {}  # thousands of lines have one of a few shares
    for account, line, code, pence, first, until, *of in _rows(_LINES, [end, start, end, start], account_ids, "l.account_id"):
        key = tuple(of)
        share = known.get(key)
        if share is None:
            payer, part, share_first, share_until = of
            known[key] = share = (ShareRow(_PAYERS[payer], part, day[share_first], day[share_until]),)
        if line == last:
            whole = found[account].pop()
            found[account].append(whole._replace(shares=whole.shares + share))
            continue
        last = line
        found[account].append(LineRow(_CODES[code], pence, day[first], day[until], share))
    return found


class Undivided(NamedTuple):
    """Lines on which there is nothing to divide (account, code, payer, pence, and that it is so) and their accounts;
    ``besides`` are accounts of the same kind on which there is, that have no line, or that are not charged for every day.
    """

    lines: list[tuple[int, str, str, int, bool]]
    accounts: set[int]
    besides: set[int]


def whole_weeks(week: date, *, rent_free: bool) -> Undivided:
    """People's weekly accounts that are charged just the whole week of a Monday, by reference.

    Undivided: every line holds throughout and one payer pays it. ``rent_free``: there are rent-free weeks, so accounts that
    have them are left out.
    """
    end = week + WEEK
    statement = _WHOLE.replace("{free}", _FREE if rent_free else "")
    lines = list(_rows(statement, [*[week, end] * 2, *[end, week] * 2, week, week, end - DAY]))
    besides = {line[0] for line in lines if not line[4]} | not_charged(week, end).keys()
    if besides:
        lines = [line for line in lines if line[0] not in besides]
    return Undivided(lines, {line[0] for line in lines}, besides)


def chargeable_besides(before: date, week: date, undivided: Undivided, *, rent_free: bool) -> list[Chargeable]:
    """The accounts of ``chargeable`` that are not among those of ``whole_weeks``."""
    some = f" OR a.id IN ({', '.join(map(str, undivided.besides))})" if undivided.besides else ""
    only = f" AND (NOT ({_WHOLE_WEEK.replace('{free}', _FREE if rent_free else '')}){some})"
    return _chargeable(_rows(_CHARGEABLE.replace("{only}", only), [before, before, week, week, week + WEEK - DAY]))


def empty_days(space_ids: list[int], start: date, end: date) -> dict[int, list[tuple[date, date]]]:
    """For each space, the spans of ``start <= day < end`` in which it is managed by us and nobody holds it.

    A space is held when somebody holds it, a space that it is part of, or a space inside it; not on nights for which a bed
    that is held is not charged.
    """
    if not space_ids:
        return {}
    spaces = {row[0]: row[1:] for row in Space.select(Space.id, Space.parent, Space.managed_from, Space.managed_to).tuples()}
    held: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    gone = away(start, end)
    rows = (Occupancy.select(Occupancy.space, Occupancy.start, Occupancy.end, Occupancy.tenancy)
            .where((Occupancy.start < end) & (Occupancy.end.is_null() | (Occupancy.end > start))).tuples())
    inside: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for space, first, last, tenancy in rows.iterator():
        spans = [(first, last or date.max)]
        if tenancy in gone:
            spans = without(spans, gone[tenancy])
        held[space] += spans
        parent = spaces[space][0]
        while parent is not None:
            inside[parent] += spans
            parent = spaces[parent][0]
    return {space: _gaps(_spans(space, spaces, held) + inside[space], *_managed(spaces[space], start, end))
            for space in space_ids}


def _spans(space: int | None, spaces: dict[int, Any], held: dict[int, list[tuple[date, date]]]) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    while space is not None:
        spans.extend(held.get(space, ()))
        space = spaces[space][0]
    return spans


def _managed(space: tuple[Any, ...], start: date, end: date) -> tuple[date, date]:
    _, first, last = space
    return max(start, first or start), min(end, last or end)


def _gaps(spans: list[tuple[date, date]], start: date, end: date) -> list[tuple[date, date]]:
    gaps, at = [], start
    for first, last in sorted(spans):
        if first > at:
            gaps.append((at, min(first, end)))
        at = max(at, last)
        if at >= end:
            break
    if at < end:
        gaps.append((at, end))
    return [(a, b) for a, b in gaps if a < b]


def rolls(before: date, on: date) -> tuple[dict[int, int], dict[int, int]]:
    """The weekly charge in force on two days for every account open on each: pence, monthly × 12 ÷ 52, nightly × 7."""
    rows = list(_rows(_ROLL, [*[before] * 4, *[on] * 4, before]))
    return _weekly(rows, 2), _weekly(rows, 3)


def _weekly(rows: list[Any], column: int) -> dict[int, int]:
    by_week = {frequency for frequency in Frequency if frequency not in (Frequency.MONTHLY, Frequency.NIGHTLY)}
    return {row[0]: int(row[column]) if row[1] in by_week else weekly_equivalent(int(row[column]), _FREQUENCIES[row[1]])
            for row in rows if row[column] is not None}


_SPLIT = """
SELECT l.account_id, sum(l.pence), sum(CASE WHEN s.payer IS NULL THEN 0 WHEN s.pence IS NULL
  THEN CASE WHEN coalesce(f.fixed, 0) < l.pence THEN l.pence - coalesce(f.fixed, 0) ELSE 0 END ELSE s.pence END)
FROM charge_line l
LEFT JOIN charge_share s ON s.line_id = l.id AND s.payer = 'own' AND s.start <= ? AND (s."end" IS NULL OR s."end" > ?)
LEFT JOIN (SELECT line_id, sum(pence) AS fixed FROM charge_share WHERE pence IS NOT NULL AND start <= ?
           AND ("end" IS NULL OR "end" > ?){lines} GROUP BY line_id) f ON f.line_id = l.id
WHERE l.start <= ? AND (l."end" IS NULL OR l."end" > ?){only} GROUP BY l.account_id
"""


def charge_split(on: date, account_id: int | None = None) -> dict[int, tuple[int, int]]:
    """Every account's charge in force on a day, or one's: whole and their own part; pence a week (month, night)."""
    only = None if account_id is None else [account_id]
    lines = "" if account_id is None else f" AND line_id IN (SELECT id FROM charge_line WHERE account_id = {int(account_id)})"
    rows = _rows(_SPLIT.replace("{lines}", lines), [on] * 6, only, "l.account_id")
    return {account: (int(whole), int(own)) for account, whole, own in rows}
