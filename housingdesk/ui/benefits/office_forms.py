"""The forms of an office in its pane: its card, and the order in which its form asks. They check nothing themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.benefits.actions.office_papers import set_form_order
from housingdesk.benefits.actions.offices import change_office
from housingdesk.benefits.queries.form_orders import FormOrder
from housingdesk.benefits.queries.offices import OfficeRow
from housingdesk.benefits.rules.form_order import SOURCES, read_order
from housingdesk.benefits.rules.offices import CardDraft
from housingdesk.benefits.rules.words import HowSent
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_ANSWERS = "Answers there are: " + ", ".join(f"{key} ({words})" for key, words in SOURCES.items())


class CardForm:
    """What is on the card."""

    def __init__(self, page: Any, card: OfficeRow) -> None:
        self._page, self._card = page, card
        self.form = PaneForm(page.pane, card.name, "How it pays, how it is reached")
        self._pays(card)
        self._reached(card)
        self.form.foot("Keep the card", page.finish, page.close_form)

    def _today(self) -> date:
        day: date = self._page.desk.today
        return day

    def _pays(self, card: OfficeRow) -> None:
        form = self.form
        form.add("creditor_number", "Our creditor number", TextField(card.creditor_number, longest=40))
        form.row(("first_run_on", "One payment came on", DateEdit(self._today, card.first_run_on)),
                 ("first_covers_to", "It was for days up to", DateEdit(self._today, card.first_covers_to)))
        form.add("cycle_weeks", "It pays every … weeks", TextField(str(card.cycle_weeks), longest=3))
        form.add("sends", "Its schedule", Choice([(way, sentence_case(way)) for way in HowSent], chosen=card.sends))
        form.add("portal", "Portal", TextField(card.portal, longest=300), hint="Its address, as the browser wants it")

    def _reached(self, card: OfficeRow) -> None:
        form = self.form
        form.add("contact", "Who to ask for", TextField(card.contact, longest=200))
        form.add("phone", "Telephone", TextField(card.phone, longest=60))
        form.add("email", "E-mail", TextField(card.email))
        form.add("postal_address", "Postal address", LongText(card.postal_address, lines=3))
        weeks = "" if card.liaison_weeks is None else str(card.liaison_weeks)
        form.row(("next_liaison_on", "Next meeting", DateEdit(self._today, card.next_liaison_on)),
                 ("liaison_weeks", "Then every … weeks", TextField(weeks, longest=3)))
        form.add("note", "Note", LongText(card.note, lines=2))

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        found, values = self.form.unreadable(), self.form.values()
        for name, empty in (("cycle_weeks", False), ("liaison_weeks", True)):
            said = values[name]
            if said.isdigit() or (empty and not said):
                values[name] = int(said) if said else None
            else:
                found.append(Problem(name, f"“{said}” is not a whole number"))
        if self.form.show_problems(found):
            return
        draft: CardDraft = replace(CardDraft(), **values)
        if not self.form.show_problems(draft.problems()):
            self._page.desk.do(change_office, self._page.close_form, self.form.refused, office_id=self._card.id,
                               version=self._card.version, draft=draft)


class CouncilForm:
    """A council is entered."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.form = PaneForm(page.pane, "Enter a council", "It pays Housing Benefit, and may nominate people")
        self.form.add("name", "Its name", TextField(longest=120), hint="Dalebrook Borough Council")
        self.form.add("number", "Our creditor number there", TextField(longest=40))
        self.form.add("phone", "Telephone", TextField(longest=60))
        self.form.add("email", "E-mail", TextField())
        self.form.foot("Enter it", page.finish, page.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        draft = OfficeDraft(**self.form.values())
        if not self.form.show_problems(draft.problems()):
            self._page.desk.do(add_council, self._page.close_form, self.form.refused, draft=draft)


class OrderForm:
    """The order in which its form asks, as text."""

    def __init__(self, page: Any, card: OfficeRow, order: FormOrder) -> None:
        self._page, self._card = page, card
        whose = "the general order" if order.general else "its own order"
        how = "Each line is a question, =, and where its answer comes from; # begins a part"
        self.form = PaneForm(page.pane, f"The form of {card.name}", f"It has {whose} now. {how}")
        self.form.add("valid_from", "From", DateEdit(lambda: page.desk.today, page.desk.today, needed=True))
        self.form.add("text", "Questions in its order", LongText(order.text, lines=16))
        self.form.add_widget(label(_ANSWERS, "small", wrap=True))
        self.form.foot("Keep the order", page.finish, page.close_form)

    def submit(self) -> None:
        """Keep it, or say which line cannot be read."""
        found, values = self.form.unreadable(), self.form.values()
        found += read_order(values["text"])[1]
        if not self.form.show_problems(found):
            self._page.desk.do(set_form_order, self._page.close_form, self.form.refused, office_id=self._card.id, **values)
