"""Files that overlap: what a whole statement has proved is in adds nothing, whatever the other file calls it."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing
from housingdesk.bank.models import BankLine
from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.bank.parsers.writers import write_statements
from housingdesk.bank.queries.importing import Prepared, prepare
from housingdesk.bank.rules.proposals import Tier
from housingdesk.errors import BadFile
from tests.support.banking import OURS, PAID, bring_in, file_of, line, make_bank, make_payer

DAY = timedelta(1)
THREE_DAYS = [line(11240, "A KHAN", on=PAID), line(8000, "M NOWAK", on=PAID + DAY), line(8000, "M NOWAK", on=PAID + DAY),
              line(500, "B LEE", on=PAID + 2 * DAY)]


def shown(desk: Desk, data: bytes) -> Prepared:
    found: Prepared = desk.ask(prepare, name="again.sta", data=data, today=desk.today)
    return found


def reworded(lines: list[Line]) -> list[Line]:
    return [line(item.pence, f"FPI {item.narrative} 17NOV", on=item.on) for item in lines]


def test_the_same_statement_in_other_words_adds_nothing(desk: Desk) -> None:
    make_bank(desk)
    bring_in(desk, THREE_DAYS)
    found = shown(desk, file_of(reworded(THREE_DAYS), kind="bai2"))
    assert (found.already, found.unsure, len(found.new)) == (4, 0, 0)


def test_a_file_without_balances_is_unsure_only_of_the_first_and_last_day(desk: Desk) -> None:
    make_bank(desk)
    bring_in(desk, THREE_DAYS)
    statement = Statement(OURS, "GBP", None, None, None, tuple(reworded(THREE_DAYS)))
    found = shown(desk, write_statements("ofx", [statement]))
    assert (found.already, found.unsure) == (2, 2)


def test_a_third_payment_of_a_whole_day_is_not_swallowed(desk: Desk) -> None:
    make_bank(desk)
    bring_in(desk, THREE_DAYS)
    more = [*reworded(THREE_DAYS)[:3], line(8000, "M NOWAK AGAIN", on=PAID + DAY), reworded(THREE_DAYS)[3]]
    found = shown(desk, file_of(more, kind="bai2"))
    assert [new.line.pence for new in found.new] == [8000, 500], "the last day does not end with the same balance"


def test_a_statement_there_twice_is_never_certain(desk: Desk) -> None:
    make_bank(desk)
    _, reference = make_payer(desk)
    once = Statement(OURS, "GBP", 100_000, 111_240, True, (line(11240, reference, "A KHAN"),))
    found = shown(desk, write_statements("mt940", [once, once]))
    assert found.adds_up is False
    desk.do(importing.import_statement, prepared=found)
    stored = BankLine.select(BankLine.tier).tuples()
    assert Tier.CERTAIN not in {row[0] for row in stored}


def test_statements_newest_first_have_their_ends_right(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    first = Statement(OURS, "GBP", 100_000, 101_000, True, (line(1000, "A"),))
    second = Statement(OURS, "GBP", 101_000, 103_000, True, (line(2000, "B", on=PAID + DAY),))
    found = shown(sqlite_desk, write_statements("mt940", [second, first]))
    assert (found.opening, found.closing, found.adds_up) == (100_000, 103_000, True)


def test_lines_of_another_account_are_named_not_dropped_in_silence(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    ours = Statement(OURS, "GBP", 100_000, 101_000, True, (line(1000, "A"),))
    other = Statement("20441799999999", "GBP", 5, 2005, True, (line(2000, "B"),))
    found = shown(sqlite_desk, write_statements("mt940", [ours, other]))
    assert (found.lines, found.closing) == (1, 101_000)
    assert "1 lines are for account 20441799999999 and are not taken here" in " ".join(found.warnings)
    with pytest.raises(BadFile, match="not one of ours"):
        shown(sqlite_desk, write_statements("mt940", [other]))
