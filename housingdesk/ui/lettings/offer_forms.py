"""The forms of an offer in the pane of an applicant: made, accepted, refused, withdrawn, looked at again."""

from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.lettings.actions import offers
from housingdesk.lettings.queries.applicant_file import ApplicantFile
from housingdesk.lettings.queries.offers import Cost, OfferRow, last_costs
from housingdesk.lettings.rules.offers import OfferDraft
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, Radios, TextField
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.lettings.applicant_step_forms import StepForm, homes_for
from housingdesk.values.dates import add_working_days
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_KINDS = (TenancyKind.STARTER, TenancyKind.ASSURED, TenancyKind.FIXED_TERM, TenancyKind.LICENCE_EXCLUDED,
          TenancyKind.LICENCE_PROTECTED, TenancyKind.INTERMEDIATE, TenancyKind.ASSURED_PERIODIC)
_CHARGES = ((ChargeCode.RENT, "Rent or licence charge"), (ChargeCode.ELIGIBLE_SERVICE, "Service charge"),
            (ChargeCode.INELIGIBLE_SERVICE, "Personal charge"), (ChargeCode.WATER, "Water"), (ChargeCode.SUPPORT, "Support"))


class OfferForm(StepForm):
    """A home to be offered; what it was charged last stands there already."""

    def __init__(self, panel: Any, file: ApplicantFile, space_id: int | None) -> None:
        super().__init__(panel, "Offer a home", file.row.name)
        self._file = file
        form = self.form
        form.add("space_id", "Home", Choice(homes_for(file, space_id)))
        form["space_id"].set_value(space_id)
        form.add("kind", "Agreement", Choice([(kind, sentence_case(kind)) for kind in _KINDS]))
        form.row(("answer_by", "Answer by", DateEdit(self.today, needed=True)),
                 ("starts_on", "Would start", DateEdit(self.today)))
        for code, words in _CHARGES:
            form.add(str(code), words, MoneyEdit(), hint="A week" if code is ChargeCode.RENT else "")
        form.edited.connect(self._edited)
        self.foot("Make the offer")
        panel.ask(_answer_day, self._answer_by, on=self.today())
        self._edited("space_id")

    def _answer_by(self, day: date) -> None:
        if self.form["answer_by"].value() is None:
            self.form.set_values(answer_by=day)

    def _edited(self, name: str) -> None:
        space_id = self.form["space_id"].value()
        if name == "space_id" and space_id is not None:
            self.panel.ask(last_costs, self._costs, space_id=space_id, on=self.today())

    def _costs(self, cost: Cost | None) -> None:
        """What the home is charged, in the fields that nobody has typed in."""
        found: dict[str, int] = {}
        for line in cost.lines if cost is not None else ():
            found[str(line.code)] = found.get(str(line.code), 0) + line.pence
        for code, _ in _CHARGES:
            self.form[str(code)].set_value(found.get(str(code)))
        known = f"{sentence_case(cost.per)}, {cost.where_from}" if cost is not None else ""
        self.form.fields[str(ChargeCode.RENT)].set_hint(known or "A week. Nothing is charged for this home yet")

    def send(self, values: dict[str, Any]) -> None:
        """Make the offer."""
        if values["space_id"] is None:
            self.form.show_problems([Problem("space_id", "Choose the home. Only homes with a plan under Voids stand here")])
            return
        lines = tuple(ChargeDraft(code, words, values[str(code)]) for code, words in _CHARGES if values[str(code)] is not None)
        draft = OfferDraft(self._file.row.id, values["space_id"], values["kind"], values["answer_by"], lines,
                           values["starts_on"])
        problems = [replace(one, field=str(ChargeCode.RENT)) if one.field == "costs" or one.field.startswith("pence") else one
                    for one in draft.problems(self.today())]
        self.do(offers.make_offer, problems, draft=draft)


def _answer_day(on: date) -> date:
    days = int(settings_queries.value("lettings.offer_answer_days", on))
    return add_working_days(on, days, settings_queries.extra_holidays(on))


class AcceptForm(StepForm):
    """They take the home."""

    def __init__(self, panel: Any, row: OfferRow) -> None:
        super().__init__(panel, "They accept", row.address)
        self._row = row
        self.form.add("on", "On", DateEdit(self.today, self.today(), needed=True))
        self.foot("They accept the offer")

    def send(self, values: dict[str, Any]) -> None:
        """Keep it."""
        self.do(offers.accept_offer, offer_id=self._row.id, version=self._row.version, **values)


class RefusalForm(StepForm):
    """They do not take it, and why."""

    def __init__(self, panel: Any, row: OfferRow) -> None:
        super().__init__(panel, "They refuse", row.address)
        self._row = row
        self.form.add("on", "On", DateEdit(self.today, self.today(), needed=True))
        self.form.add("reason", "Why, in their words", LongText(lines=3))
        self.form.add("suitable", "Was the offer suitable for them?",
                      Radios([(True, "Yes"), (False, "No"), (None, "Not decided yet")]))
        self.foot("Keep the refusal")

    def send(self, values: dict[str, Any]) -> None:
        """Keep it."""
        self.do(offers.refuse_offer, offer_id=self._row.id, version=self._row.version, **values)


class WithdrawForm(StepForm):
    """We take the offer back."""

    def __init__(self, panel: Any, row: OfferRow) -> None:
        super().__init__(panel, "Withdraw the offer", row.address)
        self._row = row
        self.form.add("reason", "Why", LongText(lines=3))
        self.foot("Withdraw it")

    def send(self, values: dict[str, Any]) -> None:
        """Withdraw it."""
        self.do(offers.withdraw_offer, offer_id=self._row.id, version=self._row.version, **values)


class ReviewForm(StepForm):
    """They want the refusal looked at again."""

    def __init__(self, panel: Any, row: OfferRow) -> None:
        super().__init__(panel, "A review is asked for", f"Somebody other than {row.made_by} decides it")
        self._row = row
        self.form.add("on", "Asked on", DateEdit(self.today, self.today(), needed=True))
        self.foot("Keep the request")

    def send(self, values: dict[str, Any]) -> None:
        """Keep it."""
        self.do(offers.ask_review, offer_id=self._row.id, version=self._row.version, **values)


class DecisionForm(StepForm):
    """What came of the review."""

    def __init__(self, panel: Any, row: OfferRow) -> None:
        super().__init__(panel, "Decide the review", f"{row.made_by} made the offer, so somebody else decides")
        self._row = row
        self.form.add("review_by", "Who looked at it again", TextField(longest=120))
        self.form.add("suitable", "The offer", Radios([(True, "was suitable: the refusal counts"),
                                                       (False, "was not suitable: they are offered another home")]))
        self.form.add("outcome", "Why", LongText(lines=4))
        self.foot("Keep the decision")

    def send(self, values: dict[str, Any]) -> None:
        """Keep it."""
        missing = [] if values["suitable"] is not None else [Problem("suitable", "Choose what came of it")]
        self.do(offers.decide_review, missing, offer_id=self._row.id, version=self._row.version, reviewer=values["review_by"],
                outcome=values["outcome"], suitable=bool(values["suitable"]))
