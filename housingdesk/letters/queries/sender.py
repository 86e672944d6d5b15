"""The association as the papers of a day name it: what is in the settings about itself."""

from datetime import date

from housingdesk.letters.rules.content import Sender
from housingdesk.settings import queries as settings_queries


def sender_of(on: date) -> Sender:
    """The letterhead of a day."""
    known = settings_queries.values(on)
    return Sender(known["org.name"], tuple(known["org.address"]), known["org.phone"], known["org.hours"] or "",
                  known["org.email"] or "", landlord_name=known["landlord.name"] or "",
                  landlord_address=tuple(known["landlord.address"] or ()))
