"""Three numbers over every room, for the Today screen. Changes nothing."""

from datetime import date
from typing import Any

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.values.dates import WEEK, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class Figure:
    """One number with the weeks before it, oldest first, and the sentence that says what the line shows."""

    name: str
    text: str
    weeks: tuple[int, ...]
    sentence: str


_COLLECTED = """
SELECT substr(CAST(b.made_at AS TEXT), 1, 10) AS made_on, coalesce(-sum((SELECT sum(e.pence) FROM entry e
  WHERE e.batch_id = b.id AND e.kind = 'receipt'
  AND e.account_id NOT IN (SELECT a.id FROM account a WHERE a.kind NOT IN ('rent', 'garage')))), 0)
FROM batch b WHERE b.kind IN ('bank posting', 'benefit schedule', 'payment file', 'taking', 'transfer', 'reversal')
  AND b.made_at >= ? GROUP BY made_on
"""
_EMPTY = """
SELECT count(*) FROM account a JOIN space s ON s.id = a.space_id WHERE a.kind = 'void' AND a.opens_on <= ?
AND NOT EXISTS (SELECT 1 FROM occupancy o WHERE o.space_id = a.space_id AND o.start <= ? AND (o."end" IS NULL OR o."end" > ?))
AND (s.managed_to IS NULL OR s.managed_to > ?)
"""


_OWED = "Owed by people"


def figures(on: date) -> tuple[Figure, Figure, Figure]:
    """Money in, what people owe and empty homes: all that one small statement tells.

    The weeks before (``money_in``) and what is owed (``owed``) take longer than all else of a start, and are read after it.
    """
    homes = empty_homes(on)
    return (_money_in(collected(on, weeks=1), "Posted to people’s accounts since Monday"),
            Figure(_OWED, "…", (), "Being reckoned, less what benefit has still to pay"),
            Figure("Empty homes", f"{homes:,}", (), "Homes of ours that nobody holds today"))


def owed(on: date) -> Figure:
    """What people owe themselves: of every claim in payment it is reckoned what benefit has still to pay."""
    from housingdesk.arrears.queries.totals import totals

    found = totals(on)
    accounts = "one current account" if found.accounts == 1 else f"{found.accounts:,} current accounts"
    return Figure(_OWED, format_pence(found.owed_pence), (),
                  f"{sentence_case(accounts)}; benefit has {format_pence(found.benefit_pence)} still to pay")


def money_in(on: date) -> Figure:
    """Money in with the weeks before it."""
    weeks = collected(on)
    before = sorted(weeks[:-1])
    return _money_in(weeks, f"Posted to people’s accounts since Monday; in each of the {len(before)} weeks before it was from "
                            f"{format_pence(before[0])} to {format_pence(before[-1])}")


def _money_in(weeks: list[int], sentence: str) -> Figure:
    return Figure("Money in this week", format_pence(weeks[-1]), tuple(weeks), sentence)


def collected(on: date, weeks: int = 12) -> list[int]:
    """Pence received on people's accounts by postings of each of the last weeks, oldest first, this week last.

    Reversals are taken off; what went between the association's own accounts is not anybody's payment.
    """
    start = week_of(on) - (weeks - 1) * WEEK
    moment: Any = start if is_postgresql(database) else start.isoformat()
    sums = [0] * weeks
    for made_on, pence in database.execute_sql(sql(database, _COLLECTED), [moment]).fetchall():
        place = (week_of(date.fromisoformat(made_on)) - start).days // 7
        if 0 <= place < weeks:
            sums[place] += int(pence)
    return sums


def empty_homes(on: date) -> int:
    """How many of our lettable homes nobody holds on a day."""
    day: Any = on if is_postgresql(database) else on.isoformat()
    return int(database.execute_sql(sql(database, _EMPTY), [day] * 4).fetchone()[0])
