"""What some people owe beside the rent: damage and lost keys, and costs that a court ordered. Never rent arrears."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.demo.chance import between, one_of, stream
from housingdesk.demo.conduct import Mood, Pattern
from housingdesk.demo.population import Association
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.rules import LICENCES, TenancyKind

_DAMAGE = (("Lock changed after lost keys", 9_400), ("Window broken from inside", 13_850), ("Second set of keys", 2_350),
           ("Door put right after damage", 18_600), ("Rubbish cleared from the garden", 7_200))
_COURT = "Costs ordered by the court"
_DAMAGED, _TAKEN_TO_COURT = 0.05, 0.35


@dataclass(frozen=True, slots=True)
class Beside:
    """One sum charged on a sub-account of an account (by its key)."""

    account: int
    kind: AccountKind
    on: date
    pence: int
    text: str


def besides(association: Association) -> list[Beside]:
    """All of them, in the order of their days."""
    found = [one for tenancy in association.tenancies for one in _of(association, tenancy)]
    return sorted(found, key=lambda one: (one.on, one.account))


def _of(association: Association, tenancy: Tenancy) -> Iterator[Beside]:
    if tenancy.kind is TenancyKind.CONTRACT:
        return
    rng = stream(association.seed, "besides", tenancy.key)
    first = max(association.first_day, tenancy.starts) + timedelta(days=30)
    last = min(association.today, tenancy.ends or association.today) - timedelta(days=14)
    if rng.random() < _DAMAGED and first < last:
        text, pence = one_of(rng, _DAMAGE)
        on = first + timedelta(days=between(rng, 0, (last - first).days))
        yield Beside(tenancy.key, AccountKind.RECHARGE, on, pence, text)
    conduct = association.conducts[tenancy.key - 1]
    agreed = next((spell.start for spell in conduct.spells if spell.mood is Mood.AGREEMENT), None)
    if (conduct.pattern in (Pattern.AGREEMENT_KEPT, Pattern.AGREEMENT_BROKEN) and agreed is not None and first < agreed <= last
            and tenancy.kind not in LICENCES and rng.random() < _TAKEN_TO_COURT):
        yield Beside(tenancy.key, AccountKind.COURT_COSTS, agreed - timedelta(days=7), between(rng, 76, 98) * 500, _COURT)
