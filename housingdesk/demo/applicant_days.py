"""Applicants of the made-up association in every state, through the acts that the desk would have done."""

from datetime import date, timedelta

from housingdesk.access.act import Who
from housingdesk.db.connection import Store
from housingdesk.demo import nominations as plan
from housingdesk.demo.doing import Doing
from housingdesk.demo.nominations import Stage
from housingdesk.lettings.actions import offers, shortlist, support, viewings
from housingdesk.lettings.actions.applicants import add_applicant, set_state
from housingdesk.lettings.actions.assessment import answer_assessment, answer_private
from housingdesk.lettings.actions.importing import import_nominations
from housingdesk.lettings.actions.nomination_rights import add_right
from housingdesk.lettings.assessment_stock import assessment
from housingdesk.lettings.parsers.nomination_files import open_text, read_opened
from housingdesk.lettings.queries.applicants import applicants
from housingdesk.lettings.queries.offers import last_costs, offers_of_void
from housingdesk.lettings.queries.shortlist import open_voids
from housingdesk.lettings.queries.signup import said_of
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.nominations import RightDraft
from housingdesk.lettings.rules.offers import InterviewDraft, OfferDraft, SupportAnswerDraft, SupportDraft, ViewingDraft
from housingdesk.lettings.rules.words import ApplicantState, Source, SupportAnswer, ViewingOutcome
from housingdesk.properties.queries import agents, councils, space
from housingdesk.properties.rules import RentType
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import add_working_days

_WITH_OFFER = frozenset({Stage.OFFERED, Stage.LATE, Stage.ACCEPTED, Stage.REVIEW})
_ASSESSED = frozenset(Stage) - {Stage.NEW, Stage.ASSESSING}
_SUPPORTED = frozenset({RentType.SUPPORTED, RentType.SPECIALISED})
_COSTS = (ChargeDraft(ChargeCode.RENT, "Rent", 10_840), ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, "Service charge", 1_450))


