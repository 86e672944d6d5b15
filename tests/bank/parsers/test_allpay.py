"""allpay's transaction file: read at its places and compared with both its totals, or refused in words; never other sums."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.bank.parsers.allpay import read_allpay
from housingdesk.bank.parsers.writers.allpay import PaidOver, write_allpay
from housingdesk.errors import BadFile

FILES = Path(__file__).parents[2] / "files" / "payments"
DAY = date(2026, 11, 13)
ROWS = [PaidOver("600044716", 11240, "T", DAY, "335610"), PaidOver("DVHA600011270", 5000, "P", DAY, "100021"),
        PaidOver("600022531", 99, "Z", date(2026, 11, 12)), PaidOver("600044716", 11240, "T", DAY, "335610")]
GOOD = write_allpay(ROWS)


def refused(data: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        read_allpay(data, "x.txt")
    return str(caught.value)


def test_every_field_stands_where_the_specification_says() -> None:
    """payment-files §4.1: written by hand, so that reader and writer cannot be wrong together."""
    line = " 335610" + "7000123456      " + "    60.00" + "T" + "06/06/2022"
    total = "Total Amount".ljust(34) + "60.00".rjust(17)
    count = "Total Transactions".ljust(40) + "1".rjust(17)
    read = read_allpay("\r\n".join([line, "", total, count, ""]).encode())
    [one] = read.payments
    assert (one.reference, one.pence, one.way, one.paid_on) == ("7000123456", 6000, "PayPoint, outlet 335610",
                                                               date(2022, 6, 6))
    assert (read.stated_pence, read.fee_pence, one.doubt, one.raw) == (6000, 0, "", line)


@pytest.mark.parametrize(("kind", "way"), [("P", "Post Office"), ("T", "PayPoint"), ("Z", "Payzone"), ("N", "Telephone"),
                                           ("B", "Online"), ("X", "Kind X"), (" ", "Other")])
def test_the_kinds_by_their_letters(kind: str, way: str) -> None:
    [one] = read_allpay(write_allpay([PaidOver("600044716", 100, kind, DAY)])).payments
    assert (one.way, one.doubt) == (way, "")


@pytest.mark.parametrize("kind", "CQ")
def test_lines_that_may_take_money_back_have_the_sign_of_the_files_total(kind: str) -> None:
    rows = [PaidOver("600044716", 11240, "T", DAY), PaidOver("600011270", 1240, kind, DAY)]
    off, on = read_allpay(write_allpay(rows, total_pence=10_000)), read_allpay(write_allpay(rows))
    assert (off.payments[1].pence, on.payments[1].pence) == (-1240, 1240) and (off.pence, on.pence) == (10_000, 12_480)
    assert off.payments[1].doubt.endswith("the file’s total has £12.40 taken off")
    assert on.payments[1].doubt.endswith("but the file’s total has £12.40 added")
    minus = read_allpay(write_allpay([rows[0], PaidOver("600011270", -1240, "T", DAY)]))
    assert "negative" in minus.payments[1].doubt and minus.pence == 10_000


@pytest.mark.parametrize(("data", "said"), [
    (b"", "The file is empty"), (b"%PDF-1.7 x", "is a PDF document"), (b"PK\x03\x04zip", "damaged or cut off"),
    (b"<html><body>Sign in</body></html>", "is a web page"),
    (b"Date,Amount\n1/2/26,3.00\n", "No line of the file is a payment"),
    (write_allpay(ROWS, total_pence=27_580), "total is £275.80, but its payments come to £275.79: £0.01 apart"),
    (GOOD.replace(b"4\r\n", b"5\r\n"), "says that it has 5 payments, but 4 can be read"),
    (GOOD[:GOOD.index(b"Total Trans")], "breaks off before its two totals"),
    (GOOD + GOOD, "has its totals more than once"),
    (GOOD.replace(b"50.00", b"5o.00"), "Line 2: “5o.00” stands where the amount"),
    (GOOD.replace(b"12/11/2026", b"31/11/2026"), "Line 3: The date “31/11/2026” does not exist"),
    (GOOD.replace(b"       600022531 ", b"600022531 "), "Line 3: It has 36 characters, and a payment has at least 43"),
    (GOOD.replace(b"275.79", b"275.7x"), "is a total that cannot be read"),
    (write_allpay([]), "has no payments")])
def test_what_is_no_such_file_is_refused_in_words(data: bytes, said: str) -> None:
    assert said in refused(data) and refused(data).startswith("x.txt: ")


@pytest.mark.parametrize("change", [
    lambda data: data.replace(b"\r\n", b"\n"), lambda data: data.replace(b"\r\n", b"\r"), lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.decode().encode("utf-16"), lambda data: data.replace(b"\r\n", b"   \r\n"),
    lambda data: b"\r\n" + data + b"\r\n\r\n\x1a", lambda data: b"ALLPAY LTD  DVHA  PAGE 1\r\n" + data,
    lambda data: data.replace(b"\r\n600", b"\r\n\r\n600"), lambda data: data + b"End of file\r\n",
], ids=["unix", "mac", "mark", "utf-16", "padded", "blank lines", "heads", "blank between", "words after"])
def test_what_changes_nothing_in_a_file_changes_nothing_read(change: Callable[[bytes], bytes]) -> None:
    plain, read = read_allpay(GOOD), read_allpay(change(GOOD))
    assert [(one.reference, one.pence, one.way, one.paid_on) for one in read.payments] == [
        (one.reference, one.pence, one.way, one.paid_on) for one in plain.payments]


def test_the_sample_has_every_kind_of_line() -> None:
    """Made to hold what one file rarely does: every kind, a client's four letters, a page's head, and a returned cheque."""
    read = read_allpay((FILES / "allpay.txt").read_bytes())
    assert (len(read.payments), read.pence, sum(bool(one.doubt) for one in read.payments)) == (9, 59_245, 2)


_PAYMENTS = st.lists(st.builds(
    PaidOver, st.from_regex(r"[A-Z0-9]{1,16}", fullmatch=True), st.integers(0, 99_999_999), st.sampled_from("PTZNBX"),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.from_regex(r"[0-9]{0,6}", fullmatch=True)), min_size=1, max_size=12)


@given(_PAYMENTS)
def test_what_is_written_is_read_back(payments: list[PaidOver]) -> None:
    read = read_allpay(write_allpay(payments))
    assert [(one.reference, one.pence, one.paid_on) for one in read.payments] == [
        (one.reference, one.pence, one.paid_on) for one in payments]


def test_lines_dropped_doubled_cut_and_shifted_never_give_other_sums() -> None:
    """Allowed: the same sum, or a refusal. Anything else would credit somebody with money that never came."""
    rng, lines, seen = Random(7), GOOD.split(b"\r\n"), [0, 0]
    whole = read_allpay(GOOD).pence
    for _ in range(1500):
        some, at = list(lines), rng.randrange(len(lines))
        way = rng.randrange(6)
        line = some[at]
        place = rng.randrange(len(line) + 1)
        if way == 0:
            del some[at]
        elif way == 1:
            some.insert(at, line)
        elif way == 2:
            some[at] = line[:place]
        elif way == 3:
            some[at] = line[:place] + b" " + line[place:]
        elif way == 4:
            some[at] = line[:place] + line[place + 1:]
        else:
            some[at] = line[:place] + bytes([rng.choice(b"0159.-X ")]) + line[place + 1:]
        try:
            read = read_allpay(b"\r\n".join(some))
        except BadFile:
            seen[0] += 1
            continue
        seen[1] += 1
        assert read.pence == whole and len(read.payments) == len(ROWS)
    assert min(seen) > 100
