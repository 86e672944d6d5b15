"""Stored shapes of lettings: households that wait, what they answered, offers, sign-ups, signed papers, CORE logs."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.lettings.rules.words import (
    ApplicantState,
    CoreState,
    Flow,
    Given,
    MatchState,
    OfferState,
    PaperState,
    SigningWay,
    SignUpState,
    Source,
    SupportAnswer,
    ViewingOutcome,
)
from housingdesk.people.models import Person
from housingdesk.properties.models import Agent, Council, Space
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.voids.models import Void


class NominationRight(Record):
    """What a council may nominate to, from when to when: its share of lettings and how long it has to name somebody."""

    council: Any = ForeignKeyField(Council, on_delete="RESTRICT")
    council_id: int
    scheme: Any = ForeignKeyField(Space, null=True, on_delete="RESTRICT")
    scheme_id: int | None
    percent: Any = WholeNumber()
    first_lets_percent: Any = WholeNumber(default=100)
    working_days: Any = WholeNumber()
    answer_working_days: Any = WholeNumber()
    start: Any = Day()
    end: Any = Day(null=True)
    source: Any = Text(default="", longest=300)

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")')]


class Applicant(Record):
    """A household that was nominated or referred to us, or came by itself. What it answered is in its ``Answer`` rows.

    ``name`` is the first person's, as written; ``person`` is set once they are on file. ``answer_by``: the council or the
    referrer wants to hear by then.
    """

    reference: Any = Text(longest=12, unique=True)
    name: Any = Text(longest=200)
    source: Any = Word(Source)
    council: Any = ForeignKeyField(Council, null=True, on_delete="RESTRICT")
    council_id: int | None
    agent: Any = ForeignKeyField(Agent, null=True, on_delete="RESTRICT")
    agent_id: int | None
    their_reference: Any = Text(default="", longest=60, index=True)
    for_space: Any = ForeignKeyField(Space, null=True, on_delete="RESTRICT")
    for_space_id: int | None
    person: Any = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    person_id: int | None
    state: Any = Word(ApplicantState, index=True)
    received_on: Any = Day()
    answer_by: Any = Day(null=True)
    bedrooms_needed: Any = WholeNumber(null=True)
    priority: Any = Text(default="", longest=60)
    ended_on: Any = Day(null=True)
    ended_because: Any = Text(default="", longest=1000)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)

    def find_row(self) -> Found:
        """Found by name and both references."""
        words = "|".join(w for w in (self.name, self.reference, self.their_reference) if w)
        detail = f"{self.reference} · {self.source} of {format_date(self.received_on)} · {self.state}"
        return Found("applicant", self.name, detail, words, 2 if self.ended_on else 1)


class Affordability(Record):
    """A check of whether a household can pay for a home, as it was made; never changed, only followed by another.

    ``figures`` is JSON: income and outgoings line by line in pence a week, the estimate with its steps and rule version.
    """

    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    space: Any = ForeignKeyField(Space, null=True, on_delete="RESTRICT")
    space_id: int | None
    on: Any = Day()
    rent_pence: Any = Pence()
    benefit_pence: Any = Pence()
    left_pence: Any = Pence()
    verdict: Any = Text(longest=2000)
    figures: Any = Text(longest=60_000)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)


class SupportAsk(Record):
    """A support provider is asked whether they take somebody on: the interview, and their answer with its reason."""

    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    agent: Any = ForeignKeyField(Agent, on_delete="RESTRICT")
    agent_id: int
    asked_on: Any = Day()
    answer_by: Any = Day(null=True)
    interview_on: Any = Day(null=True)
    interview_at: Any = Text(default="", longest=5)
    interview_place: Any = Text(default="", longest=200)
    told_on: Any = Day(null=True)
    answer: Any = Word(SupportAnswer, null=True)
    answered_on: Any = Day(null=True)
    answered_by: Any = Text(default="", longest=120)
    reason: Any = Text(default="", longest=2000)
    removed: Any = Text(default="", longest=200)


class Match(Record):
    """A household on the shortlist of an empty home, with the reasons why and where it stands."""

    void: Any = ForeignKeyField(Void, on_delete="RESTRICT")
    void_id: int
    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    place: Any = WholeNumber()
    direct: Any = YesNo(default=False)
    state: Any = Word(MatchState)
    reasons: Any = Text(default="", longest=2000)
    listed_at: Any = Moment()
    listed_by: Any = Text(longest=120)

    class Meta:
        indexes = ((("void", "applicant"), True),)


class Viewing(Record):
    """Somebody sees a home: when, who goes along and what to mind."""

    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    on: Any = Day()
    at: Any = Text(default="", longest=5)
    accompanied_by: Any = Text(default="", longest=200)
    safety: Any = Text(default="", longest=1000)
    outcome: Any = Word(ViewingOutcome, null=True)
    note: Any = Text(default="", longest=1000)
    recorded_by: Any = Text(longest=120)


class Offer(Record):
    """A home is offered: what it costs (``costs`` is JSON: charge lines in pence a week), by when they answer, what they say.

    A refusal may be looked at again: ``review_…``.
    """

    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    void: Any = ForeignKeyField(Void, null=True, on_delete="RESTRICT")
    void_id: int | None
    kind: Any = Word(TenancyKind)
    made_on: Any = Day()
    answer_by: Any = Day()
    starts_on: Any = Day(null=True)
    costs: Any = Text(default="[]", longest=10_000)
    state: Any = Word(OfferState, index=True)
    answered_on: Any = Day(null=True)
    reason: Any = Text(default="", longest=1000)
    suitable: Any = YesNo(null=True)
    review_asked_on: Any = Day(null=True)
    review_by: Any = Text(default="", longest=120)
    review_on: Any = Day(null=True)
    review_outcome: Any = Text(default="", longest=1000)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)


class SignUp(Record):
    """A sign-up at the desk. ``task``, ``field`` and ``scroll`` are where it was left; ``in_use_by`` who has it open.

    ``again_on`` is the second appointment of somebody who was not sure. ``pack_number``: the numbered emergency pack that was
    signed at night; ``true_start`` then says when, ``placed_by`` by whom and ``placed_because`` why.
    """

    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    offer: Any = ForeignKeyField(Offer, null=True, on_delete="RESTRICT")
    offer_id: int | None
    void: Any = ForeignKeyField(Void, null=True, on_delete="RESTRICT")
    void_id: int | None
    kind: Any = Word(TenancyKind)
    flow: Any = Word(Flow)
    state: Any = Word(SignUpState, index=True)
    task: Any = Text(default="", longest=40)
    field: Any = Text(default="", longest=60)
    scroll: Any = WholeNumber(default=0)
    in_use_by: Any = Text(default="", longest=120)
    in_use_at: Any = Moment(null=True)
    again_on: Any = Day(null=True)
    again_at: Any = Text(default="", longest=5)
    pack_number: Any = Text(null=True, longest=20, unique=True)
    true_start: Any = Moment(null=True)
    placed_by: Any = Text(default="", longest=200)
    placed_because: Any = Text(default="", longest=1000)
    tenancy: Any = ForeignKeyField(Tenancy, null=True, on_delete="RESTRICT")
    tenancy_id: int | None
    begun_at: Any = Moment()
    begun_by: Any = Text(longest=120)
    touched_at: Any = Moment()
    signed_at: Any = Moment(null=True)
    finished_at: Any = Moment(null=True)
    ended_because: Any = Text(default="", longest=1000)


class Answer(Record):
    """One answer of a household, kept the moment it is given. ``sign_up`` None: it is about the household, whichever home.

    ``value`` is the text of the answer: a code, an ISO date, pence, or words; empty unless it was said.
    """

    applicant: Any = ForeignKeyField(Applicant, on_delete="RESTRICT")
    applicant_id: int
    sign_up: Any = ForeignKeyField(SignUp, null=True, on_delete="RESTRICT")
    sign_up_id: int | None
    key: Any = Text(longest=60)
    value: Any = Text(default="", longest=4000)
    given: Any = Word(Given)
    source: Any = Text(default="", longest=60)
    at: Any = Moment()
    by: Any = Text(longest=120)

    class Meta:
        indexes = ((("applicant", "sign_up", "key"), False),)


class PackPaper(Record):
    """A document of a sign-up's pack, with the PDF as issued. ``replaces`` is the one it stands for, with the reason.

    ``sealed`` is the same PDF with its signatures and the association's seal, or the scan of the signed paper.
    """

    sign_up: Any = ForeignKeyField(SignUp, on_delete="RESTRICT")
    sign_up_id: int
    key: Any = Text(longest=60)
    title: Any = Text(longest=200)
    template: Any = Text(default="", longest=60)
    template_version: Any = Text(default="", longest=64)
    place: Any = WholeNumber()
    copies: Any = WholeNumber(default=1)
    signable: Any = YesNo(default=False)
    state: Any = Word(PaperState)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT", backref="issued_papers")
    document_id: int | None
    sealed: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT", backref="sealed_papers")
    sealed_id: int | None
    replaces: Any = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="replaced_by")
    replaces_id: int | None
    because: Any = Text(default="", longest=400)
    pages: Any = WholeNumber(default=0)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    printed_at: Any = Moment(null=True)


class Signature(Record):
    """One person's signature on one document. ``strokes`` is JSON: points with milliseconds and pressure.

    ``document_sha256`` is of the exact bytes that were shown. ``removed``: withdrawn, and why; both are kept.
    """

    paper: Any = ForeignKeyField(PackPaper, on_delete="RESTRICT")
    paper_id: int
    person: Any = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    person_id: int | None
    name: Any = Text(longest=200)
    role: Any = Text(longest=60)
    way: Any = Word(SigningWay)
    strokes: Any = Text(default="[]", longest=400_000)
    document_sha256: Any = Text(longest=64)
    present: Any = Text(default="", longest=400)
    read_to: Any = Text(default="", longest=120)
    scan: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    scan_id: int | None
    signed_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=400)


class CoreHome(Record):
    """What the CORE service calls a home and what it asks of it that stands nowhere else; codes are the service's."""

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT", unique=True)
    space_id: int
    unit_type: Any = Text(default="", longest=4)
    wheelchair: Any = Text(default="", longest=4)
    older_people: Any = Text(default="", longest=4)
    scheme: Any = Text(default="", longest=20)
    location: Any = Text(default="", longest=20)
    location_postcode: Any = Text(default="", longest=8)
    last_let_as: Any = Text(default="", longest=4)


class CoreFile(Record):
    """An upload file for the CORE service as it was made, how many logs are in it, and what the service said of it."""

    collection: Any = Text(longest=10)
    covers_from: Any = Day()
    covers_to: Any = Day()
    logs: Any = WholeNumber()
    document: Any = ForeignKeyField(Document, on_delete="RESTRICT")
    document_id: int
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    sent_on: Any = Day(null=True)
    answered_on: Any = Day(null=True)
    answer: Any = Text(default="", longest=4000)


class CoreLog(Record):
    """Whether a letting needs a log, why, and where it stands. ``mended`` is JSON: answers corrected later, by field."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT", unique=True)
    tenancy_id: int
    sign_up: Any = ForeignKeyField(SignUp, null=True, on_delete="RESTRICT")
    sign_up_id: int | None
    collection: Any = Text(longest=10)
    starts_on: Any = Day(index=True)
    state: Any = Word(CoreState, index=True)
    why: Any = Text(default="", longest=1000)
    mended: Any = Text(default="{}", longest=20_000)
    confirmed: Any = Text(default="[]", longest=4000)
    file: Any = ForeignKeyField(CoreFile, null=True, on_delete="RESTRICT")
    file_id: int | None
    made_at: Any = Moment()
