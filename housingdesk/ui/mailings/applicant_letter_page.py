"""A letter to a household that waits for a home: the one that fits stands open with its answers, ready to be kept."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.letters.actions import MadeLetter
from housingdesk.lettings.actions.signup.answers import answer_applicant
from housingdesk.mailings.actions.applicants import issue_to_applicants
from housingdesk.mailings.queries import applicant_letters
from housingdesk.mailings.queries.applicant_letters import ApplicantDraft, ApplicantWriting
from housingdesk.mailings.queries.letters_wait import WaitingLetter
from housingdesk.mailings.queries.single import Offered, Writing
from housingdesk.ui.kit.fields import LongText
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.mailings.copies_form import taken_off
from housingdesk.ui.mailings.letter_page import LetterPage


class ApplicantLetterPage(LetterPage):
    """The same page as for a letter about an agreement; what it begins with comes from the offer, the viewing or the answer."""

    title = "Write to an applicant"
    letters: ClassVar[Any] = applicant_letters
    tables = frozenset({"applicant", "answer", "offer", "viewing", "support_ask", "sign_up", "person", "contact", "need",
                        "party", "hold", "setting"})

    def open(self, **facts: Any) -> None:
        """To which household: ``applicant_id``; ``about`` the offer, viewing or ask; ``template`` begins with that letter.

        ``then`` are the letters that follow once this one is kept.
        """
        self._then: tuple[WaitingLetter, ...] = tuple(facts.get("then", ()))
        self._about = str(facts.get("about", ""))
        self._applicant_id = int(facts["applicant_id"])
        super().open(tenancy_id=self._applicant_id, template=facts.get("template", ""))

    def reload(self) -> None:
        """Read which letters there are for them."""
        if self._tenancy_id:
            self.ask(applicant_letters.writing, self._show_writing, applicant_id=self._applicant_id, on=self.desk.today,
                     chosen=self._about)

    def _show_writing(self, writing: ApplicantWriting) -> None:
        if self._writing is None and not self._wanted:
            self._wanted = writing.wanted
        self._show(writing)

    def _ask_whom(self, form: PaneForm, letter: Offered, writing: Writing) -> None:
        super()._ask_whom(form, letter, writing)
        if not letter.to_others:
            form.add("to_address", "Where it goes, the postcode last", LongText(lines=3))

    def _begun_with(self, letter: Offered) -> dict[str, Any]:
        if not isinstance(self._writing, ApplicantWriting):
            return super()._begun_with(letter)
        begin = self._writing.begin.get(letter.key, {})
        asked = {ask.name for ask in letter.asks} | ({"to_name"} if letter.to_others else set())
        return {**{name: text for name, text in begin.items() if name in asked},
                **({} if letter.to_others else {"to_address": self._writing.post_to}), **super()._begun_with(letter)}

    def _first_empty(self, form: PaneForm) -> None:
        """First of all the address, where none is known."""
        if isinstance(self._writing, ApplicantWriting) and not self._writing.reached and "to_address" in form.fields:
            form["to_address"].setFocus()
        else:
            super()._first_empty(form)

    def enter(self) -> None:
        """In the form the cursor stays in the first question that has no answer."""
        if self.form is None:
            super().enter()
        else:
            self._first_empty(self.form)

    def _drafts(self, letter: Offered) -> Sequence[Any]:
        said = self.form.values() if self.form is not None else self._begun_with(letter)
        answers = {ask.name: said.get(ask.name, "") for ask in letter.asks}
        off, _ = taken_off(said)
        return [ApplicantDraft(self._applicant_id, letter.key, answers, said.get("free_text", ""), self._about,
                               said.get("to_name", ""), said.get("to_address", ""), off)]

    def _show(self, writing: Writing) -> None:
        super()._show(writing)
        if self._then:
            self.header.set_subtitle(f"To {writing.names} · {len(self._then):,} more to write after this")

    def _kept(self, tab: str, outcome: Any) -> None:
        """On to the next letter that waits; after the last to where they lie."""
        if not self._then:
            super()._kept(tab, outcome)
            return
        if self._chosen is not None:
            self._typed.pop((self._tenancy_id, self._chosen.key), None)
        self.form, self._chosen = None, None
        first, *then = self._then
        self.open(applicant_id=first.applicant_id, about=first.about, template=first.template, then=tuple(then))
        self.reload()

    def _keep_letters(self, title: str, letters: list[MadeLetter], tab: str) -> None:
        """Keeps them; an address that was typed here is kept with the household, so that nobody types it again."""
        typed = next(filter(None, map(applicant_letters.new_address, letters)), "")
        if typed and self.desk.may(Permission.KEEP_APPLICANTS):
            self.desk.do(answer_applicant, None, self._stopped, applicant_id=self._applicant_id, key="post_to", value=typed)
        self.desk.do(issue_to_applicants, partial(self._kept, tab), self._stopped, title=title, letters=letters)
