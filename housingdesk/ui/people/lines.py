"""What is known of people, as lines of one list: who they are and what showed it, how to reach them, what they need, whom we
may talk to, and what they agreed to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from housingdesk.people.queries import ContactRow, MayTalkRow, NeedRow, PersonFile, PersonRow
from housingdesk.people.queries.proofs import ConsentRow, IdentityRow
from housingdesk.people.rules import Authority, ContactKind
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import DAY, age, format_date
from housingdesk.values.references import format_nino
from housingdesk.values.text import sentence_case

_WORD = {ContactKind.PHONE: "Phone", ContactKind.EMAIL: "E-mail", ContactKind.POST: "Post"}
_AUTHORITY = {Authority.IN_FORCE: ("May talk to", Status.GOOD), Authority.EXPIRED: ("Expired", Status.LATE),
              Authority.NOT_YET: ("Not yet", Status.NEUTRAL), Authority.NONE: ("No authority", Status.DUE)}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line; exactly one of the records is there. ``whole`` is everything it says, for the pane."""

    id: int
    person: PersonRow
    about: str
    what: str
    note: str = ""
    status: Status | None = None
    head: bool = False
    contact: ContactRow | None = None
    need: NeedRow | None = None
    party: MayTalkRow | None = None
    identity: IdentityRow | None = None
    consent: ConsentRow | None = None

    @property
    def own(self) -> bool:
        """Whether the person may read it over one's shoulder: nothing of others, and nothing that was kept quiet."""
        return self.party is None and (self.contact is None or self.contact.safe)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to the file they are shown in: "holds it, written to first", "left on 3 May 2024"."""

    person_id: int
    words: str


def person_lines(files: Sequence[PersonFile], standings: Sequence[Standing], on: date) -> list[PersonLine]:
    """The lines of these people, each beginning with who it is."""
    number, said, out = count(1), {standing.person_id: standing.words for standing in standings}, []
    for file in files:
        out.append(_head(next(number), file.person, said.get(file.person.id, ""), on))
        out += [_contact(next(number), file.person, row) for row in file.contacts if row.ended_on is None]
        out += [_need(next(number), file.person, row) for row in file.needs]
        out += [_party(next(number), file.person, row) for row in file.parties]
        out += [_identity(next(number), file.person, row, on) for row in file.identities if row.settled_on is None]
        out += [_consent(next(number), file.person, row) for row in file.consents]
        out += [_contact(next(number), file.person, row) for row in file.contacts if row.ended_on is not None]
    return out


def _head(number: int, row: PersonRow, standing: str, on: date) -> PersonLine:
    old = f", {age(row.born_on, row.died_on or on)} years old" if row.born_on else ""
    facts = [standing, f"say {row.say}" if row.say else "", f"known as {row.known_as}" if row.known_as else "",
             f"born {format_date(row.born_on)}{old}" if row.born_on else "", format_nino(row.nino) if row.nino else "",
             f"died {format_date(row.died_on)}" if row.died_on else ""]
    return PersonLine(number, row, "Name", row.name, " · ".join(fact for fact in facts if fact),
                      Status.NEUTRAL if row.died_on else None, head=True)


def _contact(number: int, person: PersonRow, row: ContactRow) -> PersonLine:
    facts = [row.label, "try this first" if row.preferred else "",
             "" if row.safe else "not safe to use: somebody else might see or hear",
             f"not used since {format_date(row.ended_on)}" if row.ended_on else ""]
    status = Status.LATE if not row.safe else Status.NEUTRAL if row.ended_on else None
    return PersonLine(number, person, _WORD[row.kind], row.value.replace("\n", ", "), " · ".join(f for f in facts if f), status,
                      contact=row)


def _need(number: int, person: PersonRow, row: NeedRow) -> PersonLine:
    until = f", until {format_date(row.end - DAY)}" if row.end else ""
    return PersonLine(number, person, "Needs", row.words, f"since {format_date(row.start)}{until}", need=row)


def _party(number: int, person: PersonRow, row: MayTalkRow) -> PersonLine:
    about, status = _AUTHORITY[row.authority]
    draft = row.draft
    who = f"{draft.name}, {draft.role}" + (f", {draft.organisation}" if draft.organisation else "")
    return PersonLine(number, person, about, who, row.sentence, status, party=row)


def _identity(number: int, person: PersonRow, row: IdentityRow, on: date) -> PersonLine:
    if row.follow_by is not None:
        status = Status.LATE if row.follow_by < on else Status.DUE
        return PersonLine(number, person, "Identity", f"To follow by {format_date(row.follow_by)}",
                          f"until then {row.vouched_by} vouches", status, identity=row)
    seen = f"seen {format_date(row.seen_on)} by {row.seen_by}" if row.seen_on is not None else ""
    what = f"{sentence_case(row.kind)} {row.number}".rstrip()
    return PersonLine(number, person, "Identity", what, seen, identity=row)


def _consent(number: int, person: PersonRow, row: ConsentRow) -> PersonLine:
    said = "agreed" if row.given else "did not agree"
    ended = f", withdrawn on {format_date(row.ended_on)}" if row.ended_on is not None else ""
    return PersonLine(number, person, "Consent", sentence_case(row.kind), f"{said} on {format_date(row.on)}{ended}",
                      None if row.given and not ended else Status.NEUTRAL, consent=row)


def line_columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (Column("about", "About", 136, lambda r: r.about, status=lambda r: r.status),
            Column("what", "What", 420, lambda r: r.what, secondary=lambda r: r.note, strong=lambda r: r.head, stretch=1))


def line_sentence(row: PersonLine) -> str:
    """A line read aloud."""
    note = f". {row.note}" if row.note else ""
    return f"{row.what}{note}" if row.head else f"{row.person.name}, {row.about}: {row.what}{note}"
