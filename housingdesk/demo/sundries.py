"""What else is on the statement of a rent account: money that is nobody's rent, money nobody can place, and money out."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import Table, between, one_of, stream
from housingdesk.demo.habits import Channel, bank_account, narrative
from housingdesk.demo.lines import BankLine, Truth, TruthKind
from housingdesk.demo.names import community, town_name
from housingdesk.demo.narrative import payer_text
from housingdesk.demo.rhythm import working_day

_CREDITS = Table([("tax refund", 22), ("insurer", 22), ("contractor refund", 20), ("feed-in tariff", 16), ("deposit", 20)])
_PER_THOUSAND_HOMES, _UNKNOWN_PER_THOUSAND_HOMES = 3.0, 1.2


def sundries(seed: int, homes: int, monday: date, balance: int) -> Iterator[BankLine]:
    """The sundry lines of one week; ``balance`` is what the week's rent brought in, which is moved on with what else came."""
    rng = stream(seed, "sundries", monday)
    came = [_credit(rng, _day(rng, monday), _CREDITS.draw(rng))
            for _ in range(_count(rng, 0.5 + homes * _PER_THOUSAND_HOMES / 1000))]
    came += [_unknown(rng, _day(rng, monday)) for _ in range(_count(rng, homes * _UNKNOWN_PER_THOUSAND_HOMES / 1000))]
    yield from came
    balance += sum(line.pence for line in came)
    friday = working_day(monday + timedelta(days=4))
    if balance > 50_000:
        yield _out(friday, balance // 10_000 * 10_000, "TFR", "TO OPERATING ACCOUNT", "sweep")
    first = next((day for n in range(7) if (day := monday + timedelta(days=n)).day == 1), None)
    if first is not None:
        on = working_day(first)
        yield _out(on, 650 + homes * 3, "CHG", "CHARGES TO LAST MONTH", "bank charges")
        yield _line(on, between(rng, 200, 400 + homes * 9), "INT", "", "GROSS INTEREST", "interest")


def _count(rng: Random, mean: float) -> int:
    """A whole number near a mean: its whole part, and one more as often as the rest says."""
    whole = int(mean)
    return whole + (rng.random() < mean - whole)


def _day(rng: Random, monday: date) -> date:
    return working_day(monday + timedelta(days=between(rng, 0, 4)))


def _credit(rng: Random, on: date, what: str) -> BankLine:
    payer, reference, low, high = _TEXTS[what](rng)
    return _line(on, between(rng, low, high), Channel.BACS, payer, reference, what)


def _line(on: date, pence: int, code: str, payer: str, reference: str, what: str) -> BankLine:
    sort_code, number = bank_account(stream("payer", payer)) if payer else (None, None)
    truth = Truth(TruthKind.NOT_RENT, payer=payer, note=what)
    return BankLine(on, pence, code, payer, reference, f"{payer} {reference}".strip(), sort_code, number, truth)


def _out(on: date, pence: int, code: str, text: str, what: str) -> BankLine:
    return BankLine(on, -pence, code, "", text, text, None, None, Truth(TruthKind.NOT_RENT, note=what))


def _unknown(rng: Random, on: date) -> BankLine:
    """Money of which nothing tells whose it is: somebody with no account here, or cash paid in without a word."""
    pence = between(rng, 20, 400) * 50
    truth = Truth(TruthKind.UNKNOWN, payer=f"unknown {on} {pence}", note="nobody's")
    if rng.random() < 0.4:
        text = f"CASH PAID IN {between(rng, 100_000, 999_999)}"
        return BankLine(on, pence, "CR", "", text, text, None, None, truth)
    payer = payer_text(rng, town_name(rng, community(rng)))
    reference = one_of(rng, ("", "PAYMENT", "THANK YOU", "INV 221", "DEPOSIT", f"{between(rng, 10**8, 10**9 - 1)}"))
    sort_code, number = bank_account(rng)
    text = narrative(rng, Channel.FASTER, payer, reference, on)
    return BankLine(on, pence, Channel.FASTER, payer, reference, text, sort_code, number, truth)


_TEXTS: dict[str, Callable[[Random], tuple[str, str, int, int]]] = {
    "tax refund": lambda rng: ("HMRC VTR", f"{between(rng, 10**8, 10**9 - 1)}", 3_000, 400_000),
    "insurer": lambda rng: ("ZENITH INSURANCE", f"CLAIM {between(rng, 10**6, 10**7)}", 8_000, 500_000),
    "contractor refund": lambda rng: ("BECK & SONS BUILD", f"CREDIT NOTE {between(rng, 100, 9999)}", 2_500, 60_000),
    "feed-in tariff": lambda rng: ("NORTHERN GRID FIT", f"FIT{between(rng, 10**7, 10**8 - 1)}", 6_000, 90_000),
    "deposit": lambda rng: ("WATERSIDE ENERGY", f"REFUND {between(rng, 10**7, 10**8 - 1)}", 1_000, 30_000)}