class ApplicantDays(Doing):
    """Two councils' lists, three referrals and two who came by themselves, each as far as they have got."""

    def __init__(self, store: Store, who: Who) -> None:
        super().__init__(store, who)
        self._homes: list[int] = []

    def fill(self, today: date) -> dict[str, int]:
        """Everybody at their stage; returns how many there are. Nobody where there are not two councils and a provider."""
        whom, providers = self._ask(councils), self._ask(agents)
        if len(whom) < 2 or not providers:
            return {}
        self._agree(today, [row.id for row in whom[:2]])
        self._agent = next((row.id for row in providers if "support" in row.role), providers[0].id)
        self._take_in(plan.FIRST_LIST, today - timedelta(9), council_id=whom[0].id)
        self._take_in(plan.SECOND_LIST, today - timedelta(6), council_id=whom[1].id)
        self._take_in(plan.REFERRALS, today - timedelta(8), agent_id=self._agent)
        for name in plan.DIRECT:
            self._do(today - timedelta(5), add_applicant, draft=ApplicantDraft(name, Source.DIRECT, today - timedelta(5),
                                                                              bedrooms_needed=1))
        self._homes = [void_id for void_id, _, space_id in self._ask(open_voids)
                       if self._ask(space, space_id=space_id).rent_type not in _SUPPORTED
                       and not self._ask(offers_of_void, void_id=void_id)]
        ids = {row.name: row.id for row in self._ask(applicants)}
        for course in plan.COURSES:
            self._course(ids[course.name], course.stage, today)
        return {"applicants": len(plan.COURSES)}

    def _agree(self, today: date, council_ids: list[int]) -> None:
        start = date(today.year if today.month > 3 else today.year - 1, 4, 1)
        for number, (percent, answer) in zip(council_ids, ((75, 7), (50, 5)), strict=True):
            self._do(today - timedelta(20), add_right, draft=RightDraft(
                number, percent, 100, 5, answer, start, source=f"Nomination agreement of {start.year}, clause 4"))

    def _take_in(self, text: str, on: date, *, council_id: int | None = None, agent_id: int | None = None) -> None:
        listing = read_opened(open_text(text), None, on)
        self._do(on, import_nominations, nominees=listing.nominees, received_on=on, council_id=council_id, agent_id=agent_id,
                 source=Source.REFERRAL if council_id is None else Source.NOMINATION)

    def _course(self, applicant_id: int, stage: Stage, today: date) -> None:
        """One household as far as it has got, over the last days."""
        since = today - timedelta(4)
        self._answer(applicant_id, stage, since)
        if stage in (Stage.ASSESSING, Stage.NEW):
            return
        if stage in (Stage.SUPPORT_ASKED, Stage.SUPPORT_DECLINED):
            self._support(applicant_id, stage, today)
            return
        if stage in (Stage.NOT_SUITABLE, Stage.WITHDRAWN):
            ends = {Stage.NOT_SUITABLE: (ApplicantState.NOT_SUITABLE, "Needs support at night, which none of our schemes has"),
                    Stage.WITHDRAWN: (ApplicantState.WITHDRAWN, "Has found a home nearer to work")}
            state, reason = ends[stage]
            self._do(today - timedelta(1), set_state, applicant_id=applicant_id, version=None, state=state, reason=reason)
            return
        self._do(since, set_state, applicant_id=applicant_id, version=None, state=ApplicantState.READY)
        if stage is not Stage.READY and self._homes:
            self._home(applicant_id, stage, today)

    def _answer(self, applicant_id: int, stage: Stage, on: date) -> None:
        asks = assessment()
        said = plan.ANSWERS if stage in _ASSESSED else dict(list(plan.ANSWERS.items())[:5])
        for key, value in said.items():
            question, _ = asks.find(key)  # the codes of CORE change from year to year
            if not question.options or value in question.options:
                self._do(on, answer_assessment, applicant_id=applicant_id, key=key, value=value)
        if stage in _ASSESSED:
            known = self._ask(said_of, applicant_id=applicant_id)
            people = str(sum(name.startswith("name_") for name in known))
            for key, value in (("people", people), ("right_to_rent", "seen"), ("support_needed", "no")):
                self._do(on, answer_assessment, applicant_id=applicant_id, key=key, value=value)
            self._do(on, answer_private, applicant_id=applicant_id, key="risk_level", value="none")

    def _support(self, applicant_id: int, stage: Stage, today: date) -> None:
        self._do(today - timedelta(3), answer_assessment, applicant_id=applicant_id, key="support_needed", value="yes")
        self._do(today - timedelta(3), answer_private, applicant_id=applicant_id, key="support_needs",
                 value="Keeping appointments, budgeting and cooking")
        ask = self._do(today - timedelta(3), support.ask_support, draft=SupportDraft(applicant_id, self._agent))
        meets = add_working_days(today, 1) if stage is Stage.SUPPORT_ASKED else today - timedelta(1)
        self._do(today - timedelta(2), support.tell_interview, ask_id=ask, version=None,
                 draft=InterviewDraft(meets, today - timedelta(2), "10:30", "The hub"))
        if stage is Stage.SUPPORT_DECLINED:
            self._do(today, support.answer_support, ask_id=ask, version=None, draft=SupportAnswerDraft(
                SupportAnswer.DECLINED, today, "Jo Reed", "Wants to live alone and did not come to the interview"))

    def _home(self, applicant_id: int, stage: Stage, today: date) -> None:
        """An empty home of their own; who is only listed shares the first with others."""
        void_id = self._homes[0] if stage is Stage.LISTED else self._homes.pop()
        space_id = next(number for known, _, number in self._ask(open_voids) if known == void_id)
        if stage is Stage.LISTED:
            self._do(today, shortlist.match_directly, void_id=void_id, applicant_id=applicant_id,
                     reason="The only nominee for this size of home")
            return
        if stage in (Stage.VIEWING, Stage.VIEWED):
            on = add_working_days(today, 1) if stage is Stage.VIEWING else add_working_days(today, -1)
            made = self._do(today - timedelta(4), viewings.arrange_viewing, draft=ViewingDraft(
                applicant_id, space_id, on, "11:00", self._who.name, "Parking is at the back; ring before going up"))
            if stage is Stage.VIEWED:
                self._do(today, viewings.viewing_was, viewing_id=made, version=None, outcome=ViewingOutcome.LIKED,
                         note="Likes the light; asks for a bus stop")
            return
        if stage in _WITH_OFFER:
            self._offer(applicant_id, stage, void_id, space_id, today)

    def _offer(self, applicant_id: int, stage: Stage, void_id: int, space_id: int, today: date) -> None:
        on = add_working_days(today, -4 if stage in (Stage.LATE, Stage.REVIEW) else -1)
        until = add_working_days(on, 2)
        cost = self._ask(last_costs, space_id=space_id, on=on)
        made = self._do(on, offers.make_offer, draft=OfferDraft(applicant_id, space_id, TenancyKind.STARTER, until,
                                                                cost.lines if cost is not None else _COSTS, None, void_id))
        if stage is Stage.ACCEPTED:
            self._do(today, offers.accept_offer, offer_id=made, version=None, on=today)
        if stage is Stage.REVIEW:
            self._do(until, offers.refuse_offer, offer_id=made, version=None, on=until, suitable=True,
                     reason="Too far from the school, and no bus in the morning")
            self._do(today, offers.ask_review, offer_id=made, version=None, on=today)
