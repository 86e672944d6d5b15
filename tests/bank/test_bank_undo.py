"""Every act on bank lines that can be taken back leaves nothing behind when it is, and is the same when it is done again."""

from collections.abc import Callable
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing, posting, schedules, standing
from housingdesk.bank.models import BankLine
from housingdesk.bank.queries.facts import office_rules
from housingdesk.bank.queries.importing import prepare
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.splits import Share
from housingdesk.errors import Refused, Stale
from housingdesk.rent.actions import ledger
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.words import AccountKind
from tests.support.banking import bring_in, file_of, line, make_bank, make_payer
from tests.support.schedules import make_council, make_tenant, row, take_in
from tests.support.undo import check_undo, picture

Setting = tuple[int, int, int, int]


@pytest.fixture
def setting(desk: Desk) -> Setting:
    """Our bank account, one waiting line with a suggestion, and two people."""
    bank = make_bank(desk)
    (first, reference), (second, _) = make_payer(desk), make_payer(desk, "Joy Okafor")
    bring_in(desk, [line(11240, reference, "A KHAN")])
    return bank, desk.ask(lambda: BankLine.get().id), first, second


def test_an_import(desk: Desk) -> None:
    make_bank(desk)
    data = file_of([line(100, "A"), line(200, "B")])
    prepared = desk.ask(prepare, name="s.sta", data=data, today=desk.today)
    outcome = desk.do(importing.import_statement, prepared=prepared)
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    check_undo(desk, importing.import_statement, prepared=desk.ask(prepare, name="s.sta", data=data, today=desk.today))


Facts = Callable[[Setting], dict[str, Any]]


