"""What the welcome letter of a pack is made from, before there is an agreement on file. Pure."""

from datetime import date

from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.compose import LetterFacts
from housingdesk.letters.rules.content import SignOff
from housingdesk.letters.rules.fields import CATALOGUE, FACTS
from housingdesk.lettings.rules.papers.facts import Letting
from housingdesk.rent.rules.words import PER
from housingdesk.values.dates import format_long
from housingdesk.values.money import format_pence
from housingdesk.values.references import format_payment_reference


def welcome_facts(letting: Letting, address: PostalAddress, on: date) -> LetterFacts:
    """The facts of a letter to somebody who is about to move in; only fields of the letting are filled."""
    every = PER[letting.frequency].removeprefix("a ")
    total = sum(line.pence for line in letting.basis.lines)
    so = {"charged": total > 0, "supported": bool(letting.support), "joint": len(letting.names) > 1,
          "email_known": bool(letting.sender.email), "licence": letting.words.agreement == "licence"}
    look = letting.known.answers.look
    starts = letting.starts_on
    own = {"name": letting.names[0], "home": letting.home, "started": f"{format_long(starts)} {starts.year}",
           "association": letting.sender.name, "email": letting.sender.email, "officer": letting.officer, "every": every,
           "charge_each": f"{format_pence(total)} each {every}", "support_worker": letting.support,
           "payment_reference": format_payment_reference(letting.reference), "today": f"{format_long(on)} {on.year}",
           "others": " and ".join(letting.names[1:]), "phone": letting.sender.phone}
    return LetterFacts(
        sender=letting.sender, address=address, greeting=letting.known.answers.look("called_1") or letting.names[0], on=on,
        our_reference="", please_ask_for=letting.officer, words=letting.words,
        fields={**dict.fromkeys(CATALOGUE, ""), **own}, facts={name: so.get(name, False) for name in FACTS},
        signed_by=SignOff(letting.officer, ""), large_print=look("need_large_print") == "yes",
        easy_read=look("need_easy_read") == "yes",
        ways_to_pay=(("Standing order or bank transfer", f"with your reference {format_payment_reference(letting.reference)}"),
                     ("By card", f"ring {letting.sender.phone}")))
