"""What benefit should pay is noted a year ahead; while its runs come it is noted further, before the year runs out.

A run does so for some accounts at a time, those first whose payments end soonest: the next run does the others.
"""

from datetime import timedelta

from housingdesk.access.act import Act
from housingdesk.benefits.queries.expected import next_dues
from housingdesk.rent.actions.expected import ExpectedDraft, note_more
from housingdesk.rent.queries.accounts import last_noted
from housingdesk.rent.queries.ledger import receipts_in
from housingdesk.rent.rules.words import BENEFIT
from housingdesk.values.dates import DAY

_SOON = timedelta(weeks=26)
_AT_A_TIME = 60


def roll_on(act: Act, *, batch_id: int) -> tuple[int, ...]:
    """Notes the next payments of those whom a posted run paid and whose expected ones end soon; returns their ids."""
    paid = sorted({(one.account_id, one.payer) for one in receipts_in(batch_id) if one.payer in BENEFIT})
    ending = [(last, account, payer) for payer in BENEFIT
              for account, last in last_noted([account for account, its in paid if its is payer], payer)
              if last < act.today + _SOON]
    made: list[int] = []
    for last, account, payer in sorted(ending, key=lambda one: one[:2])[:_AT_A_TIME]:
        drafts = [ExpectedDraft(due.due_on, due.pence, due.covers_from, due.covers_to - DAY, due.why)
                  for due in next_dues(account, payer, act.today) if due.due_on > last]
        made += note_more(act, account_id=account, payer=payer, drafts=drafts)
    return tuple(made)
