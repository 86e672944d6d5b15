"""Overlapping and repeated files: nothing twice, nothing lost, and doubt goes to a person."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housingdesk.bank.parsers.identity import Identity, Overlap, identity, overlap
from housingdesk.bank.parsers.reading import Line

DAY = date(2024, 2, 2)
ENTRIES = st.lists(st.builds(Identity, st.just("60000112345678"), st.just("GBP"),
                             st.dates(DAY, DAY + timedelta(days=3)), st.integers(1, 3), st.sampled_from(["khan", "nowak"])),
                   max_size=15)


def with_balances(entries: list[Identity]) -> list[Identity]:
    balance, found = 0, []
    for entry in entries:
        balance += entry.pence
        found.append(replace(entry, balance=balance))
    return found


@given(ENTRIES, st.booleans(), st.booleans())
def test_the_same_file_again_adds_nothing(entries: list[Identity], first: bool, second: bool) -> None:
    before = with_balances(entries) if first else entries
    again = with_balances(entries) if second else entries
    assert overlap(again, before) == [Overlap.ALREADY_IN] * len(entries)


@given(ENTRIES)
def test_equal_lines_of_one_file_are_all_genuine(entries: list[Identity]) -> None:
    assert overlap(entries, []) == [Overlap.NEW] * len(entries)


@given(ENTRIES, st.integers(0, 15), st.integers(0, 15), st.booleans())
def test_two_windows_on_one_account_make_the_whole(entries: list[Identity], one: int, other: int, balanced: bool) -> None:
    start, end = sorted((min(one, len(entries)), min(other, len(entries))))
    whole = with_balances(entries) if balanced else entries
    seen, new = whole[:end], whole[start:]
    verdicts = overlap(new, seen)
    added = [entry for entry, verdict in zip(new, verdicts, strict=True) if verdict is not Overlap.ALREADY_IN]
    kept, genuine = Counter(entry.key for entry in seen + added), Counter(entry.key for entry in whole)
    assert kept <= genuine
    if balanced:
        assert kept == genuine
        assert set(verdicts[:end - start]) <= {Overlap.ALREADY_IN}


@given(ENTRIES, ENTRIES)
def test_never_more_are_in_already_than_were_seen(new: list[Identity], seen: list[Identity]) -> None:
    verdicts = overlap(new, seen)
    known = Counter(entry.key for entry, verdict in zip(new, verdicts, strict=True) if verdict is Overlap.ALREADY_IN)
    before, after = Counter(entry.key for entry in seen), Counter(entry.key for entry in new)
    assert known == before & after
    assert verdicts.count(Overlap.NEW) == len(new) - known.total()


def test_an_equal_payment_with_another_balance_waits_for_a_person() -> None:
    seen = Identity("60000112345678", "GBP", DAY, 5000, "akhanrent", 10_000)
    assert overlap([replace(seen, balance=17_000)], [seen]) == [Overlap.UNSURE]
    assert overlap([replace(seen, balance=15_000)], [seen]) == [Overlap.NEW]
    assert overlap([seen, replace(seen, balance=17_000)], [seen]) == [Overlap.ALREADY_IN, Overlap.NEW]
    assert overlap([replace(seen, balance=None)], [seen]) == [Overlap.ALREADY_IN]


def test_another_kind_of_file_words_a_line_otherwise() -> None:
    seen = Identity("60000112345678", "GBP", DAY, 5000, "akhanrent", 10_000, "csv:natwest")
    other = Identity("60000112345678", "GBP", DAY, 5000, "khanarent600044716", None, "ofx")
    assert overlap([other], [seen]) == [Overlap.UNSURE]
    assert overlap([replace(other, format="csv:natwest")], [seen]) == [Overlap.NEW]
    assert overlap([replace(other, pence=5001)], [seen]) == [Overlap.NEW]
    assert overlap([replace(other, account="other")], [seen]) == [Overlap.NEW]


def test_spacing_case_and_silence_about_pounds_do_not_make_a_new_line() -> None:
    line = Line(DAY, 5000, "A Khan   RENT-14 Dale", balance=7)
    one = identity("6", line, format="ofx")
    other = identity("6", line._replace(narrative="a khan rent 14 dale"), currency="GBP")
    assert one.key == other.key
    assert one.key != identity("6", line._replace(pence=-5000)).key
    assert one.key != identity("6", line, currency="EUR").key
    assert overlap([one], [other]) == [Overlap.ALREADY_IN]
