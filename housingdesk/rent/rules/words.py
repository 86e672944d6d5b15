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


PER: dict[Frequency, str] = {Frequency.WEEKLY: "a week", Frequency.FORTNIGHTLY: "a week", Frequency.FOUR_WEEKLY: "a week",
                             Frequency.MONTHLY: "a month"}
WEEKS: dict[Frequency, int] = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}


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


class EntryKind(StrEnum):
    """What one line of the ledger is."""

    CHARGE = "charge"
    RECEIPT = "receipt"
    ADJUSTMENT = "adjustment"
    REFUND = "refund"
    WRITE_OFF = "write-off"
    TRANSFER = "transfer"
    OPENING = "opening balance"