@pytest.mark.parametrize(("action", "facts"), [
    (posting.post_lines, lambda s: {"choices": [(s[1], s[2])]}),
    (posting.post_pile, lambda s: {"bank_account_id": s[0], "tier": Tier.CERTAIN}),
    (posting.post_split, lambda s: {"line_id": s[1], "parts": (Share(s[2], 5000), Share(s[3], None))}),
    (posting.post_to_suspense, lambda s: {"line_ids": [s[1]], "note": "Whose?"}),
    (posting.park, lambda s: {"line_id": s[1], "question": "Whose is this?"}),
    (importing.leave_out, lambda s: {"line_id": s[1]}),
], ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_done_with_a_line(desk: Desk, setting: Setting, action: Any, facts: Facts) -> None:
    check_undo(desk, action, **facts(setting))
    assert desk.ask(verify.verify) == []


def test_suspense_cleared_and_not(desk: Desk, setting: Setting) -> None:
    _, line_id, account, _ = setting
    desk.do(posting.post_to_suspense, line_ids=[line_id])
    outcome = check_undo(desk, posting.clear_suspense, line_id=line_id, account_id=account)
    assert outcome.take_back is not None
    check_undo(desk, posting.take_back_clearing, **outcome.take_back.facts)
    assert desk.ask(verify.verify) == []


def test_a_line_parked_or_left_out_comes_back(desk: Desk, setting: Setting) -> None:
    _, line_id, _, _ = setting
    desk.do(posting.park, line_id=line_id, question="Whose is this?")
    check_undo(desk, posting.unpark, line_id=line_id)
    desk.do(importing.leave_out, line_id=line_id)
    check_undo(desk, importing.put_back_in, line_id=line_id)


def test_a_run_of_benefit(desk: Desk) -> None:
    office, _ = make_council(desk)
    lines = [row(make_tenant(desk)), row(make_tenant(desk, "Joy Okafor", "2001235"), gross=0, weekly=0)]
    run = take_in(desk, office, lines)
    bring_in(desk, [line(lines[0].gross, "HB RUN", "DALE BC")])
    money = desk.ask(lambda: BankLine.get().id)
    outcome = check_undo(desk, schedules.post_run, schedule_id=run, bank_line_id=money)
    assert outcome.take_back is not None
    check_undo(desk, schedules.take_back_run, **outcome.take_back.facts)
    check_undo(desk, schedules.post_run, schedule_id=run, bank_line_id=money)
    assert desk.ask(verify.verify) == []


def test_a_note_on_unidentified_money(desk: Desk, setting: Setting) -> None:
    desk.do(posting.post_to_suspense, line_ids=[setting[1]])
    check_undo(desk, posting.note_suspense, line_id=setting[1], owner="Femi Ajayi", note="Asked the bank")


def test_a_rule(desk: Desk) -> None:
    make_bank(desk)
    codes = {row.reference: row.id for row in desk.ask(lambda: account_queries.ledger_accounts(AccountKind.NOMINAL))}
    made = desk.do(standing.add_rule, words="GROSS INTEREST", account_id=codes["interest"], money_in=True, sentence="")
    assert made.take_back is not None and [rule.words for rule in desk.ask(office_rules)] == ["GROSS INTEREST"]
    desk.do(made.take_back.action, **made.take_back.facts)
    assert desk.ask(office_rules) == []
    desk.do(standing.set_rule_active, rule_id=made.value, active=True)
    check_undo(desk, standing.set_rule_active, rule_id=made.value, active=False)
    desk.do(standing.set_rule_active, rule_id=made.value, active=True)
    check_undo(desk, standing.distrust_rule, rule_id=made.value)
    check_undo(desk, standing.trust_rule, rule_id=made.value)


def test_a_rule_that_a_posting_contradicts_decides_again_when_that_is_taken_back(desk: Desk, setting: Setting) -> None:
    _, line_id, first, second = setting
    desk.do(standing.add_rule, words="A KHAN", account_id=first, money_in=True, sentence="")
    check_undo(desk, posting.post_lines, choices=[(line_id, second)])
    assert [rule.demoted_on for rule in desk.ask(office_rules)] == [desk.today]


def test_taking_back_suspense_leaves_the_line_free_for_anything(desk: Desk, setting: Setting) -> None:
    _, line_id, account, _ = setting
    desk.do(posting.post_to_suspense, line_ids=[line_id])
    desk.do(posting.take_back_posting, line_ids=[line_id])
    desk.do(posting.post_lines, choices=[(line_id, account)])
    desk.do(posting.take_back_posting, line_ids=[line_id])
    desk.do(posting.post_to_suspense, line_ids=[line_id])
    assert desk.ask(verify.verify) == []


def test_half_of_a_move_is_not_reversed_by_hand(desk: Desk, setting: Setting) -> None:
    _, line_id, account, _ = setting
    desk.do(posting.post_to_suspense, line_ids=[line_id])
    desk.do(posting.clear_suspense, line_id=line_id, account_id=account)
    [entry] = desk.ask(lambda: list(Entry.select().where(Entry.account == account)))
    with pytest.raises(Refused, match="moved from one account to another"):
        desk.do(ledger.reverse_entry, entry_id=entry.id, reason="Wrong person")


def test_suspense_by_any_road_waits_to_be_identified(desk: Desk, setting: Setting) -> None:
    _, line_id, account, _ = setting
    [suspense] = desk.ask(lambda: account_queries.ledger_accounts(AccountKind.SUSPENSE))
    with pytest.raises(Refused, match="Put the whole line there"):
        desk.do(posting.post_split, line_id=line_id, parts=(Share(account, 40), Share(suspense.id, None)))
    desk.do(posting.post_lines, choices=[(line_id, suspense.id)])
    desk.do(posting.clear_suspense, line_id=line_id, account_id=account)
    assert desk.ask(verify.verify) == []


def test_a_file_whose_lines_were_in_the_books_stays(desk: Desk, setting: Setting) -> None:
    _, line_id, account, _ = setting
    file = desk.ask(lambda: BankLine.get_by_id(line_id).file_id)
    desk.do(posting.post_lines, choices=[(line_id, account)])
    desk.do(posting.take_back_posting, line_ids=[line_id])
    with pytest.raises(Refused, match="the ledger keeps that"):
        desk.do(importing.take_file_out, file_id=file)


def test_a_file_compared_before_others_came_in_is_stale(desk: Desk) -> None:
    make_bank(desk)
    lines = [line(100, "A"), line(200, "B")]
    bring_in(desk, lines[:1])
    both = desk.ask(prepare, name="both.sta", data=file_of(lines), today=desk.today)
    assert (both.already, len(both.new)) == (1, 1)
    bring_in(desk, lines)
    before = picture(desk)
    with pytest.raises(Stale):
        desk.do(importing.import_statement, prepared=both)
    assert picture(desk) == before
