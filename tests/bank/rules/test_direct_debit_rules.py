"""References, bank details, due days and amounts of Direct Debits, and the files of a collection read back by other eyes."""

import csv
import io
from datetime import date

import pytest

from housingdesk.bank.parsers.writers.submissions import BUREAU_HEADS, write_submission
from housingdesk.bank.rules.instructions import (
    MandateDraft,
    charged_pence,
    code_of,
    draft_problems,
    following,
    reference_problem,
    suggested_reference,
)
from housingdesk.bank.rules.submissions import Originator, Submission, SubmissionForm, SubmissionLine
from housingdesk.errors import Refused
from housingdesk.rent.rules.words import Frequency

OURS = Originator("123456", "Made Up Homes", "20-44-17", "12344417")
LINES = (SubmissionLine("HD-000001", "Zoë O’Neil & Sons of Somewhere", "20-00-00", "00001234", 45_012, "01"),
         SubmissionLine("HD-000002", "-Amina Khan", "200001", "11111112", 9_999_999, "17"),
         SubmissionLine("HD-000003", "B Smith", "200002", "22222223", 0, "0N"))


def made(*lines: SubmissionLine, ours: Originator = OURS) -> Submission:
    return Submission(ours, date(2027, 1, 4), date(2026, 12, 31), date(2026, 12, 29), 7, lines)


@pytest.mark.parametrize(("reference", "said"), [
    ("HD-000001", None), ("A.B/C&D12", None), ("ABCDE", "6 to 18"), ("A" * 19, "6 to 18"), ("hd-000001", "6 to 18"),
    ("HD_000001", "6 to 18"), ("HD٠00001", "6 to 18"), ("DDIC0001", "DDIC"), ("AAAAAA", "over and over"),
    ("A-A-A-A-A-A", "over and over"), ("-HD00001", "begins with"), ("HD00001 ", "blank"), ("A-B-C-D", "at least 6")])
def test_references(reference: str, said: str | None) -> None:
    found = reference_problem(reference)
    assert (found is None) if said is None else (found is not None and said in found)


def test_a_suggested_reference_is_taken_by_bacs_and_is_nobodys() -> None:
    taken: set[str] = set()
    for account in ("1", "40023", "ACC40023", "ACC40023", "ACC40023", "DDIC12345", "", "zoë", "AVERYLONGREFERENCE99"):
        found = suggested_reference(account, frozenset(taken))
        assert reference_problem(found) is None and found not in taken
        taken.add(found)


@pytest.mark.parametrize(("field", "changed"), [
    ("reference", {"reference": "X"}), ("payer_name", {"payer_name": "§"}), ("sort_code", {"sort_code": "20-44-1"}),
    ("sort_code", {"sort_code": "000000"}), ("account_number", {"account_number": "1234567"}),
    ("account_number", {"account_number": "00000000"}), ("pence", {"pence": 0}), ("pence", {"pence": 1_000_001}),
    ("frequency", {"frequency": Frequency.NIGHTLY}), ("day", {"day": None}), ("day", {"day": 32}),
    ("last_on", {"last_on": date(2026, 11, 30)}), ("next_on", {"signed_on": date(2026, 12, 2)})])
def test_what_is_wrong_with_an_instruction_is_said_at_its_field(field: str, changed: dict[str, object]) -> None:
    facts: dict[str, object] = {
        "account_id": 1, "reference": "HD-000001", "payer_name": "Amina Khan", "sort_code": "20-00-00",
        "account_number": "00001234", "frequency": Frequency.MONTHLY, "day": 1, "pence": None,
        "signed_on": date(2026, 11, 2), "next_on": date(2026, 12, 1), "last_on": None}
    assert draft_problems(MandateDraft(**facts)) == []  # type: ignore[arg-type]
    assert [one.field for one in draft_problems(MandateDraft(**facts | changed))] == [field]  # type: ignore[arg-type]


def test_due_days_and_amounts() -> None:
    assert following(Frequency.MONTHLY, 31, date(2027, 2, 28)) == date(2027, 3, 31)
    assert following(Frequency.MONTHLY, 1, date(2026, 12, 15)) == date(2027, 1, 1)
    assert following(Frequency.WEEKLY, None, date(2026, 12, 28)) == date(2027, 1, 4)
    assert charged_pence(2_140, Frequency.NIGHTLY, Frequency.FORTNIGHTLY) == 29_960
    assert charged_pence(10_001, Frequency.WEEKLY, Frequency.MONTHLY) == 43_338
    assert charged_pence(43_338, Frequency.MONTHLY, Frequency.MONTHLY) == 43_338
    assert [code_of(0, date(2027, 1, 1), None), code_of(3, date(2027, 1, 1), date(2027, 1, 1)),
            code_of(3, date(2027, 2, 1), date(2027, 1, 1))] == ["01", "17", "19"]


