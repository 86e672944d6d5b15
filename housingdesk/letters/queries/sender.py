"""The association as the papers and letters of a day name it: what is in the settings about itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from housingdesk.errors import Refused
from housingdesk.letters.rules.content import Sender
from housingdesk.settings import queries as settings_queries


def sender_of(on: date) -> Sender:
    """The letterhead of a day."""
    return sender_from(settings_queries.values(on))


def sender_from(known: Mapping[str, Any]) -> Sender:
    """The same from the settings of a day, where they were read already."""
    return Sender(known["org.name"], tuple(known["org.address"]), known["org.phone"], known["org.hours"] or "",
                  known["org.email"] or "", landlord_name=known["landlord.name"] or "",
                  landlord_address=tuple(known["landlord.address"] or ()))


def named_sender(known: Mapping[str, Any], what: str = "Letters need") -> Sender:
    """The same, Refused while the association has no name, address or telephone; ``what`` begins the sentence."""
    if not known["org.name"] or not known["org.address"] or not known["org.phone"]:
        raise Refused(f"{what} the association's name, address and telephone. Fill them in under Settings, Organisation")
    return sender_from(known)
