"""The words of money that comes in by other ways than a line of the bank: files, takings, slips and Direct Debits."""

from enum import StrEnum


class FileKind(StrEnum):
    """What a payment file explains: one lump of the bank, many people's payments."""

    ALLPAY = "allpay"
    CARDS = "card settlement"
    COLLECTION = "Bacs collection"


class FileState(StrEnum):
    """How far a payment file is. POSTED: its lines stand on people's accounts and its lump in the control account."""

    WAITING = "waiting"
    POSTED = "posted"
    PUT_ASIDE = "put aside"


class FileLineState(StrEnum):
    """What is known of one line of a payment file."""

    FOUND = "found"
    CHOSEN = "chosen"
    UNKNOWN = "nobody found"
    TO_SUSPENSE = "to unidentified money"
    TAKES_BACK = "may take money back"


class TakingWay(StrEnum):
    """How somebody paid at a desk."""

    CASH = "cash"
    CHEQUE = "cheque"
    CARD = "card"
    POSTAL_ORDER = "postal order"


class TakingState(StrEnum):
    """How far money taken at a desk is. BANKED: the bank shows it; BOUNCED: the bank took it back."""

    TAKEN = "taken, not yet banked"
    ON_SLIP = "on a paying-in slip"
    BANKED = "banked"
    BOUNCED = "returned unpaid"
    WITHDRAWN = "withdrawn"


class SlipState(StrEnum):
    """How far a paying-in slip is."""

    MADE = "to be paid in"
    BANKED = "banked"
    WITHDRAWN = "withdrawn"


class MandateState(StrEnum):
    """How far a Direct Debit Instruction is."""

    TO_SEND = "to be sent"
    SENT = "sent"
    LIVE = "live"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class CollectionState(StrEnum):
    """How far a collection of Direct Debits is."""

    MADE = "made"
    SENT = "sent"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class CollectedState(StrEnum):
    """What became of one payment collected."""

    COLLECTED = "collected"
    RETURNED = "returned unpaid"
    INDEMNITY = "claimed back"


class BacsKind(StrEnum):
    """The reports of Bacs, by their names (payment-files §4.7)."""

    ARUDD = "ARUDD"
    ADDACS = "ADDACS"
    AUDDIS = "AUDDIS"
    DDICA = "DDICA"
    INPUT = "input report"
    WITHDRAWAL = "withdrawal report"


class AdviceState(StrEnum):
    """What became of one line of a Bacs report."""

    DONE = "done"
    TASK = "somebody has to see to it"
    UNKNOWN = "no Direct Debit of ours found"
    WAITING = "waiting"
