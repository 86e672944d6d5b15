"""Whatever an office did to its accounts and its bank: journal, roll-forward, causes and the three-way proof agree."""

import random
from datetime import timedelta

from housingdesk.access.desk import Desk
from tests.support.office_bank import Office
from tests.support.office_reports import reports_hold

_ACTS = ("open_account", "open_sub_account", "add_charge", "change_charge", "run_debit", "run_debit", "reverse_debit",
         "close_account", "reopen_account", "adjust", "take_back_adjustment", "reverse_entry", "days_pass", "bring_in",
         "post_lines", "post_pile", "post_split", "post_to_suspense", "clear_suspense", "take_back_clearing",
         "take_back_posting", "park")


def test_reports_agree_with_any_ledger(desk: Desk) -> None:
    chance, office = random.Random(7), Office(desk)
    office.begin()
    begun = desk.today
    for _ in range(26):
        getattr(office, chance.choice(_ACTS))(chance.randrange(10_000), chance.randrange(10_000))
    span = (desk.today - begun).days + 14
    start = begun - timedelta(7) + timedelta(chance.randrange(span))
    reports_hold(start, start + timedelta(chance.randrange(30)))
    reports_hold(begun - timedelta(7), desk.today)
