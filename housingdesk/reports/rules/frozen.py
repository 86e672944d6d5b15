"""The sums that are published for a day, from its accounts. Arrears and credits are never netted (rulebook §5.4). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from housingdesk.values.rows import frozen

RENT, GARAGE, SUSPENSE = "rent", "garage", "suspense"


@frozen
class FrozenAccount:
    """One account of a day; pence, owed positive. ``benefit_pence``: owed only because benefit is paid in arrears."""

    account_id: int
    kind: str
    scheme: str
    former: bool
    pence: int
    benefit_pence: int
    stage: str
    route: str


@frozen
class FrozenTotals:
    """What was published for a day; pence, every figure positive or nil. Rent accounts, where nothing else is said."""

    current_arrears: int = 0
    current_accounts: int = 0
    former_arrears: int = 0
    former_accounts: int = 0
    current_credits: int = 0
    former_credits: int = 0
    benefit: int = 0
    current_net: int = 0
    garage_arrears: int = 0
    beside_arrears: int = 0
    unidentified: int = 0
    empty_homes: int = 0
    empty_weekly: int = 0
    claims_open: int = 0

    @property
    def arrears(self) -> int:
        """Gross arrears of current and former accounts."""
        return self.current_arrears + self.former_arrears

    @property
    def credits(self) -> int:
        """Gross credits of current and former accounts."""
        return self.current_credits + self.former_credits


def totals(rows: Iterable[FrozenAccount], *, empty: Iterable[int] = (), claims: int = 0) -> FrozenTotals:
    """The published sums; ``empty`` the weekly loss of each empty home, ``claims`` how many wait for a decision."""
    sums = {field.name: 0 for field in fields(FrozenTotals)}
    for row in rows:
        if row.kind == RENT:
            _count_rent(sums, row)
        elif row.kind == SUSPENSE:
            sums["unidentified"] -= row.pence
        elif row.kind == GARAGE:
            sums["garage_arrears"] += max(0, row.pence)
        elif row.kind in ("court costs", "recharges", "Housing Benefit overpayment"):
            sums["beside_arrears"] += max(0, row.pence)
    losses = list(empty)
    return FrozenTotals(**{**sums, "empty_homes": len(losses), "empty_weekly": sum(losses), "claims_open": claims})


def _count_rent(sums: dict[str, int], row: FrozenAccount) -> None:
    who = "former" if row.former else "current"
    if row.pence > 0:
        sums[f"{who}_arrears"] += row.pence
        sums[f"{who}_accounts"] += 1
    else:
        sums[f"{who}_credits"] -= row.pence
    if not row.former:
        owed_by_benefit = min(max(0, row.benefit_pence), max(0, row.pence))
        sums["benefit"] += owed_by_benefit
        sums["current_net"] += max(0, row.pence) - owed_by_benefit


def as_facts(found: FrozenTotals) -> dict[str, int]:
    """The sums as they are stored."""
    return asdict(found)


def from_facts(facts: Mapping[str, Any]) -> FrozenTotals:
    """The sums as they were stored; what was not yet published then is nil."""
    return FrozenTotals(**{field.name: int(facts.get(field.name, 0)) for field in fields(FrozenTotals)})
