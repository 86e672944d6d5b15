"""Reports of Bacs: every kind as it is sent, what differs from its own totals, hostile XML, and a thousand damaged files."""

import random
from datetime import date

import pytest

from housingdesk.bank.parsers.bacs_reports import read_report
from housingdesk.bank.rules.bacs import ADVICES, RETURNS, Calls, calls_for
from housingdesk.bank.rules.words import BacsKind
from housingdesk.errors import BadFile
from tests.support import bacs as papers

ON, DAY = date(2026, 11, 20), date(2026, 11, 18)
TWO = [("HD-000001", 123_456, "0", "REFER TO PAYER"), ("hd-000002", 100, "1012", "INSTRUCTION CANCELLED")]


def bad(data: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        read_report(data, "report.xml")
    assert str(caught.value).startswith("report.xml: ")
    return str(caught.value)


def test_unpaid_payments_are_read_with_their_days_and_the_reports_own_words() -> None:
    found = read_report(papers.arudd(TWO, on=ON, collected=DAY))
    assert (found.kind, found.processed_on, found.service_user, found.pence, found.stated_pence) == (
        BacsKind.ARUDD, ON, "123456", 123_556, 123_556)
    first, second = found.lines
    assert (first.number, first.reference, first.payer, first.code, first.text, first.pence, first.collected_on) == (
        1, "HD-000001", "Zoë Ni&l", "0", "Refer to payer", 123_456, DAY)
    assert (second.reference, second.code, second.text) == ("HD-000002", "1012", "Instruction cancelled")


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8"])
def test_a_name_is_read_in_the_encoding_that_the_file_is_in(encoding: str) -> None:
    [line] = read_report(papers.arudd(TWO[:1], on=ON, collected=DAY, encoding=encoding)).lines
    assert line.payer == "Zoë Ni&l"


def test_a_code_without_words_has_ours() -> None:
    [line] = read_report(papers.arudd([("HD-000001", 1, "B", "")], on=ON, collected=DAY)).lines
    assert line.text == RETURNS["B"]
    [line] = read_report(papers.arudd([("HD-000001", 1, "77", "")], on=ON, collected=DAY)).lines
    assert line.text == "reason 77"


def test_changes_of_instructions_are_read_with_any_namespace() -> None:
    found = read_report(papers.messages([("HD-000001", "3", "A KHAN")], on=ON, new=("30-00-01", "87654321")))
    [line] = found.lines
    assert (found.kind, line.code, line.text, line.on) == (BacsKind.ADDACS, "3", ADVICES["3"], ON)
    assert (line.new_sort_code, line.new_account_number, line.pence) == ("30-00-01", "87654321", None)
    plain = papers.messages([("HD-000001", "3", "A KHAN")], on=ON).replace(b"b:", b"").replace(b"xmlns:b", b"xmlns")
    assert read_report(plain).lines[0].reference == "HD-000001"


def test_new_instructions_taken_and_refused() -> None:
    found = read_report(papers.messages([("HD-000001", "L", "A")], on=ON, kind="N", accepted=3))
    assert (found.kind, len(found.lines), found.accepted, found.rejected) == (BacsKind.AUDDIS, 1, 3, 0)


def test_claims_have_thousands_commas_in_their_amounts() -> None:
    data = papers.claims([("HD-000001", 123_456_7, "No notice"), ("HD-000002", 100, "Not mine")], on=ON, collected=DAY)
    assert b"12,345.67" in data
    found = read_report(data)
    assert (found.kind, found.processed_on, found.pence) == (BacsKind.DDICA, ON, 1_234_667)
    assert (found.lines[0].pence, found.lines[0].text, found.lines[0].collected_on) == (1_234_567, "No notice, claim PB1", DAY)


@pytest.mark.parametrize(("kind", "words"), [("InputReport", BacsKind.INPUT), ("WithdrawalReport", BacsKind.WITHDRAWAL)])
def test_what_a_submission_came_to(kind: str, words: BacsKind) -> None:
    found = read_report(papers.counted(kind, on=ON))
    assert (found.kind, found.accepted, found.rejected, found.stated_pence, found.lines) == (words, 3, 1, 30_000, ())


@pytest.mark.parametrize(("data", "said"), [
    (papers.arudd(TWO, on=ON, collected=DAY, total=123_555), "but its lines come to £1,235.56"),
    (papers.arudd(TWO, on=ON, collected=DAY, count=3), "counts 3 lines, but 2 can be read"),
    (papers.arudd([], on=ON, collected=DAY), "no payment that came back"),
    (papers.arudd(TWO, on=ON, collected=DAY).replace(b'currency="GBP"', b'currency="EUR"', 1), "is in EUR, not in pounds"),
    (papers.arudd(TWO, on=ON, collected=DAY).replace(b'"2026-11-20"', b'"2026-13-20"'), "is no day"),
    (papers.arudd(TWO, on=ON, collected=DAY).replace(b'"1234.56"', b'"12x4.56"'), "cannot be read"),
    (papers.claims([("HD-000001", 100, "x")], on=ON, collected=DAY, total="1,000.00"), "as its total"),
    (papers.claims([], on=ON, collected=DAY), "no claim"),
    (papers.messages([], on=ON), "no line"),
    (papers.messages([("HD-000001", "1", "A")], on=ON, kind="Q"), "a type nobody knows: Q"),
    (papers.messages([("HD-000001", "1", "A")], on=ON, accepted=2), "mixes changes of instructions"),
    (b'<?xml version="1.0"?><Document><Stmt/></Document>', "is of another kind"),
    (b"reference,amount\r\nHD-000001,5.00\r\n", "not XML"), (b"PK\x03\x04rubbish", "report.xml"), (b"", "empty"),
    (papers.arudd(TWO, on=ON, collected=DAY)[:-30], "broken or cut off"),
    (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><BACSDocument>&c;</BACSDocument>',
     "document type"),
    (b"<a>" * 80 + b"</a>" * 80, "deep")])
def test_what_is_no_whole_report_is_refused_by_name(data: bytes, said: str) -> None:
    assert said in bad(data)


def test_missing_attributes_are_read_as_nothing_said() -> None:
    bare = papers.arudd(TWO[:1], on=ON, collected=DAY)
    for lost in (b' returnCode="0"', b' returnDescription="REFER TO PAYER"', b' originalProcessingDate="2026-11-18"',
                 b' transCode="17"', b' currentProcessingDate="2026-11-20"', b' ref="HD-000001"'):
        assert lost in bare
        bare = bare.replace(lost, b"")
    found = read_report(bare)
    [line] = found.lines
    assert (found.processed_on, line.reference, line.code, line.text, line.collected_on, line.pence) == (
        None, "", "", "no reason given", None, 123_456)


def test_what_a_code_calls_for() -> None:
    assert {calls_for(BacsKind.ARUDD, code) for code in RETURNS} == {Calls.REVERSE}
    assert calls_for(BacsKind.DDICA, "1") is Calls.CLAIMED
    assert calls_for(BacsKind.ADDACS, " b ") is Calls.STOP and calls_for(BacsKind.ADDACS, "2") is Calls.DIED
    assert calls_for(BacsKind.ADDACS, "R") is Calls.PUT_BACK and calls_for(BacsKind.ADDACS, "9999") is Calls.LOOK
    assert calls_for(BacsKind.AUDDIS, "") is Calls.ACCEPTED and calls_for(BacsKind.AUDDIS, "L") is Calls.STOP


def test_a_damaged_file_is_read_or_refused_and_never_anything_else() -> None:
    whole = (papers.arudd(TWO, on=ON, collected=DAY), papers.messages([("HD-000001", "3", "A")], on=ON, new=("300001", "8")),
             papers.claims([("HD-000001", 123_456, "x")], on=ON, collected=DAY), papers.counted(on=ON))
    chance, read = random.Random(20261120), 0
    for _ in range(1_000):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at:at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = data[at:at + chance.randint(1, 40)]
                case _:
                    data[at:at + 1] = chance.choice((b"<", b'"', b"&", b"-", b",", b"9", "é".encode()))
        try:
            found = read_report(bytes(data))
        except BadFile:
            continue
        read += 1
        if found.kind in (BacsKind.ARUDD, BacsKind.DDICA):
            assert found.stated_pence == found.pence
    assert read > 50
