"""The waiting statement files read back as they were made, in every format."""

import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.bank.parsers.writers import WRITERS
from housingdesk.demo.bank_files import answers, to_statement, waiting_files, waiting_from
from housingdesk.demo.lines import BankLine
from housingdesk.demo.payments import weeks
from housingdesk.demo.population import Association, plan
from housingdesk.values.money import decimal_text

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def association() -> Association:
    return plan(180, 1, 1, TODAY)


@pytest.fixture(scope="module")
def waiting(association: Association) -> list[BankLine]:
    return [line for week in weeks(association) for line in week.lines if line.on >= waiting_from(TODAY)]


def test_a_week_waits_on_any_day() -> None:
    for day in (TODAY + timedelta(days=n) for n in range(21)):
        first = waiting_from(day)
        assert first.weekday() == 0
        assert 5 <= (day - first).days <= 11
    assert waiting_from(TODAY) == date(2026, 11, 16)


def test_there_is_a_file_in_every_format_and_one_with_the_answers(association: Association, waiting: list[BankLine]) -> None:
    files = waiting_files(waiting, 1_234_567, association.payees)
    assert len(files) == len({file.name for file in files}) == len(WRITERS) + 1
    assert waiting_files([], 0, association.payees) == ()


def test_every_file_reads_back_to_the_penny(association: Association, waiting: list[BankLine]) -> None:
    made = Counter((line.on, line.pence) for line in waiting)
    for file in waiting_files(waiting, 1_234_567, association.payees)[:-1]:
        reading = read_statement(file.content, name=file.name, today=TODAY)
        assert not reading.interim
        lines = [line for statement in reading.statements for line in statement.lines]
        assert Counter((line.on, line.pence) for line in lines) == made, file.name
        assert all(statement.adds_up is not False for statement in reading.statements), file.name


def test_the_rich_formats_keep_the_payers_account(association: Association, waiting: list[BankLine]) -> None:
    with_account = sum(line.number is not None for line in waiting)
    for file in waiting_files(waiting, 0, association.payees):
        if file.name.endswith((".bai", ".xml", "standard18.txt")):
            reading = read_statement(file.content, name=file.name, today=TODAY)
            lines = [line for statement in reading.statements for line in statement.lines]
            assert sum(line.payer_account is not None for line in lines) == with_account, file.name


def test_a_line_without_a_payer_keeps_its_words(waiting: list[BankLine]) -> None:
    for line, kept in zip(waiting, to_statement(waiting, 0).lines, strict=True):
        assert (kept.payer or kept.narrative or "") != ""
        assert kept.pence == line.pence
        if line.payer:
            assert (kept.payer, kept.reference or "") == (line.payer, line.reference)


def test_the_answers_have_a_row_for_every_line(association: Association, waiting: list[BankLine]) -> None:
    rows = list(csv.DictReader(answers(waiting, association.payees).decode().splitlines()))
    assert [(row["date"], row["amount"], row["kind"]) for row in rows] == [
        (line.on.isoformat(), decimal_text(line.pence), line.truth.kind) for line in waiting]
    references = {payee.reference for payee in association.payees}
    assert all((row["account"] in references) is (row["kind"] in ("rent", "reversal")) for row in rows)
