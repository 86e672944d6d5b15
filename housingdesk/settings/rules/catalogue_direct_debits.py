"""Settings of Direct Debits: whose collections they are, and the days that the Direct Debit Scheme gives payers and us."""

import re

from housingdesk.settings.rules.kinds import Declared, Group, Kind

_SCHEME = "Direct Debit Scheme, the service user’s guide and rules"
_CHECK = "The Scheme’s rules are given to service users only. Hold it against the guide that your bank sponsors."


def _six_digits(value: str) -> str | None:
    return None if not value or re.fullmatch(r"[0-9]{6}", value, re.ASCII) else "A service user number has six digits"


DIRECT_DEBITS = (
    Declared(key="money.dd_service_user", group=Group.RENT, label="Direct Debits: service user number", kind=Kind.TEXT,
             default="", empty=True, longest=6, check=_six_digits,
             help="Six digits, from the bank that sponsors you. A bureau’s CSV needs none."),
    Declared(key="money.dd_name", group=Group.RENT, label="Direct Debits: the name that payers know", kind=Kind.TEXT,
             default="", empty=True, longest=18, help="As it stands on the instructions and on payers’ statements."),
    Declared(key="money.dd_notice_days", group=Group.RENT, label="Direct Debits: advance notice, working days",
             kind=Kind.NUMBER, default=10, low=1, high=60, uncertain=True, check_note=_CHECK, source=_SCHEME,
             help="Before the first payment, and before an amount or a day changes. Fewer may be agreed with the payer."),
    Declared(key="money.dd_file_days", group=Group.RENT, label="Direct Debits: a file is made before, working days",
             kind=Kind.NUMBER, default=2, low=1, high=20, source=_SCHEME,
             help="Bacs takes a file two working days before payers are debited; a bureau may ask for more."),
    Declared(key="money.dd_claim_days", group=Group.RENT, label="Direct Debits: a claim is answered within, working days",
             kind=Kind.NUMBER, default=14, low=1, high=60, uncertain=True, check_note=_CHECK, source=_SCHEME,
             help="An indemnity claim that is not challenged in time stands."),
)
