"""The payment reference of a letting that is not on file yet: reserved, so that it can be printed before the account opens.

It is kept as an answer of the sign-up under ``payment_reference``. Whoever opens an account takes its reference from here, so
that one that stands on a signed paper is never given to somebody else.
"""

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.lettings.models import Answer, SignUp
from housingdesk.lettings.rules.words import Given
from housingdesk.rent.actions.accounts import next_reference
from housingdesk.values.references import is_payment_reference, payment_reference

KEY = "payment_reference"


def free_reference(act: Act) -> str:
    """The next payment reference that no account has and no sign-up has reserved."""
    first = next_reference(act)
    newest = Answer.select(fn.MAX(Answer.value)).where(Answer.key == KEY).scalar() or ""
    return payment_reference(int(newest[1:8]) + 1) if is_payment_reference(newest) and newest >= first else first


def reserved_reference(sign_up_id: int) -> str:
    """The payment reference that a sign-up’s papers carry; ``""`` while there is none."""
    found = Answer.get_or_none((Answer.sign_up == sign_up_id) & (Answer.key == KEY))
    return found.value if found is not None else ""


@needs(Permission.KEEP_APPLICANTS)
def reserve_reference(act: Act, *, sign_up_id: int) -> str:
    """Reserves the payment reference of a sign-up, once; returns it."""
    known = reserved_reference(sign_up_id)
    if known:
        return known
    made = free_reference(act)
    row = SignUp.get_by_id(sign_up_id)
    act.add(Answer(applicant=row.applicant_id, sign_up=sign_up_id, key=KEY, value=made, given=Given.SAID, source="reserved",
                   at=act.now, by=act.who.name))
    return made
