"""What a row of the old system says, what it would become here, and what is wrong with it. Shapes only; pure."""

from datetime import date
from enum import StrEnum

from housingdesk.imports.rules.roles import BY_KEY
from housingdesk.imports.rules.words import Sheet
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.values.rows import frozen


@frozen
class Where:
    """A row of a file: ``line`` counts from 1, as a spreadsheet shows it."""

    file: str
    line: int


class Weight(StrEnum):
    """Whether it has to be mended before anything is carried out."""

    FAULT = "to be mended"
    WARNING = "worth a look"


@frozen
class Fault:
    """What is wrong with a row, in words. ``line`` 0: with the file as a whole; ``column`` is its heading."""

    sheet: Sheet
    file: str
    line: int
    column: str
    message: str
    weight: Weight = Weight.FAULT
    pence: int = 0

    def __str__(self) -> str:
        """``Row 37, Start: “31/02/2019” is no date``."""
        place = f"Row {self.line}" if self.line else self.file
        return f"{place}, {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


@frozen
class HomeSaid:
    """A home as a row says it; None and empty text where it says nothing."""

    key: str = ""
    scheme: str = ""
    building: str = ""
    line1: str = ""
    line2: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    uprn: str = ""
    kind: SpaceKind | None = None
    bedrooms: int | None = None
    rent_type: RentType | None = None
    rent_pence: int | None = None
    formula_pence: int | None = None
    broken: frozenset[str] = frozenset()


@frozen
class PersonSaid:
    """Somebody as a row says it; ``also`` are others named in the same row."""

    key: str = ""
    name: str = ""
    also: tuple[str, ...] = ()
    born_on: date | None = None
    nino: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    phone2: str = ""
    email2: str = ""
    broken: frozenset[str] = frozenset()


@frozen
class TenancySaid:
    """An agreement as a row says it; ``people`` are numbers of persons. ``usual`` is its kind where the row says none."""

    key: str = ""
    home: str = ""
    people: tuple[str, ...] = ()
    kind: TenancyKind | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reference: str = ""
    route: BenefitRoute | None = None
    claim: str = ""
    frequency: Frequency | None = None
    usual: TenancyKind | None = None
    end_reason: EndReason | None = None
    starter_until: date | None = None
    fixed_until: date | None = None
    broken: frozenset[str] = frozenset()


@frozen
class AmountSaid:
    """One charge, or one payer's part of the charges, in pence for the time it is stated for."""

    what: ChargeCode | Payer
    words: str
    pence: int
    column: str
    per: Frequency


