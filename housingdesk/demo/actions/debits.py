"""The debit of a week as it was run on its Monday, and the days that are charged when all is done."""

import json
from collections import defaultdict
from dataclasses import asdict
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.charging import WeekDebit
from housingdesk.rent.actions import days
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import DebitRun
from housingdesk.rent.rules.words import BatchKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


@needs(Permission.RUN_DEBIT)
def post_debit(act: Act, *, debit: WeekDebit) -> int:
    """Posts one week's debit; returns the batch's number."""
    accounts, week = len({line[0] for line in debit.lines}), debit.week
    batch = post_batch(act, kind=BatchKind.DEBIT, key=f"debit:{week.isoformat()}",
                       title=f"Debit for the week of {format_date(week)}", lines=debit.lines, contra=days.CONTRA,
                       source=f"{accounts} accounts")
    act.add(DebitRun(batch=batch, week=week, accounts=accounts, proof=json.dumps(asdict(debit.proof))))
    act.say(f"Debit for the week of {format_date(week)} posted: {format_pence(debit.proof.debited_pence)} on "
            f"{accounts} accounts", about=("batch", batch))
    return batch


@needs(Permission.RUN_DEBIT)
def mark_charged(act: Act, *, charged_to: dict[int, date]) -> None:
    """Notes for every account the first day not debited yet."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for account, day in charged_to.items():
        by_day[day].append(account)
    days.mark_charged(act, by_day)
    act.say(f"{len(charged_to):,} accounts marked as charged")
