"""Which week's debit is next, without working the debit out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Account, Batch, DebitRun
from housingdesk.rent.rules import periods
from housingdesk.rent.rules.words import Frequency
from housingdesk.settings import queries as settings
from housingdesk.values.dates import DAY, WEEK

_ANYBODY = """
SELECT 1 FROM account a JOIN balance b ON b.account_id = a.id JOIN charge_line l ON l.account_id = a.id
WHERE a.kind IN ('rent', 'garage') AND a.frequency = ? AND a.opens_on < ? AND b.charged_to < ?
  AND (a.closes_on IS NULL OR a.closes_on >= b.charged_to) AND l.pence > 0 AND l.start < ?
  AND (l."end" IS NULL OR l."end" > b.charged_to){free} LIMIT 1
"""


def last_run() -> date | None:
    """The Monday of the newest debit run that was not reversed; None before the first."""
    undone = Batch.select(Batch.reverses).where(Batch.reverses.is_null(False))
    value: date | None = DebitRun.select(fn.MAX(DebitRun.week)).where(DebitRun.batch.not_in(undone)).scalar()
    return value


def next_week(today_week: date) -> date:
    """The Monday whose debit is next: the week after the last run, or this week before the first run.

    Weeks up to this one in which nobody is charged anything, such as rent-free weeks, need no run.
    """
    newest = last_run()
    week = newest + WEEK if newest is not None else today_week
    while week <= today_week and not _anybody_due(periods_due(week), week in rent_free_weeks()):
        week += WEEK
    return week


def periods_due(week: date) -> dict[Frequency, tuple[date, date]]:
    """The newest period of each frequency that is due by the end of a rent week.

    What fell due in a week without a run is caught up, not forgotten.
    """
    start = cycle_start(week)
    return {frequency: periods.period_of(frequency, week + WEEK - DAY, start) for frequency in Frequency}


def cycle_start(on: date) -> date:
    """The Monday from which fortnightly and 4-weekly periods are counted."""
    start: date = settings.value("rent.cycle_start", on) or periods.CYCLE_START
    return start


def rent_free_weeks() -> frozenset[date]:
    """Every rent-free Monday."""
    return frozenset(settings.value("rent.free_weeks", date.max))


def _anybody_due(due: Mapping[Frequency, tuple[date, date]], rent_free: bool) -> bool:
    """Whether any person's account has days up to the end of its period to charge; ``rent_free``: the week is for most."""
    database = Account._meta.database
    for frequency, (_, end) in due.items():
        free = " AND a.rent_free = FALSE" if rent_free and frequency is Frequency.WEEKLY else ""
        day: Any = end if is_postgresql(database) else end.isoformat()
        if database.execute_sql(sql(database, _ANYBODY.replace("{free}", free)), [str(frequency), day, day, day]).fetchone():
            return True
    return False
