"""The made-up association's office: its staff, its facts, the accounts of its ledger and its rules for the bank's wording.

It decides names and wording; how they are stored is ``actions.office``'s. All numbers and addresses are fictional.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from housingdesk.access.rules import Role
from housingdesk.bank.rules.payment_files import TAKINGS
from housingdesk.demo.places import COUNCILS, SUPPORT_PROVIDERS
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.text import squash


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works there."""

    name: str
    login: str
    role: Role


@dataclass(frozen=True, slots=True)
class Control:
    """An account of the ledger beside the standard ones; ``council`` is a council's key, or 0."""

    reference: str
    kind: AccountKind
    name: str
    council: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """Words in the bank's text, and the account of the ledger that such money belongs to."""

    words: str
    reference: str
    sentence: str
    money_in: bool = True


ADMINISTRATOR = Staff("Margaret Hollis", "margaret", Role.ADMINISTRATOR)
MANAGER = Staff("Joan Whitaker", "joan", Role.MANAGER)
FINANCE = Staff("Samir Dutta", "samir", Role.FINANCE)
READER = Staff("Elsie Tordoff", "elsie", Role.READER)

FACTS: dict[str, object] = {
    "org.address": ("2 Mill Lane", "Dalebrook", "ZZ1 1AA"),
    "org.phone": "01632 960 118",
    "org.hours": "Monday to Friday, 9am to 5pm",
    "org.email": "office@dalevale.example",
    "demo.mark": True,
}


def staff(officers: Iterable[str], login: str | None = None) -> tuple[Staff, ...]:
    """Everybody, the administrator first (under ``login``, where the server knows who is connected), each officer once."""
    first = ADMINISTRATOR if login is None else Staff(ADMINISTRATOR.name, login, ADMINISTRATOR.role)
    names = list(dict.fromkeys(name for name in officers if name))
    return (first, MANAGER, FINANCE, *(Staff(name, _login(name), Role.COORDINATOR) for name in names), READER)


def _login(name: str) -> str:
    forename, _, surname = name.partition(" ")
    return f"{squash(forename)}.{squash(surname)}"


CONTROLS = (
    *(Control(f"hb_{squash(council.town)}", AccountKind.CONTROL, f"Housing Benefit of {council.name} awaiting its schedule",
              council.key) for council in COUNCILS),
    Control("support", AccountKind.CONTROL, "Support charges awaiting their list"),
    Control(TAKINGS[0], AccountKind.CONTROL, TAKINGS[1]),
    Control("operating", AccountKind.NOMINAL, "Transfers to the operating account"),
)
HB_CONTROL = {council.key: f"hb_{squash(council.town)}" for council in COUNCILS}

RULES = (
    *(Rule(council.bank_name, HB_CONTROL[council.key], f"Benefit run of {council.name}: open its schedule")
      for council in COUNCILS),
    *(Rule(provider.bank_name, "support", f"{provider.name}: open its list") for provider in SUPPORT_PROVIDERS),
    Rule("DD COLL", "direct_debit", "Direct debit collection: open its report"),
    Rule("BECK SONS BUILD", "other_income", "Refund from a contractor"),
    Rule("NORTHERN GRID FIT", "other_income", "Feed-in tariff of the solar panels"),
    Rule("WATERSIDE ENERGY", "other_income", "Refund of a deposit"),
    Rule("TO OPERATING", "operating", "Moved to the operating account", money_in=False),
)
