"""A numbered emergency pack before anybody has come: two pages to fill in and sign by hand at the scheme at night. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from housingdesk.letters.rules.content import Sender
from housingdesk.letters.rules.merge import BlockKind
from housingdesk.letters.rules.paper_content import Place
from housingdesk.letters.rules.paper_fields import CATALOGUE, FACTS
from housingdesk.letters.rules.papers import PaperFacts
from housingdesk.letters.rules.words import AgreementKind, words_for

TEMPLATE = "paper-emergency"
MOST = 50
_NUMBER = re.compile(r"E(\d{1,8})")
_ASKED = ("Full name", "Date of birth", "Telephone", "Address and room", "Day and time it begins", "Charge each week",
          "Placed by", "Why tonight", "Who was present", "Keys given")


def next_numbers(used: Iterable[str], count: int) -> tuple[str, ...]:
    """The numbers of the next packs, after the highest that was printed or entered.

    >>> next_numbers(("E0147", "E-12", "other"), 2)
    ('E0148', 'E0149')
    """
    newest = max((int(found[1]) for one in used if (found := _NUMBER.fullmatch(one))), default=0)
    return tuple(f"E{newest + step:04d}" for step in range(1, count + 1))


def blank_facts(sender: Sender, number: str, on: date) -> PaperFacts:
    """What a blank pack is made from: its number and who we are; everything else is a line to write on."""
    landlord, address = sender.landlord
    known = {"association": sender.name, "landlord_name": landlord, "notices_address": address, "pack_number": number,
             "phone": sender.phone, "email": sender.email}
    so = {"emergency", "licence", "weekly"}
    return PaperFacts(
        sender=sender, on=on, reference=f"Pack {number}", words=words_for(AgreementKind.LICENCE),
        fields={**dict.fromkeys(CATALOGUE, ""), **known}, facts={name: name in so for name in FACTS},
        rows={BlockKind.CLAIMANT: tuple((asked, "") for asked in _ASKED)}, charges=(), every="week",
        signers=(Place("Resident", "name and signature"), Place(f"For {sender.name}", "name and signature")))
