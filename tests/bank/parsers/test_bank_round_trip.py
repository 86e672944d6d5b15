"""What the writers write the readers read: the same money, whatever the order, the line ends, the blank lines, the encoding."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.bank.parsers.reading import Detail, Line, Reading, Statement
from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.bank.parsers.writers import WRITERS, Kind, extension, write_statements
from housingdesk.bank.parsers.writers.figures import closing_of

TODAY = date(2030, 1, 1)
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")),
                max_size=24).map(lambda text: "A " + text)
LINES = st.builds(
    lambda on, pence, payer, account, reference, kind: Line(on, pence, "", payer, account, reference, kind),
    st.dates(date(2019, 1, 1), date(2029, 12, 31)), st.integers(-10**9, 10**9),
    NAMES, st.sampled_from([None, "20000012345678"]), st.from_regex(r"\A[A-Z0-9]{1,18}\Z"), st.sampled_from(list(Kind)))
STATEMENTS = st.builds(
    lambda opening, lines: Statement("60000112345678", "GBP", opening, lines=tuple(sorted(lines, key=lambda line: line.on))),
    st.integers(-10**9, 10**9), st.lists(LINES, min_size=1, max_size=12))
BALANCED = {"csv:natwest", "csv:lloyds", "csv:nationwide", "csv:starling", "camt.053", "mt940", "bai2"}
ACCOUNTED = {"csv:barclays", "csv:natwest", "csv:lloyds", "ofx", "qif", "camt.053", "mt940", "bai2", "standard18"}


def read(data: bytes) -> Reading:
    return read_statement(data, name="file", today=TODAY)


def entries(reading: Reading) -> list[tuple[date, int]]:
    return sorted((line.on, line.pence) for statement in reading.statements for line in statement.lines)


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=25)
@given(statement=STATEMENTS)
def test_what_is_written_is_read(format: str, statement: Statement) -> None:
    reading = read(write_statements(format, [statement]))
    assert reading.format == format
    assert entries(reading) == sorted((line.on, line.pence) for line in statement.lines)
    if format in ACCOUNTED:
        assert {found.account for found in reading.statements} == {"60000112345678"}
    if format in BALANCED:
        assert all(found.adds_up is not False for found in reading.statements)
        ends = {found.closing for found in reading.statements}
        assert closing_of(statement) in ends


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=25)
@given(statement=STATEMENTS, end=st.sampled_from(["\n", "\r\n", "\r"]),
       encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
def test_line_ends_and_encodings_change_nothing(format: str, statement: Statement, end: str, encoding: str) -> None:
    written = write_statements(format, [statement])
    text = written.decode("cp1252" if format == "csv:nationwide" else "utf-8").replace("\r\n", "\n")
    variant = text.replace("\n", end).encode(encoding, "replace")
    assert entries(read(variant)) == entries(read(written))


@pytest.mark.parametrize("format", ["csv:barclays", "csv:lloyds", "csv:starling", "qif", "mt940"])
@settings(max_examples=25)
@given(statement=STATEMENTS, data=st.data())
def test_blank_lines_change_nothing(format: str, statement: Statement, data: st.DataObject) -> None:
    lines = write_statements(format, [statement]).decode().replace("\r\n", "\n").split("\n")
    before = entries(read("\n".join(lines).encode()))
    for _ in range(3):
        lines.insert(data.draw(st.integers(0, len(lines))), "")
    assert entries(read("\n".join(lines).encode())) == before


@pytest.mark.parametrize("format", ["csv:barclays", "csv:lloyds", "csv:starling"])
@settings(max_examples=25)
@given(statement=STATEMENTS, data=st.data())
def test_rows_in_another_order_change_nothing(format: str, statement: Statement, data: st.DataObject) -> None:
    heading, *rows = write_statements(format, [statement]).decode().splitlines()
    shuffled = read("\n".join([heading, *data.draw(st.permutations(rows))]).encode())
    straight = read("\n".join([heading, *rows]).encode())
    assert entries(shuffled) == entries(straight)
    assert [found.adds_up for found in shuffled.statements] == [found.adds_up for found in straight.statements]


def test_payer_reference_and_account_arrive_where_the_format_carries_them() -> None:
    line = Line(date(2024, 2, 2), 11_240, "", payer="A KHAN", payer_account="20000012345678", reference="600044716",
                kind=Kind.FASTER_PAYMENT)
    statement = Statement("60000112345678", "GBP", 0, lines=(line,))
    for format, payer, account, reference in (
            ("csv:natwest", "A KHAN", None, "600044716"), ("csv:barclays", "A KHAN", None, "600044716"),
            ("csv:starling", "A KHAN", None, "600044716"), ("ofx", "A KHAN", None, None),
            ("camt.053", "A KHAN", "20000012345678", "600044716"), ("mt940", None, None, "600044716"),
            ("bai2", "A KHAN", "20000012345678", "600044716"), ("standard18", "A KHAN", "20000012345678", "600044716")):
        found = read(write_statements(format, [statement])).statements[0].lines[0]
        assert (found.payer, found.payer_account, found.reference) == (payer, account, reference), format
        assert "600044716" in found.narrative and "A KHAN" in found.narrative, format


def test_several_accounts_and_currencies_stay_apart() -> None:
    pounds = Statement("60000112345678", "GBP", 100, lines=(Line(date(2024, 2, 2), 500, "", payer="A KHAN"),))
    euros = Statement("60000187654321", "EUR", 200, lines=(Line(date(2024, 2, 2), 700, "", payer="M NOWAK"),))
    for format in ("mt940", "camt.053", "ofx", "bai2"):
        reading = read(write_statements(format, [pounds, euros]))
        assert [(found.account, found.currency, sum(line.pence for line in found.lines)) for found in reading.statements] == [
            ("60000112345678", "GBP", 500), ("60000187654321", "EUR", 700)], format


def test_pending_lines_and_batches_survive_camt() -> None:
    parts = (Detail(10_000, "M NOWAK", None, "600000016"), Detail(20_000, "J O'BRIEN", None, "600000024"))
    batch = Line(date(2024, 2, 2), 30_000, "BACS COLLECTION", details=parts)
    pending = Line(date(2024, 2, 3), 500, "", payer="A KHAN", status="pending")
    found = read(write_statements("camt.053", [Statement("60000112345678", "GBP", 0, lines=(batch, pending))])).statements[0]
    assert found.adds_up is True
    assert [(part.pence, part.payer, part.reference) for part in found.lines[0].details] == [
        (10_000, "M NOWAK", "600000016"), (20_000, "J O'BRIEN", "600000024")]
    assert found.lines[1].status == "pending"


def test_every_format_has_a_file_ending() -> None:
    assert {extension(format) for format in WRITERS} == {"csv", "ofx", "qif", "xml", "sta", "bai", "txt"}


def test_ten_thousand_days_keep_their_order() -> None:
    lines = tuple(Line(date(2019, 1, 1) + timedelta(days=i % 900), i, "", payer=f"P {i}") for i in range(1, 3001))
    statement = Statement("60000112345678", "GBP", 0, lines=tuple(sorted(lines, key=lambda line: line.on)))
    found = read(write_statements("csv:natwest", [statement])).statements[0]
    assert (found.adds_up, found.opening, found.closing) == (True, 0, closing_of(statement))
