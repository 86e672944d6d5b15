"""Settings of benefits and affordability: figures of benefit that the program does not have, and when a rent is too much."""

from decimal import Decimal, InvalidOperation
from typing import Any

from housingdesk.settings.rules.kinds import Declared, Group, Kind


def _must_be_figures(pairs: Any) -> str | None:
    for name, amount in pairs or ():
        if not name.startswith(("hb.", "uc.")) or " " in name:
            return f"“{name}” is no figure of benefit. Copy the name from the sentence that asks for it"
        try:
            found = Decimal(amount.removeprefix("£").replace(",", ""))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or found < 0 or found * 100 != (found * 100).to_integral_value():
            return f"{name}: “{amount}” is no amount. Write it like 35.25"
    return None


BENEFITS = (
    Declared(key="benefits.figures", group=Group.RULES, label="Benefit figures", kind=Kind.PAIRS, default=(), empty=True,
             longest=80, check=_must_be_figures,
             help="Amounts that the program does not have, or has wrong: name and amount, one to a line, such as "
                  "hb.fuel.heating: 35.25. They hold to the end of the benefit year in which they begin.",
             uncertain=True,
             check_note="The program does not have the flat amounts for fuel since April 2025, the child element of Universal "
                        "Credit, and the earnings from which there is no benefit cap. Type them in, each with its letter of "
                        "rates; until then an estimate that needs one stops and says so.",
             source="The benefit and pension rates of the year"),
    Declared(key="benefits.recovered_on_rent", group=Group.RENT, label="A tenant’s own overpaid benefit is charged to the rent",
             kind=Kind.YES_NO, default=False,
             help="What an office takes back of a tenant’s own overpaid Housing Benefit is charged to an account of its own, "
                  "beside the rent. Say yes only if your agreements let you treat it as rent."),
    Declared(key="benefits.lump_days", group=Group.RENT, label="A sum of benefit waits for its schedule", kind=Kind.DAYS,
             default=7, low=1, high=60,
             help="After this many days Today asks for the schedule behind a sum, and for the money behind a schedule."),
    Declared(key="benefits.count_pending", group=Group.ARREARS, label="Count claims that are not decided", kind=Kind.YES_NO,
             default=False,
             help="Whether what an undecided claim should bring counts as owed by benefit, and so is not asked of the person. "
                  "It never lessens what is told to a court."),
    Declared(key="lettings.rent_share", group=Group.RENT, label="Too much of the income for the rent", kind=Kind.PERCENT,
             default=3500, low=100, high=10_000,
             help="What a household pays itself for the home is flagged from this part of its income after tax. Between 35% "
                  "and 40% is usual."),
)
