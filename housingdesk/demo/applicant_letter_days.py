"""Letters to the made-up applicants: one of each kind that fits somebody, some posted, some to be printed, one by e-mail."""

from datetime import date, timedelta

from housingdesk.demo.doing import Doing
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.lettings.actions.signup.answers import answer_applicant
from housingdesk.lettings.queries.applicants import ApplicantRow, applicants
from housingdesk.lettings.rules.words import ApplicantState
from housingdesk.mailings.actions.applicants import issue_to_applicants
from housingdesk.mailings.queries import applicant_letters
from housingdesk.mailings.queries.applicant_letters import ApplicantDraft, ApplicantWriting
from housingdesk.mailings.rules import applicants as kinds

_COUNCIL = "5 Station Road\nDalebrook\nZZ1 1AA"
_TYPED = {
    kinds.SUPPORT: {"reasons": "They say that you would like to live alone, and their homes are shared.",
                    "next_step": "We ask another team about you this week."},
    kinds.SIGN_UP: {"visit_at": "10.30am", "visit_place": "At our office, 2 Mill Lane"},
    kinds.NOMINATION: {"reasons": "None of our schemes has staff at night, which they need."},
    kinds.NOT_SUITABLE: {"reasons": "You told us that you need someone at night. None of our homes has staff at night."},
    kinds.OFFER_ENDED: {"next_step": "You stay on our list. We will write to you when another home is free."}}


class ApplicantLetterDays(Doing):
    """Each letter as the applicant’s page writes it; the newest wait for the printer."""

    hour = 3

    def fill(self, today: date) -> dict[str, int]:
        """The letters; returns how many were made. Each household is asked first where its post goes."""
        written: dict[str, int] = {}
        for place, row in enumerate(self._ask(applicants)):
            if row.state in (ApplicantState.HOUSED, ApplicantState.RECEIVED):
                continue
            found: ApplicantWriting = self._ask(applicant_letters.writing, applicant_id=row.id, on=today)
            wanted = found.wanted
            if not wanted or written.get(wanted, 0) >= 2:
                continue
            written[wanted] = written.get(wanted, 0) + 1
            self._reach(row, place, today, email=wanted == kinds.WITHDRAWN)
            self._write(row, wanted, today, post=written[wanted] == 1)
            if wanted == kinds.NOT_SUITABLE:
                written[kinds.NOMINATION] = 1
                self._write(row, kinds.NOMINATION, today, post=False)
        return {"letters to applicants": sum(written.values())}

    def _reach(self, row: ApplicantRow, place: int, today: date, *, email: bool) -> None:
        said = {"post_to": f"{place + 3} Canal Street\nDalebrook\nZZ1 1AB"}
        if email:
            said |= {"email_1": f"{row.name.split()[0].lower()}@post.example", "consent_texts": "yes"}
        for key, value in said.items():
            self._do(today, answer_applicant, applicant_id=row.id, key=key, value=value)

    def _write(self, row: ApplicantRow, template: str, today: date, *, post: bool) -> None:
        found: ApplicantWriting = self._ask(applicant_letters.writing, applicant_id=row.id, on=today)
        answers = {**found.begin[template], **_TYPED.get(template, {})}
        if template == kinds.SIGN_UP and not answers.get("visit_on"):
            answers["visit_on"] = f"{today + timedelta(2):%d/%m/%Y}"
        draft = ApplicantDraft(row.id, template, answers, to_name=answers.get("to_name", ""),
                               to_address=_COUNCIL if template == kinds.NOMINATION else "")
        made = self._ask(applicant_letters.look, draft=draft, on=today, signed_by=self._who.name)
        run_id = self._do(today, issue_to_applicants, title=f"{made.title} to {made.addressee}", letters=[made])
        ready = [one for one in self._ask(letter_queries.letters, run_id=run_id) if one.state is LetterState.READY]
        if post and ready and ready[0].way is Way.POST:
            self._do(today, letter_actions.mark_printed, letter_ids=[ready[0].id])
