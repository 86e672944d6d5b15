"""The words of the ledger. Sign: a charge is positive, a receipt negative; a positive balance is owed to us."""

from enum import StrEnum


class Payer(StrEnum):
    """Who pays a share of a charge, and whose money an entry is."""

    HB = "Housing Benefit"
    UC = "Universal Credit"
    TENANT = "own"
    SUPPORT = "support provider"
    OTHER = "other"


BENEFIT = frozenset({Payer.HB, Payer.UC})


class AccountKind(StrEnum):
    """What an account is for. Only RENT and GARAGE accounts of a person are charged by the debit run; VOID accounts too."""

    RENT = "rent"
    GARAGE = "garage"
    COURT_COSTS = "court costs"
    RECHARGE = "recharges"
    HB_OVERPAYMENT = "Housing Benefit overpayment"
    VOID = "void"
    SUSPENSE = "suspense"
    CONTROL = "control"
    NOMINAL = "nominal"


SUB_ACCOUNTS = frozenset({AccountKind.COURT_COSTS, AccountKind.RECHARGE, AccountKind.HB_OVERPAYMENT})
PERSONAL = SUB_ACCOUNTS | {AccountKind.RENT, AccountKind.GARAGE}


class Frequency(StrEnum):
    """How often an account is debited."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FOUR_WEEKLY = "4-weekly"
    MONTHLY = "monthly"
    NIGHTLY = "nightly"


PER: dict[Frequency, str] = {Frequency.WEEKLY: "a week", Frequency.FORTNIGHTLY: "a week", Frequency.FOUR_WEEKLY: "a week",
                             Frequency.MONTHLY: "a month", Frequency.NIGHTLY: "a night"}
WEEKS: dict[Frequency, int] = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4,
                              Frequency.NIGHTLY: 1}


class ChargeCode(StrEnum):
    """What a charge line is for (rulebook §5.1)."""

    RENT = "rent"
    ELIGIBLE_SERVICE = "service charge"
    INELIGIBLE_SERVICE = "personal charge"
    WATER = "water"
    SUPPORT = "support"
    GARAGE = "garage"
    VAT = "VAT"


BENEFIT_ELIGIBLE = frozenset({ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE})


class BatchKind(StrEnum):
    """What moved the money."""

    DEBIT = "debit run"
    BANK = "bank posting"
    BENEFIT = "benefit schedule"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    TRANSFER = "transfer"
    WRITE_OFF = "write-off"
    REFUND = "refund"
    OPENING = "opening balances"
    PAYMENT_FILE = "payment file"
    TAKING = "taking"
    BROUGHT_IN = "brought in"


class EntryKind(StrEnum):
    """What one line of the ledger is."""

    CHARGE = "charge"
    RECEIPT = "receipt"
    ADJUSTMENT = "adjustment"
    REFUND = "refund"
    WRITE_OFF = "write-off"
    TRANSFER = "transfer"
    OPENING = "opening balance"


class HeldCause(StrEnum):
    """Why a bed is kept for somebody who is away."""

    HOSPITAL = "in hospital"
    REMAND = "on remand"
    LEAVE = "on leave"
    OTHER = "away"


class CorrectionKind(StrEnum):
    """What was changed for days that were debited already."""

    CHARGE = "charge"
    NEW_CHARGE = "charge added"
    END_CHARGE = "charge ended"
    SHARES = "who pays"
    START = "first day"
    LAST_DAY = "last day"
    HELD_BED = "bed held"
    TAKEN_BACK = "taken back"


class RequestKind(StrEnum):
    """What one person asks for and another allows."""

    REFUND = "refund"
    WRITE_OFF = "write-off"
    REINSTATEMENT = "reinstatement"
    ADJUSTMENT = "adjustment"


class RequestState(StrEnum):
    """How far a request is. APPROVED money is in the ledger; PAID has left the bank too."""

    ASKED = "asked"
    APPROVED = "approved"
    PAID = "paid"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken back"


class WriteOffReason(StrEnum):
    """Why a former tenant's debt is given up (rulebook §5.4)."""

    STATUTE_BARRED = "older than six years and not acknowledged"
    NO_ESTATE = "died and left nothing"
    UNTRACED = "cannot be traced"
    UNECONOMIC = "costs more to collect than it is"
    INSOLVENT = "in a debt relief order or bankruptcy"
    CREDIT = "a credit nobody has claimed"


class Apportionment(StrEnum):
    """How the cost of a service falls on the homes of its scheme."""

    EQUAL = "equally"
    BEDROOMS = "by bedrooms"
    NAMED = "by parts named for each home"


class ReviewState(StrEnum):
    """How far a rent review is. DONE reviews have made charges; nothing is charged by any other."""

    DRAFT = "dry run"
    APPROVED = "approved"
    DONE = "carried out"
    DROPPED = "dropped"


class ReviewException(StrEnum):
    """Why somebody has to look at a charge of a review."""

    NO_LIMIT = "no limit is known for its year"
    NO_RENT_TYPE = "its home has no rent type"
    OUTSIDE = "outside the Rent Standard"
    NO_FORMULA = "no formula rent, so no convergence"
    ABOVE_FORMULA = "above formula rent"
    ABOVE_CAP = "held by the rent cap"
    CHANGED = "changed by hand"
    ENDING = "its agreement ends before"
    RECENT = "changed less than a year before"
    FIXED = "a fixed term without a rent review clause"
    FAIR_RENT = "held by the registered rent"
    NO_BUDGET = "its service has no budget"
    FORM_4 = "its rent rises by Form 4 only"
    SERVICES = "its services pass the limit of the whole"
    DEARER = "a service is new or rises past the limit"
