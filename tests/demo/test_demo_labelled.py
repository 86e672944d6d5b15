"""The labelled benchmark keeps to the noise model of payment-files §5.4, and every slip is what it says."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.demo.chance import deck, stream
from housingdesk.demo.labelled import Account, Labelled, labelled
from housingdesk.demo.lines import BankLine, TruthKind
from housingdesk.demo.narrative import FIELD, STYLE_WEIGHTS, Style, bank_text, slip
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.references import is_payment_reference, payment_reference

SEEDS = range(101, 113)
SIZE = 1000


@cache
def _of(seed: int) -> Labelled:
    return labelled(seed, SIZE, with_payer_account=True)


def _rent_lines() -> list[tuple[Labelled, BankLine]]:
    return [(made, line) for seed in SEEDS for made in [_of(seed)] for line in (*made.history, *made.test)
            if line.truth.kind is TruthKind.RENT]


def _account(made: Labelled, line: BankLine) -> Account:
    assert line.truth.account is not None
    return made.accounts[line.truth.account - 1]


def test_accounts_are_as_the_noise_model_says() -> None:
    for seed in SEEDS:
        accounts = _of(seed).accounts
        assert len(accounts) == SIZE
        references = {account.payee.reference for account in accounts}
        assert len(references) == SIZE
        assert all(is_payment_reference(reference) for reference in references)
        shares = Counter(account.frequency for account in accounts)
        assert shares == {Frequency.WEEKLY: 400, Frequency.FOUR_WEEKLY: 200, Frequency.MONTHLY: 400}
        assert sum(len(account.payee.tenants) == 2 for account in accounts) == 250


def test_lines_are_about_as_many_as_published() -> None:
    made = labelled(1, 3000, with_payer_account=True)
    rent = [line for line in made.test if line.truth.kind is TruthKind.RENT]
    assert 6500 <= len(rent) <= 7400
    assert 1570 <= len({line.truth.payer for line in (*made.history, *made.test) if line.truth.payer.isdigit()}) <= 1650


def test_reference_styles_are_in_their_shares_over_twelve_seeds() -> None:
    lines = _rent_lines()
    shares = Counter(line.truth.style for _, line in lines)
    whole = sum(weight for _, weight in STYLE_WEIGHTS)
    for style, weight in STYLE_WEIGHTS:
        assert shares[style] / len(lines) == pytest.approx(weight / whole, abs=0.012), style
    assert shares[Style.ANOTHERS] / len(lines) >= 0.001


def test_who_pays_is_in_its_shares() -> None:
    own = other = 0
    for made, line in _rent_lines():
        if line.truth.style == Style.NAME_FIELD:
            continue
        surnames = {bank_text(name.surname) for name in _account(made, line).payee.tenants}
        if any(surname[:8] in line.payer for surname in surnames) or len(line.payer) == FIELD:
            own += 1
        else:
            other += 1
    assert 0.20 <= other / (own + other) <= 0.38


def test_a_fifth_of_payers_have_a_title_and_six_payments_in_a_hundred_leave_the_habit() -> None:
    titled = lines = 0
    usual: dict[tuple[int, int | None], Counter[tuple[str, str]]] = defaultdict(Counter)
    for made, line in _rent_lines():
        usual[made.seed, line.truth.account][line.payer, line.reference] += 1
        if line.truth.style != Style.NAME_FIELD:
            lines += 1
            titled += line.payer.split(" ")[0] in ("MR", "MRS", "MISS", "MS", "MX", "DR", "REV")
    assert titled / lines == pytest.approx(0.20, abs=0.03)
    often = [counts for counts in usual.values() if sum(counts.values()) >= 10]
    left = sum(sum(counts.values()) - counts.most_common(1)[0][1] for counts in often)
    assert 0.035 < left / sum(sum(counts.values()) for counts in often) < 0.065


def test_five_payments_in_a_hundred_are_missing() -> None:
    days: dict[tuple[int, int | None], list[date]] = defaultdict(list)
    for made, line in _rent_lines():
        if _account(made, line).frequency is Frequency.WEEKLY and line.code == "SO":
            days[made.seed, line.truth.account].append(line.on)
    gaps = [(b - a).days for paid in days.values() for a, b in pairwise(paid)]
    skipped = sum(round(gap / 7) - 1 for gap in gaps)
    assert skipped / (len(gaps) + skipped) == pytest.approx(0.05, abs=0.01)


def test_sums_are_in_their_shares() -> None:
    lines = _rent_lines()
    kinds: Counter[str] = Counter()
    for made, line in lines:
        rent = _account(made, line).pence
        kinds["exact" if line.pence == rent else "half or double" if line.pence in (rent * 2, rent // 2) else
              "round" if line.pence % 500 == 0 else "instalment"] += 1
    assert kinds["exact"] / len(lines) == pytest.approx(0.72, abs=0.02)
    assert kinds["half or double"] / len(lines) == pytest.approx(0.04, abs=0.01)
    assert kinds["round"] / len(lines) == pytest.approx(0.12, abs=0.02)
    assert kinds["instalment"] / len(lines) == pytest.approx(0.12, abs=0.02)


def test_money_travels_in_its_shares_and_faster_payments_add_their_tail() -> None:
    lines = [line for _, line in _rent_lines()]
    codes = Counter(line.code for line in lines)
    assert codes["FPI"] / len(lines) == pytest.approx(0.50, abs=0.03)
    assert codes["SO"] / len(lines) == pytest.approx(0.40, abs=0.03)
    assert codes["BGC"] / len(lines) == pytest.approx(0.10, abs=0.03)
    for line in lines:
        words = f"{line.payer} {line.reference}".strip()
        tail = line.narrative.removeprefix(words).split()
        assert [len(word) for word in tail] == ([2, 8, 4, 14] if line.code == "FPI" else [])
        assert len(line.payer) <= FIELD >= len(line.reference)


def test_bank_accounts_are_stable_some_shared_some_new() -> None:
    shared = payers = 0
    for seed in SEEDS:
        used: dict[str, Counter[str]] = defaultdict(Counter)
        made = _of(seed)
        for line in (*made.history, *made.test):
            if line.truth.kind is TruthKind.RENT:
                used[f"{line.truth.account}"][f"{line.sort_code}{line.number}"] += 1
        usual = Counter(counts.most_common(1)[0][0] for counts in used.values())
        payers += len(usual)
        shared += sum(count - 1 for count in usual.values())
        new = sum(sum(counts.values()) - counts.most_common(1)[0][1] for counts in used.values())
        assert 0.015 < new / sum(sum(counts.values()) for counts in used.values()) < 0.045
    assert 0.014 < shared / payers < 0.026


def test_sixty_other_receipts_a_month() -> None:
    for seed in SEEDS:
        made = _of(seed)
        assert sum(line.truth.kind is not TruthKind.RENT for line in made.history) == 600
        assert sum(line.truth.kind is not TruthKind.RENT for line in made.test) == 120
        notes = {line.truth.note for line in made.history if line.truth.kind is not TruthKind.RENT}
        assert notes == {"benefit", "allpay", "tax refund", "interest", "insurer"}


def test_history_comes_before_the_test_and_payers_start_over_the_year() -> None:
    made = _of(101)
    days = [line.on for line in (*made.history, *made.test)]
    assert days == sorted(days)
    assert made.history[-1].on < made.test[0].on
    known = {line.truth.account for line in made.history}
    fresh = {line.truth.account for line in made.test} - known
    assert len(fresh) > SIZE * 0.55 * 0.1


def test_the_payers_account_is_the_only_difference_between_the_two_modes() -> None:
    bare = labelled(101, SIZE, with_payer_account=False)
    full = _of(101)
    assert bare.accounts == full.accounts
    assert all(line.sort_code is None and line.number is None for line in (*bare.history, *bare.test))
    for a, b in zip((*bare.history, *bare.test), (*full.history, *full.test), strict=True):
        assert (a.on, a.pence, a.payer, a.reference, a.narrative, a.truth) == (
            b.on, b.pence, b.payer, b.reference, b.narrative, b.truth)
    assert labelled(101, SIZE, with_payer_account=True) == full


def test_styles_are_what_they_say() -> None:
    for made, line in _rent_lines():
        reference, style = _account(made, line).payee.reference, line.truth.style
        if style == Style.RIGHT:
            assert line.reference == reference
        elif style == Style.WORD:
            assert reference in line.reference
            assert line.reference != reference
        elif style == Style.SEPARATED:
            assert "".join(c for c in line.reference if c.isdigit()) == reference
            assert line.reference != reference
        elif style == Style.NAME_FIELD:
            assert line.payer.startswith(reference)
            assert reference not in line.reference
        elif style == Style.ANOTHERS:
            assert any(account.payee.reference == line.reference for account in made.accounts)
        elif style in (Style.SLIP, Style.CUT, Style.LETTERS, Style.FIRST_DIGIT, Style.GENERIC, Style.ADDRESS):
            assert line.reference != reference


@pytest.mark.parametrize("size", [200, 3000])
def test_any_size_can_be_made(size: int) -> None:
    made = labelled(5, size, with_payer_account=True)
    assert len(made.accounts) == size
    assert {line.truth.account for line in made.test} - {None} <= set(range(1, size + 1))


@given(st.integers(0, 9_999_999), st.integers(0, 1000))
def test_a_slip_is_one_slip_and_never_another_valid_reference_of_nine_digits(number: int, seed: int) -> None:
    reference = payment_reference(number)
    wrong = slip(stream("slip", seed), reference)
    assert wrong != reference
    assert abs(len(wrong) - 9) <= 1
    assert not is_payment_reference(wrong)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(60, 400), st.integers(0, 50))
def test_a_deck_holds_every_card_in_its_share(weights: list[int], count: int, seed: int) -> None:
    cards = deck(stream("deck", seed), list(enumerate(weights)), count)
    assert len(cards) == count
    held = Counter(cards)
    for card, weight in enumerate(weights):
        assert held[card] >= 1 or sum(weights) > count * weight
        assert abs(held[card] - count * weight / sum(weights)) <= len(weights)
