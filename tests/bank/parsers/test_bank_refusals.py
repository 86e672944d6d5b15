"""What is not a statement, or is damaged, or hostile: one sentence, no traceback, no long wait."""

import time
from datetime import date

import pytest

from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.errors import BadFile
from housingdesk.values.tables import decoding
from housingdesk.values.tables.decoding import fingerprint
from tests.support.zips import zipped

TODAY = date(2024, 6, 1)
CSV = b"Date,Description,Amount,Balance\n02/02/2024,A KHAN,112.40,1112.40\n14/02/2024,CITY WATER,-35.20,1077.20\n"
CAMT = ('<?xml version="1.0" encoding="%s"?>%s<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>GB29NWBK60161331926819</IBAN>'
        '</Id></Acct><Ntry><Amt Ccy="GBP">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-02-02</Dt>'
        "</BookgDt>%s</Ntry></Stmt></BkToCstmrStmt></Document>")


def refusal(data: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        read_statement(data, name="file", today=TODAY)
    return str(caught.value)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "is empty"), (b"  \r\n\x00\x1a", "is empty"), (b"\xef\xbb\xbf\n", "is empty"), (b"%PDF-1.7", "PDF"),
    (b"\xff\xd8\xff\xe0", "JPEG"), (b"\x89PNG\r\n", "PNG"), (b"GIF89a", "GIF"), (b"{\\rtf1", "RTF"), (b"\x1f\x8b\x08", "gzip"),
    (b"MZ\x90", "a program"), (zipped("notes.txt"), "compressed folder"), (zipped("word/document.xml"), "Word"),
    (zipped("content.xml"), "OpenDocument"), (b"PK\x03\x04broken", "damaged or cut off"),
    (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "Word"), (b"<html><body>", "web page"),
    (b"MIME-Version: 1.0\n", "saved web page"), (bytes(range(256)) * 40, "not text"), (b"hello", "neither a bank statement"),
    (b'{"a": 1}', "neither a bank statement"), (CSV.decode().encode("utf-16")[:-1], "damaged at byte"),
    (b"01,A,B,240101,0700,1,,,2/\n02,A,B,1,240101,2359,GBP,2/\n", "record 99"), (b"\x00\x00\xfe\xff\x00\x11", "UTF-32")])
def test_wrong_kinds_are_named(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    assert decoding.MAX_BYTES == 50 * 1024 * 1024
    monkeypatch.setattr(decoding, "MAX_BYTES", 2_000_000)
    assert "more than 50 MB" in refusal(CSV * 40_000)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 100_000)
    assert "unpacks to more than" in refusal(zipped("xl/workbook.xml", b"\x00" * 900_000))


def test_an_old_workbook_that_is_damaged_is_refused() -> None:
    assert "damaged or protected" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 200)


def test_too_many_columns_and_too_long_cells() -> None:
    assert "columns" in refusal(b"\n".join([b"1," * 400] * 5))
    assert "128 KB" in refusal(CSV + b"14/02/2024," + b"x" * 140_000 + b",1.00,1078.20\n")
    assert "128 KB" in refusal(CSV + b'14/02/2024,"' + b"x" * 140_000 + b'",1.00,1078.20\n')


def test_any_document_type_is_refused_before_anything_is_expanded() -> None:
    bomb = "".join(f'<!ENTITY l{i} "{"&l" + str(i - 1) + ";" if i else "lol"}' * 1 + '">' for i in range(40))
    for doctype in (f"<!DOCTYPE d [{bomb}]>", '<!DOCTYPE d SYSTEM "file:///etc/passwd">', "<!DOCTYPE d>",
                    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'):
        assert "document type" in refusal((CAMT % ("UTF-8", doctype, "<AddtlNtryInf>&x;</AddtlNtryInf>")).encode())
    assert "document type" in refusal(b'<?xml version="1.0"?><!DOCTYPE O [<!ENTITY x "y">]><OFX><STMTRS></STMTRS></OFX>')


def test_an_encoding_that_is_declared_wrongly_changes_nothing() -> None:
    for declared in ("UTF-16", "ISO-8859-1", "UTF-7"):
        found = read_statement((CAMT % (declared, "", "<AddtlNtryInf>Zoë</AddtlNtryInf>")).encode(), name="f", today=TODAY)
        assert found.statements[0].lines[0].narrative == "Zoë"


def test_nesting_is_limited() -> None:
    assert "deep" in refusal((CAMT % ("UTF-8", "", "<a>" * 100_000)).encode())
    deep = b"OFXHEADER:100\n<OFX>" + b"<STMTRS>" * 100_000 + b"</OFX>"
    assert not read_statement(deep, name="f", today=TODAY).statements[0].lines


@pytest.mark.parametrize("data", [
    b"<OFX>" + b"<" * 1_000_000, b"<OFX>" + b"<A " * 300_000, b'Date,Description,Amount,Balance\n"' + b'"",' * 300_000,
    b":20:x\n:25:y\n" + b":61:" * 250_000, b":60F:C240101GBP1,\n:61:" + b"1" * 1_000_000,
    b"!Type:Bank\n" + b"D1\n" * 300_000, b"01,A/\n02,B/\n" + b"16," * 300_000,
    b"<?xml version='1.0'?><Document>" + b"<Ntry " * 200_000, b"1/1/1" * 200_000, b"," * 1_000_000])
def test_a_megabyte_of_nonsense_costs_no_more_a_byte_than_a_quarter_of_it(data: bytes) -> None:
    quarter, whole = min(_cost(data[:len(data) // 4]) for _ in range(2)), min(_cost(data) for _ in range(2))
    assert whole < 10 * max(quarter, 0.01), "four times the bytes; a reader that goes over them again would need sixteen"


def _cost(data: bytes) -> float:
    started = time.process_time()
    refusal(data)
    return time.process_time() - started


def test_noughts_and_marks_in_the_text_are_dropped_and_said() -> None:
    found = read_statement(CSV.replace(b"KHAN", b"KH\x00AN\x07"), name="f", today=TODAY)
    assert found.statements[0].lines[0].narrative == "A KHAN"
    assert "2 characters" in str(found.warnings[0])
    assert "Line 2: There is a damaged character inside a number" in refusal(CSV.replace(b"112.40", b"1\x0012.40"))


def test_a_date_after_today_is_said() -> None:
    found = read_statement(CSV, name="f", today=date(2024, 2, 5))
    assert "1 entries are dated after today, the first 14 February 2024" in str(found.warnings[0])


def test_the_fingerprint_is_of_the_bytes() -> None:
    assert fingerprint(CSV) == fingerprint(bytes(CSV)) != fingerprint(CSV + b"\n")
    assert len(fingerprint(CSV)) == 64
