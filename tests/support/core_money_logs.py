"""Made-up incomes, benefits, rents and charges for good lettings logs: inside every limit, in every period."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.support.core_cells import Owner
from tests.support.core_household import LEAD, OTHERS
from tests.support.core_money import CHARGES, INCOMES, PAYMENTS

Cells = dict[int, str]
_PENNY = Decimal("0.01")


def _pounds(amount: Decimal, random: Random) -> str:
    """An amount as a person may write it: 120, 120.5 or 120.50."""
    written = f"{amount:.2f}"
    if written.endswith("0") and random.random() < 0.5:
        written = written[:-1]
    return written.removesuffix(".00").removesuffix(".0")


def _works(cells: Cells) -> list[int]:
    """The working situation of everybody; children are 9."""
    people = [LEAD, *(places for places in OTHERS if cells.get(places.age))]
    return [int(cells[places.work]) if cells.get(places.work) else 9 for places in people]


def add_income(random: Random, cells: Cells) -> Cells:
    """135 to 139: an income that such a household is likely to have, and benefits that go with it."""
    found = {135: random.choice("11123")}
    if found[135] == "1":
        least, most = (sum(INCOMES[work][limit] for work in _works(cells)) for limit in (0, 1))
        weekly = random.randint(least + 2, most - 2)
        how_often = random.choice((1, 2, 3))
        amount = Decimal(weekly * {1: 12, 2: 52, 3: 624}[how_often]) / 12
        found |= {136: str(how_often), 137: _pounds(amount.quantize(_PENNY), random)}
    benefit = random.choice(("1", "6", "9", "10", "3"))
    couple = [LEAD, *(places for places in OTHERS if cells.get(places.partner) == "1")]
    at_work = any(cells.get(places.work) in ("1", "2") for places in couple)
    shares = [share for share in "1234" if not (share == "1" and at_work) and not (share == "3" and benefit in ("1", "6"))]
    return found | {138: benefit, 139: random.choice(shares)}


def add_charges(random: Random, cells: Cells, owner: Owner) -> Cells:
    """140 to 147: nothing to pay, or charges of a likely size in any period, and what benefit leaves to pay."""
    supported = cells[4] == "2"
    if supported and random.random() < 0.25:
        return {140: "1"} | dict.fromkeys(CHARGES, "0")
    period = random.choice(sorted(PAYMENTS))
    most = (70 if supported else 24) if owner is Owner.PRP else (70 if supported else 20)
    pence = [random.randint(8000, 22000), *(random.choice((0, random.randint(1, most * 100))) for _ in "123")]
    amounts = [(Decimal(each) / 100 * 52 / PAYMENTS[period]).quantize(_PENNY, ROUND_HALF_UP) for each in pence]
    found = {141: str(period)} | dict(zip(CHARGES, (_pounds(amount, random) for amount in amounts), strict=True))
    if supported:
        found[140] = "0"
    if cells[138] in ("1", "6"):
        found |= _shortfall(random, sum(amounts, Decimal(0)))
    return found


def _shortfall(random: Random, total: Decimal) -> Cells:
    left = random.choice("1123")
    amount = random.choice((_PENNY, total, (total / 3).quantize(_PENNY)))
    return {146: left} | ({147: _pounds(amount, random)} if left == "1" else {})