def test_the_bureaus_csv_is_read_back_by_any_reader() -> None:
    data = write_submission(SubmissionForm.BUREAU, made(*LINES))
    head, *rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(head) == BUREAU_HEADS
    assert rows[0] == ["HD-000001", "Zoë O’Neil & Sons of Somewhere", "200000", "00001234", "450.12", "01", "04/01/2027"]
    assert rows[1][1] == "'-Amina Khan" and rows[2][4:6] == ["0.00", "0N"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def read_back(data: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Labels by name and records by field, positions from payment-files §4.5 counted from 1."""
    rows = data.decode("ascii").split("\r\n")
    assert rows.pop() == ""
    labels = {row[:4]: row for row in rows if row[:4] in {"VOL1", "HDR1", "HDR2", "UHL1", "EOF1", "EOF2", "UTL1"}}
    assert all(len(row) == 80 for row in labels.values())
    where = {"sort": (1, 6), "account": (7, 14), "type": (15, 15), "code": (16, 17), "our_sort": (18, 23),
             "our_account": (24, 31), "free": (32, 35), "pence": (36, 46), "user": (47, 64), "reference": (65, 82),
             "payer": (83, 100)}
    records = rows[4:-3]
    assert all(len(row) == 100 for row in records) and len(records) == len(rows) - 7
    return labels, [{name: row[a - 1:b] for name, (a, b) in where.items()} for row in records]


def test_the_standard_18_file_is_read_back_by_its_positions() -> None:
    labels, records = read_back(write_submission(SubmissionForm.STANDARD_18, made(*LINES)))
    assert list(labels) == ["VOL1", "HDR1", "HDR2", "UHL1", "EOF1", "EOF2", "UTL1"]
    assert (labels["VOL1"][4:10], labels["VOL1"][37:51].strip(), labels["VOL1"][79]) == ("000007", "123456", "1")
    assert labels["HDR1"][4:] == labels["EOF1"][4:] and labels["HDR2"][4:] == labels["EOF2"][4:]
    assert (labels["HDR1"][41:47], labels["HDR1"][47:53], labels["HDR2"][10:15]) == (" 26363", " 26365", "00100")
    assert labels["UHL1"][4:10] == " 26365"
    first, second, new, contra = records
    assert first == {"sort": "200000", "account": "00001234", "type": "0", "code": "01", "our_sort": "204417",
                     "our_account": "12344417", "free": "    ", "pence": "00000045012", "user": "MADE UP HOMES     ",
                     "reference": "HD-000001         ", "payer": "ZOE O NEIL & SONS "}
    assert (second["pence"], new["code"], new["pence"]) == ("00009999999", "0N", "00000000000")
    assert (contra["sort"], contra["account"], contra["code"], contra["pence"]) == ("204417", "12344417", "99", "00010045011")
    utl = labels["UTL1"]
    assert (int(utl[4:17]), int(utl[17:30]), int(utl[30:37]), int(utl[37:44])) == (10_045_011, 10_045_011, 2, 1)


def test_a_file_of_instructions_alone_has_no_contra() -> None:
    labels, records = read_back(write_submission(SubmissionForm.STANDARD_18, made(LINES[2])))
    assert [one["code"] for one in records] == ["0N"] and set(labels["UTL1"][4:44]) == {"0"}


@pytest.mark.parametrize(("lines", "ours", "said"), [
    ((), OURS, "nothing to collect"), (LINES, Originator("12345", "X", "204417", "12344417"), "service user number"),
    (LINES, Originator("123456", "§", "204417", "12344417"), "name that payers know"),
    (LINES, Originator("123456", "X", "20441", "12344417"), "bank account that is credited"),
    ((SubmissionLine("HD-000001", "A", "200000", "00001234", 0, "17"),), OURS, "has an amount"),
    ((SubmissionLine("HD-000001", "A", "200000", "00001234", 5, "0N"),), OURS, "has an amount"),
    ((SubmissionLine("HD-000001", "A", "200000", "00001234", 10**11, "17"),), OURS, "does not fit"),
    ((SubmissionLine("HD-000001", "A", "20000099", "00001234", 5, "17"),), OURS, "do not fit")])
def test_what_does_not_fit_is_refused(lines: tuple[SubmissionLine, ...], ours: Originator, said: str) -> None:
    with pytest.raises(Refused, match=said):
        write_submission(SubmissionForm.STANDARD_18, made(*lines, ours=ours))
