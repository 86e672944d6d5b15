"""The small forms of a claim's screen: what was said, what changed, who is away, what is looked at again or wanted back."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from housingdesk.benefits.actions import absences, appeals, circumstances, contacts, overpayments, uc_cards
from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.overpayments import CHARGED
from housingdesk.benefits.queries.claim_file import ClaimFile
from housingdesk.benefits.queries.claim_parts import AbsenceRow, AppealRow, ChangeRow, ContactRow, OverpaymentRow
from housingdesk.benefits.rules.appeals import OPEN_APPEALS, offered
from housingdesk.benefits.rules.awards import AwardDraft, by_month
from housingdesk.benefits.rules.claim_drafts import (
    AbsenceDraft,
    AppealDraft,
    ChangeDraft,
    ContactDraft,
    OverpaymentDraft,
    UcDraft,
)
from housingdesk.benefits.rules.direct import DirectFacts, Tier, managed_payment
from housingdesk.benefits.rules.overdue import ANSWER_DAYS
from housingdesk.benefits.rules.words import (
    DWP_KINDS,
    AbsenceReason,
    AppealState,
    ContactKind,
    Direction,
    RecoveryWay,
    WhatChanged,
)
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_CHARGED = "charged"


class PartForms:
    """Makes the forms for one page; each writes by one action and closes when it is done."""

    def __init__(self, page: ListWithPane) -> None:
        self.page = page

    def day(self, shown: date | None = None, *, needed: bool = False) -> DateEdit:
        """A question for a day."""
        return DateEdit(lambda: self.page.desk.today, shown, needed=needed)

    @property
    def today(self) -> date:
        """Today."""
        return self.page.desk.today

    def _keep(self, form: PaneForm, problems: list[Problem], action: Callable[..., Any], **facts: Any) -> None:
        if not form.show_problems(problems):
            self.page.desk.do(action, self.page.close_form, form.refused, **facts)

    # What was said.
    def note(self, claim_ids: list[int], about: str, whom: str, kind: ContactKind, said: str,
             direction: Direction = Direction.RANG, *, answer: bool = True) -> Question:
        """A call or another word, written down with each of these claims."""
        by = self.today + timedelta(ANSWER_DAYS) if answer else None
        question = Question(self.page, "What was said", about, (
            ("direction", "How", _words(Direction)), ("kind", "About", _words(ContactKind)),
            ("whom", "With whom", TextField(whom, longest=200)), ("said", "What was said", LongText(said, lines=3)),
            ("on", "On", self.day(self.today, needed=True)),
            ("answer_by", "Answer expected by", self.day(by), "Empty where none is")), "Write it down",
            partial(self._noted, claim_ids))
        question.form.set_values(direction=direction, kind=kind)
        return question

    def _noted(self, claim_ids: list[int], form: PaneForm) -> None:
        draft = ContactDraft(**form.values())
        self._keep(form, draft.problems(self.today), contacts.ask_office, claim_ids=claim_ids, draft=draft)

    def answered(self, row: ContactRow) -> Question:
        """The answer to what was asked."""
        return Question(self.page, "The answer came", sentence_case(row.kind), (
            ("on", "On", self.day(self.today, needed=True)), ("said", "What was answered", TextField(longest=400))), "It came",
            lambda form: self._keep(form, [], contacts.answer_contact, contact_id=row.id, version=row.version, **form.values()))

    def authority(self, file: ClaimFile) -> Question:
        """Authority to act."""
        return Question(self.page, "Authority to act", "The office may talk to us about this claim", (
            ("on", "Given on", self.day(self.today, needed=True)),), "It was given",
            lambda form: self._keep(form, [], contacts.give_authority, claim_id=file.claim.id, version=file.claim.version,
                                    **form.values()))

    # Changes and absences.
    def change(self, file: ClaimFile) -> Question:
        """A change of circumstances."""
        return Question(self.page, "Something changed", "Told within a month it counts from its day, where it brings more", (
            ("what", "What changed", _words(WhatChanged)), ("happened_on", "From", self.day(self.today, needed=True)),
            ("said", "In a few words", LongText(lines=2)),
            ("told_on", "The office was told on", self.day(), "Empty: still to be told")), "Write it down",
            lambda form: self._with(form, ChangeDraft, circumstances.add_change, claim_id=file.claim.id))

    def told(self, row: ChangeRow | AbsenceRow) -> Question:
        """The office was told."""
        action, key = (circumstances.tell_change, "change_id") if isinstance(row, ChangeRow) else (absences.tell_absence,
                                                                                                  "absence_id")
        return self._day_of("The office was told", "It was told", action, **{key: row.id, "version": row.version})

    def confirmed(self, row: ChangeRow) -> Question:
        """The office confirmed a change."""
        return self._day_of("The office confirmed it", "It is confirmed", circumstances.confirm_change, change_id=row.id,
                            version=row.version)

    def away(self, file: ClaimFile, row: AbsenceRow | None = None) -> Question:
        """Somebody is away; with a row, what is known of it is put right."""
        question = Question(self.page, "Away from home", "The first day away counts, the day of return does not", (
            ("reason", "Why", _words(AbsenceReason)),
            ("away_from", "First day away", self.day(row.away_from if row else self.today, needed=True)),
            ("expected_back", "Expected back on", self.day(row.expected_back if row else None)),
            ("told_on", "The office was told on", self.day(row.told_on if row else None), "Empty: still to be told"),
            ("note", "Note", LongText(row.note if row else "", lines=2))), "Keep it", partial(self._away, file, row))
        if row is not None:
            question.form.set_values(reason=row.reason)
        return question

    def _away(self, file: ClaimFile, row: AbsenceRow | None, form: PaneForm) -> None:
        if row is None:
            self._with(form, AbsenceDraft, absences.start_absence, claim_id=file.claim.id)
        else:
            self._with(form, AbsenceDraft, absences.write_absence, absence_id=row.id, version=row.version)

    def back(self, row: AbsenceRow) -> Question:
        """They are back."""
        return Question(self.page, "Back home", "The day of return does not count as a day away", (
            ("back_on", "Back on", self.day(self.today, needed=True)),), "They are back",
            lambda form: self._keep(form, [], absences.end_absence, absence_id=row.id, version=row.version, **form.values()))

    # Decisions.
    def appeal(self, file: ClaimFile) -> Question:
        """A decision is looked at again."""
        kinds = offered(file.claim.kind)
        return Question(self.page, "Ask for it to be looked at again", "Within a month of the notice", (
            ("kind", "How", Choice([(one, sentence_case(one)) for one in kinds])),
            ("told_on", "Day of the notice", self.day(file.claim.decided_on or self.today, needed=True)),
            ("grounds", "What is wrong with it", LongText(lines=3)),
            ("asked_on", "Asked for on", self.day(), "Empty: still to be asked for"),
            ("asked_by", "Who asks", TextField(file.claim.person, longest=200))), "Keep it",
            lambda form: self._with(form, AppealDraft, appeals.open_appeal, claim_id=file.claim.id))

    def appeal_step(self, row: AppealRow) -> Question:
        """It was asked for, or what came of it."""
        if row.state is AppealState.TO_ASK:
            return Question(self.page, f"{sentence_case(row.kind)} asked for", "", (
                ("on", "Asked for on", self.day(self.today, needed=True)),
                ("asked_by", "Who asked", TextField(row.asked_by, longest=200)),
                ("grounds", "What is wrong with it", LongText(row.grounds, lines=3))), "It was asked for",
                lambda form: self._keep(form, [], appeals.ask_appeal, appeal_id=row.id, version=row.version, **form.values()))
        ends = [(state, sentence_case(state)) for state in AppealState if state not in OPEN_APPEALS]
        return Question(self.page, f"{sentence_case(row.kind)}: the answer", "", (
            ("state", "What came of it", Choice(ends)), ("on", "On", self.day(self.today, needed=True)),
            ("outcome", "In a few words", LongText(lines=3))), "Keep it",
            lambda form: self._keep(form, [], appeals.decide_appeal, appeal_id=row.id, version=row.version, **form.values()))

    def overpaid(self, file: ClaimFile, row: OverpaymentRow | None = None) -> Question:
        """An office wants benefit back; with a row, what is known of it is put right."""
        question = Question(self.page, "Benefit wanted back", "Other people’s accounts are credited in full all the same", (
            ("pence", "How much", MoneyEdit(row.pence if row else None)), ("way", "How they take it back", _words(RecoveryWay)),
            ("notified_on", "Day of the notice", self.day(row.notified_on if row else self.today, needed=True)),
            ("period_from", "For the days from", self.day(row.period_from if row else None)),
            ("period_to", "to", self.day(row.period_to if row else None)),
            ("weekly_pence", "How much a week", MoneyEdit(row.weekly_pence if row else None)),
            ("reason", "Why", TextField(row.reason if row else "", longest=400)),
            (_CHARGED, "Whose debt", Tick("Charge the tenant’s account with what is taken", bool(row and row.account_id)))),
            "Keep it", partial(self._overpaid, file, row))
        if row is not None:
            question.form.set_values(way=row.way)
        return question

    def _overpaid(self, file: ClaimFile, row: OverpaymentRow | None, form: PaneForm) -> None:
        said = form.values()
        charged = said.pop(_CHARGED) and said["way"] in CHARGED
        draft = OverpaymentDraft(**{**said, "pence": said["pence"] or 0})
        facts = {"draft": draft, "account_id": file.account_id if charged else None}
        if row is None:
            self._keep(form, draft.problems(self.today), overpayments.open_overpayment, claim_id=file.claim.id, **facts)
        else:
            self._keep(form, draft.problems(self.today), overpayments.write_overpayment, overpayment_id=row.id,
                       version=row.version, **facts)

    def overpaid_step(self, row: OverpaymentRow) -> Question:
        """What became of it."""
        ways = [("disputed", "It is disputed"), ("open", "It is no longer disputed"), ("recovered", "It is recovered"),
                ("cancelled", "The office cancelled it")]
        return Question(self.page, "What became of it", "", (("what", "Now", Choice(ways)),
                                                             ("on", "On", self.day(self.today, needed=True))), "Keep it",
                        partial(self._overpaid_step, row))

    def _overpaid_step(self, row: OverpaymentRow, form: PaneForm) -> None:
        said, which = form.values(), {"overpayment_id": row.id, "version": row.version}
        if said["what"] in ("disputed", "open"):
            self._keep(form, [], overpayments.dispute_overpayment, disputed=said["what"] == "disputed", **which)
        else:
            self._keep(form, [], overpayments.close_overpayment, on=said["on"], cancelled=said["what"] == "cancelled", **which)

    def award(self, file: ClaimFile) -> Question:
        """What the office's letter says it pays."""
        per = "month" if by_month(file.claim.kind) else "week"
        return Question(self.page, "Record award", f"{file.claim.person} · {file.claim.office}", (
            ("start", "It pays from", self.day(self.today, needed=True)), ("pence", f"How much a {per}", MoneyEdit(None)),
            ("to_landlord", "Payment", Tick("Paid to us", file.claim.to_landlord)),
            ("rent_used_pence", "The rent it reckons with", MoneyEdit(None)),
            ("told_on", "Day of the notice", self.day()), ("source", "Where it is from", TextField("The award letter"))),
            "Record it", partial(self._award, file))

    def _award(self, file: ClaimFile, form: PaneForm) -> None:
        said = form.values()
        if said["pence"] is None:
            form.show_problems([Problem("pence", "Type what it pays, for example 112.40")])
            return
        draft = AwardDraft(**said)
        self._keep(form, draft.problems(self.today), record_award, claim_id=file.claim.id, draft=draft)

    # Universal Credit.
    def card(self, file: ClaimFile) -> Question:
        """What the statement says."""
        card = file.card
        assert card is not None
        return Question(self.page, "What the statement says", "Pence a month, days of the month", (
            ("assessment_day", "A period begins on the", TextField(str(card.assessment_day or ""), longest=2)),
            ("pay_day", "Paid on the", TextField(str(card.pay_day or ""), longest=2)),
            ("rent_on_uc_pence", "Rent that Universal Credit knows, a month", MoneyEdit(card.rent_on_uc_pence)),
            ("standard_pence", "Standard allowance, a month", MoneyEdit(card.standard_pence)),
            ("deduction_pence", "Taken for arrears, a month", MoneyEdit(card.deduction_pence))), "Keep it",
            partial(self._carded, file))

    def _carded(self, file: ClaimFile, form: PaneForm) -> None:
        said, problems = form.values(), []
        for name in ("assessment_day", "pay_day"):
            text = said[name]
            said[name] = int(text) if text.isdecimal() else None
            if text and said[name] is None:
                problems.append(Problem(name, "Type a day of the month, for example 14"))
        draft = UcDraft(**said)
        assert file.card is not None
        self._keep(form, problems or draft.problems(), uc_cards.write_card, claim_id=file.claim.id, version=file.card.version,
                   draft=draft)

    def happened(self, file: ClaimFile) -> Question:
        """What happened with Universal Credit: the portal, payment to us, the journal."""
        return Question(self.page, "What happened", "The portal is answered within two working days", (
            ("what", "What", Choice([(key, words) for key, (words, _, _) in _HAPPENED.items()])),
            ("on", "On", self.day(self.today, needed=True)), ("reason", "Why, where refused", TextField(longest=400))),
            "Keep it", partial(self._happened, file))

    def direct(self, file: ClaimFile, on: date) -> Question:
        """On which ground payment to us is asked for."""
        return Question(self.page, "Payment to us", "It may be asked for on one of these grounds", (
            ("ground", "Ground", Choice([("arrears", "Two months of rent are owed"),
                                         ("repeated", "Underpaid again and again, and a month is owed"),
                                         *((tier, tier.value.split(":")[0]) for tier in Tier)]),
             "Tier 1: very likely to need it, as with drink, drugs, violence or many debts. Tier 2: may need it, as when new "
             "in their home or in hospital"),
            ("on", "Asked for on", self.day(on, needed=True))), "It was asked for", partial(self._direct, file))

    def _direct(self, file: ClaimFile, form: PaneForm) -> None:
        assert file.card is not None
        said = form.values()
        tier = said["ground"] if isinstance(said["ground"], Tier) else None
        found = managed_payment(DirectFacts(file.owed_pence, file.rent.actual_pence or 0, said["ground"] == "repeated", tier))
        against = [] if found.may else [Problem("ground", found.sentence)]
        self._keep(form, against, uc_cards.ask_direct, claim_id=file.claim.id, version=file.card.version, on=said["on"],
                   reason=found.sentence)

    def _happened(self, file: ClaimFile, form: PaneForm) -> None:
        assert file.card is not None
        said = form.values()
        if said["what"] == "direct":
            self.page.close_form()
            self.page.ask_form(self.direct(file, said["on"]))
            return
        _, action, more = _HAPPENED[said["what"]]
        reason = {"reason": said["reason"]} if "granted" in more else {}
        self._keep(form, [], action, claim_id=file.claim.id, version=file.card.version, on=said["on"], **more, **reason)

    # Inside.
    def _with(self, form: PaneForm, make: Callable[..., Any], action: Callable[..., Any], **facts: Any) -> None:
        draft = make(**form.values())
        self._keep(form, draft.problems(self.today), action, draft=draft, **facts)

    def _day_of(self, title: str, verb: str, action: Callable[..., Any], **facts: Any) -> Question:
        return Question(self.page, title, "", (("on", "On", self.day(self.today, needed=True)),), verb,
                        lambda form: self._keep(form, [], action, **form.values(), **facts))


_HAPPENED: dict[str, tuple[str, Callable[..., Any], dict[str, bool]]] = {
    "answered": ("We answered the portal", uc_cards.portal_answered, {}),
    "asked": ("The portal asks about the rent", uc_cards.portal_asked, {}),
    "direct": ("Payment to us was asked for", uc_cards.ask_direct, {}),
    "granted": ("Payment to us was granted", uc_cards.answer_direct, {"granted": True}),
    "refused": ("Payment to us was refused", uc_cards.answer_direct, {"granted": False}),
    "journal": ("The tenant wrote it into the journal", uc_cards.journal_told, {})}


def has_card(file: ClaimFile) -> bool:
    """Whether the claim has a Universal Credit card."""
    return file.claim.kind in DWP_KINDS


def _words(words: Any) -> Choice:
    return Choice([(one, sentence_case(one)) for one in words])
