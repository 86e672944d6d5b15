"""Whose schedule a file is taken to be: by the creditor number, by its columns, by its name; else somebody says it."""

from dataclasses import replace

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.offices import change_office, open_office
from housingdesk.benefits.actions.schedules import import_schedule
from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout
from housingdesk.benefits.queries.incoming_schedules import Incoming, prepare_schedule
from housingdesk.benefits.queries.offices import office as office_row
from housingdesk.benefits.rules.words import Source
from tests.support.schedules import file_of, make_council, make_tenant, row

_PLAIN = b"2001234,Amina Khan,360.00\n"
_SAID = Layout(("claim", "name", "net"))


def prepared(desk: Desk, data: bytes, name: str = "run.csv") -> Incoming:
    found: Incoming = desk.ask(prepare_schedule, data=data, name=name)
    return found


@pytest.fixture
def offices(sqlite_desk: Desk) -> tuple[int, int]:
    """A council and allpay."""
    council = make_council(sqlite_desk)[0]
    return council, int(sqlite_desk.do(open_office, source=Source.ALLPAY).value)


def test_the_only_office_is_whose_it_is(sqlite_desk: Desk) -> None:
    council = make_council(sqlite_desk)[0]
    found = prepared(sqlite_desk, file_of([row(make_tenant(sqlite_desk))]))
    assert (found.office_id, found.why, found.came) == (council, "the only office", "")


def test_the_creditor_number_the_columns_the_name_and_the_shape_tell(sqlite_desk: Desk, offices: tuple[int, int]) -> None:
    desk, (council, allpay) = sqlite_desk, offices
    amina = make_tenant(desk)
    first = file_of([row(amina)])
    assert prepared(desk, first).office_id is None  # there are two, and nothing tells
    card = desk.ask(office_row, office_id=council)
    desk.do(change_office, office_id=council, version=card.version, draft=replace(card.draft(), creditor_number="77 123"))
    assert (prepared(desk, first).office_id, prepared(desk, first).why) == (council, "by the creditor number 77123")
    with pytest.raises(NeedsLayout):
        prepared(desk, _PLAIN)
    desk.do(import_schedule, office_id=council, name="hb-2026-11-16.csv", data=_PLAIN, layout=_SAID)
    again = prepared(desk, _PLAIN.replace(b"360", b"361"))
    assert (again.office_id, again.why, again.read.net_pence) == (council, "by its columns", 36_100)
    other = first.replace(b"Creditor Number: 77123", b"To whom it concerns")
    assert (prepared(desk, other, "hb-2026-12-14.csv").office_id, prepared(desk, other, "x.csv").office_id) == (council, None)
    lines = b"DVHALTD" + amina.reference.encode().ljust(16) + b"    12.50P16/11/2026\n"
    assert (prepared(desk, lines).office_id, prepared(desk, lines).why) == (allpay, "by the shape of the file")


def test_the_same_file_is_known_again(sqlite_desk: Desk, offices: tuple[int, int]) -> None:
    data = file_of([row(make_tenant(sqlite_desk))])
    sqlite_desk.do(import_schedule, office_id=offices[0], name="run.csv", data=data)
    assert prepared(sqlite_desk, data).came.endswith("already, as run.csv; it is waiting for its money")
