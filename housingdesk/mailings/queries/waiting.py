"""To whom a letter to a household that waits for a home goes, and where: what they answered, and what is on file of them.

Somebody who is on file is reached as their own page says; the others as the assessment and the sign-up say.
"""

from datetime import date

from housingdesk.diary.queries import TaskRow, tasks
from housingdesk.errors import Refused
from housingdesk.holds.queries import HoldRow, active
from housingdesk.holds.rules import Stop
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.queries.answering import facts_of_source
from housingdesk.lettings.queries.applicants import ApplicantRow, applicant
from housingdesk.lettings.queries.shortlist import open_voids
from housingdesk.lettings.queries.signup.rows import OPEN, rows_of, said_of
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.signup.becoming import NEED_KEYS
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.mailings.queries.facts import support_worker
from housingdesk.mailings.queries.recipients import MADE_BY_HAND, Recipient, emailed_to, people_on_file
from housingdesk.mailings.rules.applicants import DAYS_MOVED, done_by, who_is_told
from housingdesk.people.rules import NeedKind, need_words
from housingdesk.properties.queries import postal_address
from housingdesk.tenancies.queries.agreements import occupancy_on, tenancies_of_person
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_NOWHERE = ("There is no address to write to. Say on the assessment where they live now, or in the sign-up where letters go; "
            "the postcode last")


@frozen
class Waiting:
    """A household as letters reach it. ``names`` are those who apply together; ``reader`` is the first of them.

    ``typed`` is the address for their post as somebody typed it, empty where it is the home they hold (``home``: its space).
    ``stopped_with`` are the records whose holds stop letters to them: the application, and agreements they hold.
    """

    row: ApplicantRow
    sign_up_id: int | None
    answers: Answers
    names: tuple[str, ...]
    reader: Recipient
    typed: str
    home: int | None
    stopped_with: tuple[Ref, ...]
    support_worker: str

    @property
    def addressee(self) -> str:
        """Everybody it is to: ``Amina Khan and Yusuf Khan``."""
        return " and ".join(filter(None, (", ".join(self.names[:-1]), self.names[-1])))

    @property
    def typed_lines(self) -> str:
        """The address as it is known, line by line; empty where there is none."""
        if self.typed or self.home is None:
            return self.typed
        at = postal_address(self.home, list(self.names))
        lines = (at.unit, at.building, at.street, at.locality, at.town, at.county, at.postcode)
        return "\n".join(line for line in lines if line)

    @property
    def reached(self) -> bool:
        """Whether their post can go somewhere."""
        try:
            self.place("")
        except Refused:
            return False
        return True

    def place(self, email: str) -> PostalAddress:
        """What stands in the place of the address; Refused where neither post nor ``email`` reaches them."""
        if self.typed:
            return typed_address(self.names, self.typed)
        if self.home is not None:
            return postal_address(self.home, list(self.names))
        if email:
            return emailed_to(self.reader, email)
        raise Refused(_NOWHERE)

    def stopping(self, stops: frozenset[Stop], on: date) -> HoldRow | None:
        """The hold that stops a letter to them today, whether on the application or on what they hold."""
        standing = active(on, self.stopped_with)
        return next((hold for ref in self.stopped_with for hold in standing.get(str(ref), ()) if hold.stops & stops), None)


def waiting(applicant_id: int, on: date) -> Waiting:
    """A household that waits, or waited; NotFound if there is none."""
    row = applicant(applicant_id)
    going = rows_of((SignUp.applicant == applicant_id) & SignUp.state.in_(OPEN))
    sign_up_id = going[0].id if going else None
    answers = Answers(said_of(applicant_id, sign_up_id), facts_of_source(row.source))
    known = Known(answers, on)
    names = (row.name, *filter(None, (answers.look(f"name_{number}") for number in known.holders if number > 1)))
    filed = people_on_file([row.person_id], on).get(row.person_id) if row.person_id is not None else None
    held = [one for one in tenancies_of_person(row.person_id) if not one.former] if row.person_id is not None else []
    place = occupancy_on(held[0].id, on) if held else None
    typed, home = _post(answers, filed, place.space_id if place is not None else None)
    worker = support_worker(row.person_id, on) if row.person_id is not None else ""
    return Waiting(row, sign_up_id, answers, names, _reader(row, answers, filed), typed, home,
                   (Ref("applicant", row.id), *(Ref("tenancy", one.id) for one in held)), worker or answers.look("worker_name"))


def tasks_done_by(template: str, applicant_id: int) -> list[TaskRow]:
    """The open tasks that a letter to a household does: those about it, and those about the home it waits for."""
    row = applicant(applicant_id)
    begins = done_by(template, row.name, who_is_told(row.source, row.council, row.agent))
    if not begins:
        return []
    subjects = [Ref("applicant", applicant_id)]
    if template == DAYS_MOVED:
        subjects += [Ref("void", void_id) for void_id, _, _ in open_voids()]
    return [task for subject in subjects for task in tasks(subject) if task.text.startswith(begins)]


def _post(answers: Answers, filed: Recipient | None, home: int | None) -> tuple[str, int | None]:
    """The address as it was typed, or the home they hold; nothing where they said that it is not safe to write there."""
    care_of = (filed.forwarding if filed is not None else "") or answers.look("post_to")
    if care_of.strip():
        return care_of, None
    if answers.look("unsafe") == "post" or (filed is not None and filed.unsafe_post):
        return "", None
    if home is not None:
        return "", home
    now, postcode = answers.look("address_now").strip(), answers.look("postcode_now").strip()
    if postcode and postcode.replace(" ", "").casefold() not in now.replace(" ", "").casefold():
        now = f"{now}, {postcode}"
    return now, None


def _reader(row: ApplicantRow, answers: Answers, filed: Recipient | None) -> Recipient:
    """The first of them: what they need so that they can read it, and whether they agreed to e-mail."""
    look = answers.look
    asked = {kind for key, kind in NEED_KEYS.items() if look(key) == "yes"}
    email = look("email_1") if look("consent_texts") == "yes" and look("unsafe") != "email" else ""
    formats = tuple(need_words(kind, look("language") if kind is NeedKind.TRANSLATION else "") for kind in MADE_BY_HAND
                    if kind in asked)
    if filed is None:
        return Recipient(row.person_id or 0, row.name, None, NeedKind.LARGE_PRINT in asked, "", NeedKind.EASY_READ in asked,
                         email, (), formats, len(row.name.split()) > 1)
    return Recipient(filed.id, row.name, filed.died_on, filed.large_print or NeedKind.LARGE_PRINT in asked, filed.forwarding,
                     filed.easy_read or NeedKind.EASY_READ in asked, filed.email or email, filed.unsafe_post,
                     tuple(dict.fromkeys((*filed.formats, *formats))), filed.has_surname)
