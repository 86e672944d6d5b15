"""Numbered emergency packs are printed ahead, to lie at a scheme: each number once, each kept as it was printed."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import documents
from housingdesk.errors import Refused
from housingdesk.letters.pdf import issue_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.papers import compose_paper
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.rules.papers.night import MOST, TEMPLATE, blank_facts, next_numbers
from housingdesk.settings import queries as settings
from housingdesk.values.timeline import Ref

PACKS = Ref("emergency_packs", 1)
_NAME, _ENDING = "Emergency pack ", ".pdf"
_LOCK = 33


@needs(Permission.KEEP_APPLICANTS)
def make_emergency_packs(act: Act, *, count: int) -> tuple[int, ...]:
    """Makes the next numbered packs, two pages each; returns the ids of their documents in the order of their numbers."""
    if not 1 <= count <= MOST:
        raise Refused(f"Between 1 and {MOST} packs are made at once")
    act.lock(_LOCK)
    template, demo = template_in_use(TEMPLATE, act.today), bool(settings.value("demo.mark", act.today))
    sender, made = sender_of(act.today), []
    for number in next_numbers(_used(), count):
        issued = issue_paper(compose_paper(template, blank_facts(sender, number, act.today)), demo=demo)
        made.append(keep_document(act, subject=PACKS, name=f"{_NAME}{number}{_ENDING}", media_type="application/pdf",
                                  content=issued.pdf))
    act.say(f"{count} emergency {'pack' if count == 1 else 'packs'} made")
    return tuple(made)


def _used() -> list[str]:
    """Every number that was printed, or entered from a pack of before."""
    entered = [number for (number,) in SignUp.select(SignUp.pack_number).where(SignUp.pack_number.is_null(False)).tuples()]
    return [*entered, *(row.name.removeprefix(_NAME).removesuffix(_ENDING) for row in documents(PACKS))]
