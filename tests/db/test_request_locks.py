"""The database holds who asked for money, and what was asked for once it is decided, against anybody with SQL."""

import pytest
from peewee import DatabaseError

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.rent.actions.requests import approve, ask_refund
from housingdesk.rent.rules.asking import RefundDraft
from housingdesk.rent.rules.words import Payer
from tests.support.asking import account_with, colleague


def test_who_asked_stays_and_what_was_decided_stays(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -8_000)
    draft = RefundDraft(account, 5_000, Payer.TENANT, "Paid after leaving", "Amina Khan", "200000", "5577991")
    asked = desk.do(ask_refund, draft=draft).value
    database = desk.store.database

    def change(what: str) -> None:
        with database.atomic():
            database.execute_sql(f"UPDATE money_request SET {what} WHERE id = {asked}")

    with pytest.raises(DatabaseError, match="who asked for money stays"):
        change(f"asked_by_id = {sam.who.id}")
    change("pence = pence, account_number = '05577992'")
    sam.do(approve, request_id=asked)
    for what in ("pence = 1", "kind = 'write_off'", "account_id = account_id + 1", "sort_code = '10-00-00'",
                 "account_number = '1'", "pay_to = 'x'", "payer = 'hb'", "asked_at = '2020-01-01 00:00:00+00'"):
        with pytest.raises(DatabaseError, match="stays once it is decided"):
            change(what)
    change("decision = 'Looked at twice'")
