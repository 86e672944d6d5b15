"""One line of a camt statement that holds several payments: each is matched, the line posted in parts together."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.bank.models import BankLine, PayerMemory
from housingdesk.bank.parsers.reading import Detail, Line
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import reconcile
from housingdesk.bank.queries.lines import LineRow
from housingdesk.rent.models import Batch
from housingdesk.rent.queries import accounts as account_queries
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.undo import check_undo

People = dict[str, tuple[int, str]]


@pytest.fixture
def people(desk: Desk) -> People:
    """Our bank account and two people who pay."""
    make_bank(desk)
    return {name.split()[0]: make_payer(desk, name, pence) for name, pence in (("Amina Khan", 11240), ("Joy Okafor", 9815))}


def _batch(people: People, *more: Detail) -> Line:
    inside = (Detail(11240, "A KHAN", "40116022222222", people["Amina"][1], "A KHAN"),
              Detail(9815, "J OKAFOR", "40116033333333", people["Joy"][1], "J OKAFOR"), *more)
    return line(sum(d.pence or 0 for d in inside), "BATCH 4471")._replace(details=inside)


def _row(desk: Desk, one: Line) -> LineRow:
    bring_in(desk, [one], kind="camt.053")
    [row] = desk.ask(line_queries.lines, ids=[desk.ask(lambda: BankLine.get().id)])
    return row  # type: ignore[no-any-return]


def _owed(desk: Desk, people: People) -> list[int]:
    return [int(desk.ask(account_queries.account, account_id=account).pence) for account, _ in people.values()]


def test_a_batch_is_posted_in_parts_with_its_pile_and_teaches_each_payer(desk: Desk, people: People) -> None:
    row = _row(desk, _batch(people))
    assert (row.tier, row.account_id, row.why) == ("certain", None, "Two payments in one line, each with its account")
    assert [(p.name, p.pence) for p in row.parts] == [("Amina Khan", 11240), ("Joy Okafor", 9815)]
    desk.do(posting.post_pile, bank_account_id=1, tier="certain")
    assert _owed(desk, people) == [-11240, -9815] and desk.ask(lambda: Batch.select().count()) == 1
    assert {m.key for m in desk.ask(lambda: list(PayerMemory.select().where(PayerMemory.kind == "bank")))} == {
        "40116022222222", "40116033333333"}
    assert desk.ask(reconcile.bank_proof, bank_account_id=1).posted
    desk.do(posting.take_back_posting, line_ids=(row.id,))
    assert _owed(desk, people) == [0, 0] and desk.ask(lambda: PayerMemory.select().count()) == 0


def test_a_payment_of_nobody_leaves_the_line_to_a_person(desk: Desk, people: People) -> None:
    row = _row(desk, _batch(people, Detail(500, "Q UNKNOWN", None, "XYZ", "Q UNKNOWN")))
    assert (row.tier, row.shares) == ("needs_you", ()) and row.parts[2].account_id is None
    assert row.held_because == ("Not certain: for one of the three payments nobody was found.",)


def test_a_batch_that_does_not_add_up_is_an_ordinary_line(desk: Desk, people: People) -> None:
    row = _row(desk, _batch(people)._replace(pence=21000))
    assert row.parts == () and row.account_id is None


def test_posting_in_parts_is_undone_and_done_again(desk: Desk, people: People) -> None:
    row = _row(desk, _batch(people))
    check_undo(desk, posting.post_lines, choices=[], divided=[(row.id, row.shares)])
    assert _owed(desk, people) == [-11240, -9815]
