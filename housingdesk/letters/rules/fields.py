"""The merge fields and the conditions that every letter may use: what each says, an example, and whether it can be empty."""

from dataclasses import dataclass

from housingdesk.letters.rules.arrears import FACTS as ARREARS_FACTS
from housingdesk.letters.rules.arrears import FIELDS as ARREARS_FIELDS


@dataclass(frozen=True, slots=True)
class Known:
    """One merge field. ``given_when``: the condition on which it is never empty; none if it is always there."""

    name: str
    words: str
    example: str
    given_when: str = ""


_AGREEMENT = (
    Known("name", "the person the letter goes to", "Amina Khan"),
    Known("home", "the home on one line", "Flat 2, 14 Mill Lane, Dalebrook ZZ9 9ZZ"),
    Known("agreement_reference", "our reference of the agreement", "T000412"),
    Known("started", "the day the agreement started", "Monday 7 September 2026"),
    Known("ends", "the last day of the agreement", "Sunday 20 December 2026", "ending"),
    Known("association", "the association’s name", "Dale Vale Homes"),
    Known("email", "the association’s e-mail address", "hello@dalevale.example", "email_known"),
    Known("today", "the date of the letter", "Monday 23 November 2026"),
)
_SAID = {"owed": "what is owed", "periods_owed": "what is owed in weeks or months", "charge_each": "the charge for one period",
         "every": "week or month", "act_by": "the day to act by", "officer": "the officer’s name",
         "payment_reference": "the payment reference", "others": "the others who hold the agreement",
         "benefit_line": "what benefit paid and what is their own", "support_worker": "the support worker’s name",
         "phone": "our telephone number"}
_GIVEN_WHEN = {"periods_owed": "charged", "others": "joint", "benefit_line": "benefit_pays_part", "support_worker": "supported"}
CATALOGUE: dict[str, Known] = {
    **{field.name: field for field in _AGREEMENT},
    **{name: Known(name, _SAID.get(name, example), example, _GIVEN_WHEN.get(name, ""))
       for name, example in ARREARS_FIELDS.items()},
}
FACTS: dict[str, str] = {
    **ARREARS_FACTS,
    "licence": "the agreement is a licence",
    "owing": "something is owed",
    "in_credit": "the account is in credit",
    "ending": "the agreement ends on a known day or has ended",
    "former": "they have left",
    "email_known": "the association has an e-mail address",
    "benefit_direct": "benefit is paid straight to us",
}


def examples() -> dict[str, str]:
    """An example of every field, by its name."""
    return {name: field.example for name, field in CATALOGUE.items()}