@frozen
class ChargeSaid:
    """Charges as a row says them; ``shares`` is who else pays how much of them. ``ends_on`` is their last day."""

    key: str = ""
    amounts: tuple[AmountSaid, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    shares: tuple[AmountSaid, ...] = ()


@frozen
class BalanceSaid:
    """What an account owed at the end of the day: owed to us is plus. None: it could not be read, or stands elsewhere.

    ``parts`` is what of it waits for others; of a row that is one payer's, all of it. ``beside`` are balances of accounts
    beside the rent: court costs, recharges.
    """

    key: str = ""
    pence: int | None = None
    column: str = ""
    kind: AccountKind = AccountKind.RENT
    payer: Payer | None = None
    parts: tuple[tuple[Payer, int], ...] = ()
    beside: tuple[tuple[AccountKind, int], ...] = ()
    broken: bool = False


@frozen
class EntrySaid:
    """One entry of an old account; ``after`` is the balance the row states."""

    key: str = ""
    on: date | None = None
    text: str = ""
    kind: EntryKind | None = None
    pence: int | None = None
    after: int | None = None
    column: str = ""


@frozen
class RowSaid:
    """One row, part by part; None where its file does not serve the sheet or the row says nothing of it."""

    where: Where
    home: HomeSaid | None = None
    person: PersonSaid | None = None
    tenancy: TenancySaid | None = None
    charges: ChargeSaid | None = None
    balance: BalanceSaid | None = None
    entry: EntrySaid | None = None
    heads: tuple[tuple[str, str], ...] = ()

    def fault(self, role: str, message: str, weight: Weight = Weight.FAULT, pence: int = 0) -> Fault:
        """What is wrong with this row, in the column of a role."""
        known = BY_KEY[role]
        return Fault(known.sheet, self.where.file, self.where.line, dict(self.heads).get(role, known.words), message, weight,
                     pence)

    def first(self, *roles: str) -> str:
        """The first of these roles that the file has a column for."""
        return next((role for role in roles if any(role == key for key, _ in self.heads)), roles[0])


@frozen
class SpacePlan:
    """A space that would be made; ``parent`` is its place in the list, before it. Without a key it is a scheme or building."""

    kind: SpaceKind
    label: str
    key: str = ""
    parent: int | None = None
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    uprn: str = ""
    bedrooms: int | None = None
    rent_type: RentType | None = None
    scheme: str = ""
    rent_pence: int | None = None
    formula_pence: int | None = None
    where: Where = Where("", 0)

    @property
    def lettable(self) -> bool:
        """Whether it is a home, garage or store of the old system, and not made to hold them."""
        return bool(self.key)


@frozen
class PersonPlan:
    """A person who would be made."""

    name: str
    key: str = ""
    born_on: date | None = None
    nino: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    phone2: str = ""
    email2: str = ""
    where: Where = Where("", 0)


@frozen
class ChargePlan:
    """A charge that would be made: pence a week, on monthly accounts a month, on nightly ones a night.

    The person pays what ``shares`` leave. ``ends_on`` is its last day.
    """

    code: ChargeCode
    description: str
    pence: int
    starts_on: date
    shares: tuple[tuple[Payer, int], ...] = ()
    ends_on: date | None = None


@frozen
class EntryPlan:
    """An entry of the old account that would be posted."""

    on: date
    kind: EntryKind
    pence: int
    text: str
    payer: Payer = Payer.TENANT


@frozen
class TenancyPlan:
    """An agreement that would be made, with its account: ``home`` and ``people`` are places in the plan's lists.

    ``charged_to`` is the first day the next debit charges. ``balance`` is at the end of the day of the balances;
    ``brought`` of it stood before the first of ``entries``, ``parts`` of that for other payers. ``beside`` are the balances
    of accounts beside it, such as court costs.
    """

    key: str
    home: int
    people: tuple[int, ...]
    kind: TenancyKind
    starts_on: date
    ends_on: date | None
    reference: str
    route: BenefitRoute
    claim: str
    frequency: Frequency
    charged_to: date
    charges: tuple[ChargePlan, ...] = ()
    balance: int = 0
    brought: int = 0
    entries: tuple[EntryPlan, ...] = ()
    parts: tuple[tuple[Payer, int], ...] = ()
    beside: tuple[tuple[AccountKind, int], ...] = ()
    end_reason: EndReason | None = None
    starter_until: date | None = None
    fixed_until: date | None = None
    where: Where = Where("", 0)


@frozen
class Plan:
    """All that would be made, and all that is wrong. ``former``: agreements that ended by the day of the balances."""

    on: date
    spaces: tuple[SpacePlan, ...] = ()
    people: tuple[PersonPlan, ...] = ()
    tenancies: tuple[TenancyPlan, ...] = ()
    faults: tuple[Fault, ...] = ()

    def is_former(self, one: TenancyPlan) -> bool:
        """Whether an agreement had ended when the balances stood."""
        return one.ends_on is not None and one.ends_on <= self.on

    @property
    def to_mend(self) -> list[Fault]:
        """What stands against carrying it out."""
        return [fault for fault in self.faults if fault.weight is Weight.FAULT]

    @property
    def warnings(self) -> list[Fault]:
        """What is worth a look."""
        return [fault for fault in self.faults if fault.weight is Weight.WARNING]
