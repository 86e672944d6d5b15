"""How one payer pays: from whose account, under which name, with which reference, by which route, and which sums.

Most payments keep the payer's habit; some leave it. The shares are those of payment-files §5.4.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random

from housingdesk.demo.chance import Table, between, one_of
from housingdesk.demo.lines import BankLine, Truth, TruthKind
from housingdesk.demo.names import Name
from housingdesk.demo.narrative import STYLES, Payee, Style, payer_text, write_reference


class Who(StrEnum):
    """Who the payer is to the tenancy."""

    TENANT = "tenant"
    JOINT = "joint tenant"
    SOMEONE_ELSE = "someone else"


class Channel(StrEnum):
    """How the money travels; the value is the bank's type code."""

    FASTER = "FPI"
    STANDING_ORDER = "SO"
    BACS = "BGC"


class Sum(StrEnum):
    """Which sum a payer pays."""

    EXACT = "exact rent"
    INSTALMENT = "rent and instalment"
    ROUND = "round sum"
    HALF_OR_DOUBLE = "half or double"


SOLE = Table([(Who.TENANT, 62), (Who.SOMEONE_ELSE, 38)])
JOINT = Table([(Who.TENANT, 62), (Who.JOINT, 18), (Who.SOMEONE_ELSE, 20)])
CHANNELS = Table([(Channel.FASTER, 50), (Channel.STANDING_ORDER, 40), (Channel.BACS, 10)])
SUMS = Table([(Sum.EXACT, 72), (Sum.INSTALMENT, 12), (Sum.ROUND, 12)])
HALF_OR_DOUBLE, MISSING, OFF_HABIT, NEW_ACCOUNT, SHARED_ACCOUNT = 0.04, 0.05, 0.06, 0.03, 0.02
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_INSTALMENTS = (300, 370, 500, 500, 500, 750, 1000, 1000, 1500, 2000)
_ROUNDINGS = (500, 500, 1000, 1000, 1000, -500, -1000)


@dataclass(frozen=True, slots=True)
class Habit:
    """One payer's way of paying one account. ``key`` is the payer's, the same where a payer pays for two tenancies."""

    key: str
    who: Who
    name: Name
    payer: str
    style: Style
    reference: str
    channel: Channel
    sum: Sum
    instalment: int
    rounding: int
    sort_code: str
    number: str


def bank_account(rng: Random) -> tuple[str, str]:
    """A sort code no bank has (they do not begin with 00) and an account number."""
    return f"00{between(rng, 10, 49)}{between(rng, 0, 99):02d}", f"{between(rng, 10_000_000, 99_999_999)}"


def draw_habit(rng: Random, payee: Payee, style: Style, stranger: Callable[[Random], Name],
               anothers: Callable[[Random], str]) -> Habit:
    """A payer's habit for an account; ``anothers`` gives another tenant's valid reference when one is to be quoted."""
    who = (JOINT if len(payee.tenants) > 1 else SOLE).draw(rng)
    tenant = payee.tenants[-1 if who is Who.JOINT else 0]
    name = _other(rng, payee, stranger) if who is Who.SOMEONE_ELSE else tenant
    reference, payer = write_reference(rng, style, payee, payer_text(rng, name), _quoted(rng, style, anothers))
    sort_code, number = bank_account(rng)
    return Habit(f"{payee.account}", who, name, payer, style, reference, CHANNELS.draw(rng), SUMS.draw(rng),
                 one_of(rng, _INSTALMENTS), one_of(rng, _ROUNDINGS), sort_code, number)


def _other(rng: Random, payee: Payee, stranger: Callable[[Random], Name]) -> Name:
    """Somebody whose surname is none of the tenants'."""
    surnames = {name.surname for name in payee.tenants}
    name = stranger(rng)
    while name.surname in surnames:
        name = stranger(rng)
    return name


def _quoted(rng: Random, style: Style, anothers: Callable[[Random], str]) -> str:
    return anothers(rng) if style is Style.ANOTHERS else ""


def share_accounts(rng: Random, habits: Sequence[Habit], payees: Sequence[Payee]) -> list[Habit]:
    """Let two in a hundred payers be somebody who already pays for another tenancy: same name, same bank account."""
    out = list(habits)
    elsewhere = [i for i, habit in enumerate(out) if habit.who is Who.SOMEONE_ELSE]
    wanted = round(len(out) * SHARED_ACCOUNT)
    while wanted and len(elsewhere) > 1:
        mine, theirs = elsewhere.pop(between(rng, 0, len(elsewhere) - 1)), one_of(rng, elsewhere)
        known, payee, old = out[theirs], payees[mine], out[mine]
        if known.name.surname in {name.surname for name in payee.tenants}:
            continue
        wanted -= 1
        reference, payer = write_reference(rng, old.style, payee, payer_text(rng, known.name), old.reference)
        out[mine] = replace(old, key=known.key, name=known.name, payer=payer, reference=reference,
                            sort_code=known.sort_code, number=known.number)
    return out


def sum_pence(kind: Sum, rent: int, habit: Habit) -> int:
    """A payment of one kind for a rent: as it is, with the habit's instalment, or rounded up or down to £5 or £10."""
    if kind is Sum.INSTALMENT:
        return rent + habit.instalment
    if kind is Sum.ROUND:
        step = abs(habit.rounding)
        return rent // step * step + (step if habit.rounding > 0 else 0)
    return rent


def write_line(rng: Random, habit: Habit, payee: Payee, on: date, parts: tuple[tuple[int, int], ...],
               anothers: Callable[[Random], str]) -> BankLine:
    """One payment as the bank shows it; six in a hundred are written otherwise, three come from another account."""
    payer, reference, style = habit.payer, habit.reference, habit.style
    if rng.random() < OFF_HABIT:
        style = STYLES.draw(rng)
        reference, payer = write_reference(rng, style, payee, payer_text(rng, habit.name), _quoted(rng, style, anothers))
    sort_code, number = bank_account(rng) if rng.random() < NEW_ACCOUNT else (habit.sort_code, habit.number)
    truth = Truth(TruthKind.RENT, parts[0][0], parts, habit.key, style)
    return BankLine(on, sum(pence for _, pence in parts), habit.channel, payer, reference,
                    narrative(rng, habit.channel, payer, reference, on), sort_code, number, truth)


def narrative(rng: Random, channel: Channel, payer: str, reference: str, on: date) -> str:
    """The one-column text: payer and reference; a Faster Payment adds its date, time and a code of 14 characters."""
    words = f"{payer} {reference}".strip()
    if channel is not Channel.FASTER:
        return words
    time = f"{between(rng, 0, 23):02d}{between(rng, 0, 59):02d}"
    if rng.random() < 0.5:
        code = f"{int(rng.random() * 10**14):014d}"
    else:
        code = "".join([_CODE_CHARACTERS[int(rng.random() * 34)] for _ in range(14)])
    return f"{words} FP {on.day:02d}/{on.month:02d}/{on.year % 100:02d} {time} {code}"
