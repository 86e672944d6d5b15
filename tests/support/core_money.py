"""What the upload asks of income, benefits, rent and charges (core lettings, sections 5 to 7).

Not checked, because only the service has the table: the range of basic rents by authority, bedrooms and letting type; nor which
periods the managing organisation has ticked.
"""

from decimal import ROUND_HALF_UP, Decimal

from tests.support.core_cells import Category, Look, Owner
from tests.support.core_household import LEAD, household, partner_of, work_of

PAYMENTS = {1: 52, 2: 26, 3: 13, 4: 12, 5: 50, 6: 49, 7: 48, 8: 47, 9: 46, 10: 53, 11: 51}
CHARGES = (142, 143, 144, 145)
LEAST_TOTAL = Decimal(10)
# Pounds a week by working situation: soft least, soft most, hard least, hard most.
INCOMES = {1: (143, 730, 90, 1230), 2: (67, 620, 50, 950), 3: (80, 480, 40, 990), 4: (50, 370, 10, 450), 5: (50, 380, 10, 1000),
           6: (53, 540, 10, 890), 7: (47, 460, 10, 1300), 8: (54, 460, 10, 2000), 9: (50, 450, 10, 750),
           0: (50, 580, 10, 1040), 10: (47, 730, 10, 2000)}
_HARD_MOST = {143: {Owner.PRP: 800, Owner.LA: 500}, 144: {Owner.PRP: 700, Owner.LA: 200}, 145: {Owner.PRP: 800, Owner.LA: 200}}
_SOFT_MOST = {1: {143: {Owner.PRP: 35, Owner.LA: 25}, 144: {Owner.PRP: 35, Owner.LA: 25}, 145: {Owner.PRP: 35, Owner.LA: 25}},
              2: {143: {Owner.PRP: 200, Owner.LA: 100}, 144: {Owner.PRP: 100, Owner.LA: 75},
                  145: {Owner.PRP: 85, Owner.LA: 75}}}


def check_income(look: Look) -> None:
    """135 to 139: the household's income by the week, and what of it are benefits."""
    if look.needed(135) == 1:
        look.needed(136)
        amount = look.amount(137)
        if amount is None or amount < 0:
            look.say("an income of 0 or more is needed", 137)
        elif look.code(136):
            _check_range(look, weekly_income(amount, look.code(136) or 1))
    benefit, share = look.needed(138), look.needed(139)
    if benefit in (1, 6) and share == 3:
        look.say("a housing benefit, but no income from benefits", 138, 139)
    if share == 1:
        _check_all_benefits(look)


def weekly_income(amount: Decimal, how_often: int) -> Decimal:
    """Pounds a week of an income by the week (1), month (2) or year (3); months and years are rounded to the pound."""
    if how_often == 1:
        return amount
    weekly = amount * 12 / 52 if how_often == 2 else amount / 52
    return weekly.quantize(Decimal(1), ROUND_HALF_UP)


def _check_range(look: Look, weekly: Decimal) -> None:
    works = [work_of(look, cells) for cells in household(look)]
    limits = [INCOMES[work] for work in works if work is not None]
    if len(limits) < len(works):
        return
    soft_least, soft_most, hard_least, hard_most = (sum(column) for column in zip(*limits, strict=True))
    also = (135, 136, *(cells.work for cells in household(look)))
    if not hard_least <= weekly <= hard_most:
        look.say("income outside what such a household can have", 137, also=also)
    elif not soft_least < weekly < soft_most:
        look.say("income outside what such a household is likely to have", 137, also=also, category=Category.SOFT)


def _check_all_benefits(look: Look) -> None:
    partner = partner_of(look)
    working = [cells.work for cells in (LEAD, partner) if cells and work_of(look, cells) in (1, 2)]
    if working:
        look.say("all income from benefits, but at work", 139, also=tuple(working))


def check_charges(look: Look) -> None:
    """140 to 147: whether and how often is paid, the four charges, and what benefit leaves to pay."""
    if look.needs == 2:
        look.needed(140)
    paid = look.needs == 1 or (look.needs == 2 and look.number(140) == 0)
    period = look.needed(141) if paid else look.code(141)
    amounts = [look.amount(number) for number in CHARGES]
    if None in amounts:
        look.say("all four charges are needed", *CHARGES)
    if look.pays_nothing:
        return
    known = [amount for amount in amounts if amount is not None]
    for number, amount in zip(CHARGES, amounts, strict=True):
        if amount is not None:
            _check_amount(look, number, amount)
            if period:
                _check_most(look, number, amount * PAYMENTS[period] / 52)
    if len(known) == 4 and period and sum(known) * PAYMENTS[period] / 52 < LEAST_TOTAL:
        look.say("less than 10.00 a week", *CHARGES, also=(141,))
    if look.code(138) in (1, 6):
        _check_shortfall(look, known)


def _check_amount(look: Look, number: int, amount: Decimal) -> None:
    if amount < 0:
        look.say("a charge is not negative", number)
    if amount != round(amount, 2):
        look.say("at most two decimals", number)


def _check_most(look: Look, number: int, weekly: Decimal) -> None:
    if number == 142:
        return
    if weekly > _HARD_MOST[number][look.owner]:
        look.say("more than the most a week", number, also=(141,))
    elif look.needs and weekly > _SOFT_MOST[look.needs][number][look.owner]:
        look.say("more than is likely a week", number, also=(141,), category=Category.SOFT)


def _check_shortfall(look: Look, charges: list[Decimal]) -> None:
    if look.needed(146) != 1:
        return
    amount = look.amount(147)
    if amount is None or amount < Decimal("0.01") or amount != round(amount, 2):
        look.say("an amount of 0.01 or more is needed", 147)
    elif len(charges) == 4 and amount > sum(charges):
        look.say("more than all the charges", 147, also=CHARGES)
