"""The merge fields and the conditions that papers may use, beside those of the words of the agreement. Pure."""

from housingdesk.letters.rules.fields import Known

_KNOWN = (
    Known("names", "everybody who signs as tenant or resident", "Amina Khan and Yusuf Khan"),
    Known("home", "the home on one line", "Flat 2, 14 Mill Lane, Dalebrook ZZ9 9ZZ"),
    Known("association", "the association’s name", "Dale Vale Homes"),
    Known("landlord_name", "the landlord’s name", "Dale Vale Homes"),
    Known("notices_address", "the address for notices", "2 Mill Lane, Dalebrook, ZZ9 9ZZ"),
    Known("phone", "our telephone number", "01632 960 118"),
    Known("email", "the association’s e-mail address", "hello@dalevale.example", "email_known"),
    Known("today", "the date of the paper", "Monday 23 November 2026"),
    Known("officer", "who signs for the association", "A. Brown"),
    Known("starts", "the first day", "Monday 30 November 2026"),
    Known("starter_until", "the last day of the starter period", "29 November 2027", "starter_until_known"),
    Known("fixed_until", "the last day of the fixed term", "29 November 2031", "fixed_until_known"),
    Known("every", "week or month", "week"),
    Known("due_day", "the day a charge is due", "Monday"),
    Known("charge_total", "all charges for one period", "£112.40"),
    Known("eligible_total", "what benefit can help with", "£104.90"),
    Known("own_total", "what benefit never pays", "£7.50"),
    Known("covered", "what benefit is expected to pay", "£104.90", "covered_known"),
    Known("own_part", "what they then pay themselves", "£7.50", "covered_known"),
    Known("other_total", "the same for the other period", "£487.07"),
    Known("other_every", "the other period", "month"),
    Known("first_charge", "the first charge", "£112.40"),
    Known("first_days", "the days of the first charge", "Monday 30 November 2026 to Sunday 6 December 2026"),
    Known("first_due", "the day the first charge is due", "Monday 30 November 2026"),
    Known("payment_reference", "the payment reference", "600 044 716"),
    Known("council", "the council", "Dalebrook Council"),
    Known("pack_number", "the number of the emergency pack", "E-0012", "emergency"),
    Known("placed_by", "who placed them", "S. Green", "emergency"),
    Known("placed_because", "why they were placed", "Nowhere to stay that night", "emergency"),
    Known("support_provider", "the support provider", "Brook Support", "supported"),
)
CATALOGUE: dict[str, Known] = {field.name: field for field in _KNOWN}
FACTS: dict[str, str] = {
    "joint": "more than one person holds it",
    "weekly": "it is charged by the week",
    "has_services": "a service is charged for",
    "has_own": "a part of the charge is never paid by benefit",
    "supported": "a support provider is involved",
    "benefit": "they claim help with the charge",
    "hb": "they claim Housing Benefit",
    "uc": "they claim Universal Credit for housing",
    "covered_known": "it is known what benefit is expected to pay",
    "to_landlord": "benefit is to be paid to us",
    "social": "it is social housing",
    "starter_until_known": "the last day of the starter period is known",
    "fixed_until_known": "the last day of the fixed term is known",
    "email_known": "the association has an e-mail address",
    "emergency": "it is an emergency placement",
    "has_gas": "the home has gas",
    "meters_known": "the meters are known",
    "licence": "it is a licence",
    "garage": "it is a garage, store or parking space",
}


def examples() -> dict[str, str]:
    """An example of every field, by its name."""
    return {name: known.example for name, known in CATALOGUE.items()}
