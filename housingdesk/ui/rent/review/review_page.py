"""One rent review: what needs a look first, each charge with why it is what it becomes, then approved and carried out."""

from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries.rent_review import Told, draw, run_title
from housingdesk.rent.actions.review import carrying, making
from housingdesk.rent.queries.review.rows import ReviewLine, Total
from housingdesk.rent.rules.words import ReviewState
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.filters import FilterRow
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, button, label, line
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.notices import Choice
from housingdesk.ui.kit.notices import Question as Ask
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.rent.review import review_words as words
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_FILTERS = (("scheme", "Every scheme"), ("rent_type", "Every rent type"), ("exception", "Every reason"))
_MOST_NAMED = 3


class RentReviewPage(NumberedSections, Page, ListWithPane):
    """Charges at the left, why each becomes what it does at the right."""

    title = "Rent review"
    name, pane_name = "Charges of the review", "Charge"
    empty = "Reading the review"
    pane_width = 360
    tables = frozenset({"rent_review", "review_row", "charge_line", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "change it", "change_line"), Key("O", "leave out", "turn_out"),
        Key("T", "totals", "show_totals"), Key("Ctrl+F", "filter", "focus_filter", shown=False),
        Key("A", "open the account", "open_account", shown=False), Key("Alt+R", "reckon anew", "reckon"),
        Key("Alt+L", "letters", "write_letters"), Key("Alt+W", "withdraw the approval", "withdraw", shown=False),
        Key("Alt+T", "take it back", "take_back", shown=False), Key("Alt+D", "drop it", "drop", shown=False),
        Key("Alt+1…3", "lists"), *section_keys(list(words.TABS.items())), Key("Ctrl+Enter", "approve, carry out", "finish"))

    def build(self) -> None:
        """The lists, the filters, the charges and the pane."""
        self._id = 0
        self._whole: words.Whole | None = None
        self._totals = False
        self._making = False
        self.summary = SummaryBar()
        self.stay(self.summary)
        self.tabs = Tabs("Which charges", [Tab(key, word, 0) for key, word in words.TABS.items()])
        self.tabs.chosen.connect(self._narrow)
        self.filters = FilterRow("rent review", "charges", "Name, address, reference", _FILTERS, self._narrow)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.filters.row())
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return words.line_columns()

    def sentence(self, row: ReviewLine) -> str:
        """A row as a screen reader says it."""
        return words.line_sentence(row)

    def remembered(self) -> str:
        """Under which name the widths of the columns are kept."""
        return "charges of a rent review"

    def open(self, **facts: Any) -> None:
        """``review_id``: which review."""
        if facts.get("review_id") not in (None, self._id):
            self._id, self._whole, self.question = int(facts["review_id"]), None, None
            self.summary.put_away()
        self.mark_stale()

    # Reading.
    def reload(self) -> None:
        """The review whole."""
        if self._id:
            self.ask(words.whole_review, self._show, review_id=self._id)

    def _show(self, whole: words.Whole) -> None:
        first = self._whole is None
        self._whole, head = whole, whole.head
        self.set_title(head.title)
        notice = words.notice_words(head, self.desk.today)
        self.header.set_subtitle(". ".join(part for part in (words.steps(head), notice) if part))
        total = whole.by_type[-1] if whole.by_type else Total("", 0, 0, 0)
        self.header.set_figures([("A week now", format_pence(total.old)), ("A week then", format_pence(total.new)),
                                 ("More", format_pence(total.new - total.old))])
        self.filters.offer(whole.offered, sentence_case)
        if first and not head.looked:
            self.tabs.choose(words.ALL)
        self._narrow()

    def _narrow(self, _text: Any = None) -> None:
        if self._whole is not None:
            self.ask(words.narrowed, self._show_rows, whole=self._whole, tab=self.tabs.key(), filters=self.filters.values())

    def _show_rows(self, found: words.Narrowed) -> None:
        self.tabs.show_tabs([Tab(key, word, found.counts[key]) for key, word in words.TABS.items()])
        self.table.set_empty("Nothing fits the filters. Esc clears them" if self.filters.narrows()
                             else words.EMPTY[self.tabs.key()])
        self.show_rows(found.rows)

    # The pane.
    def show_current(self) -> None:
        """Why the charge becomes what it does; the whole review where none is marked."""
        row: ReviewLine | None = self.current()
        self._totals = False
        if self._whole is None:
            self.pane.begin("Reading the review")
            self.pane.finish()
        elif row is None:
            self.show_totals()
        else:
            self._tell(row)

    def _tell(self, row: ReviewLine) -> None:
        self.pane.begin(row.name, " · ".join(part for part in (row.address, row.reference) if part))
        facts = [("Charge", row.description), ("Scheme", row.scheme), ("Rent type", sentence_case(str(row.rent_type or ""))),
                 ("Now", f"{format_pence(row.old)} {words.per(row)}"), ("At most", words.most_words(row)),
                 ("Then", f"{format_pence(row.stands)} {words.per(row)}")]
        self.pane.put(Facts([(name, said) for name, said in facts if said], strong_last=True))
        if row.exception is not None:
            self.pane.put(label(f"{sentence_case(str(row.exception))}.", "due", wrap=True))
        self.pane.put(label(f"{row.why}.", wrap=True))
        if row.changed_by:
            self.pane.put(label(f"By hand: {row.changed_by}.", "small", wrap=True))
        others = [button("Take it in again" if row.out else "Leave it out", self.turn_out, key="O")] \
            if self.is_valid("turn_out") else []
        others.append(button("The account", self.open_account, key="A"))
        first = button("Change it", self.change_line, key="Enter", kind="primary") if self.is_valid("change_line") else None
        self.pane.finish(first, others)

    def show_totals(self) -> None:
        """What the review comes to, by rent type and by scheme, and what it was reckoned by."""
        if self._whole is None or self.question is not None:
            return
        head, self._totals = self._whole.head, self.current() is not None
        self.pane.begin("The whole review", f"{words.accounts_words(head.accounts)}, {head.charges:,} charges. Each a week")
        for title, rows in (("By rent type", self._whole.by_type), ("By scheme", self._whole.by_scheme)):
            self.pane.put(label(title, "strong"))
            self.pane.put(Facts([(sentence_case(one.name), words.total_words(one)) for one in rows], strong_last=len(rows) > 1))
        self.pane.put(line())
        self.pane.put(label("Reckoned by", "strong"))
        for figure, value, source in head.figures:
            self.pane.put(label(f"{figure}: {value}", wrap=True))
            if source:
                self.pane.put(label(source, "small", wrap=True))
        self._tell_councils()
        self.pane.finish(*self._verbs())

    def _tell_councils(self) -> None:
        if self._whole is None or not self._whole.councils or self._whole.head.state is not ReviewState.DONE:
            return
        self.pane.put(line())
        self.pane.put(label("Lists for councils", "strong"))
        for office, name, count in self._whole.councils:
            go = partial(self.go_to, "benefit_paper", paper="rents", office_id=office, start=self._whole.head.starts_on)
            self.pane.put(WrapLink(f"{name}: {words.accounts_words(count)} change{'s' if count == 1 else ''} there", go))

    def _verbs(self) -> tuple[Any, list[Any]]:
        """The next step as the button, the other steps under it."""
        word = {ReviewState.DRAFT: "Approve it", ReviewState.APPROVED: "Carry it out"}.get(self._state() or ReviewState.DONE)
        first = button(word, self.finish, key="Ctrl+Enter", kind="primary") if word and self._may() else None
        others = [button(said, getattr(self, act), key=key) for key, act, said in (
            ("Alt+R", "reckon", "Reckon anew"), ("Alt+L", "write_letters", "Letters"),
            ("Alt+W", "withdraw", "Withdraw approval"), ("Alt+T", "take_back", "Take it back"), ("Alt+D", "drop", "Drop it"))
            if self.is_valid(act)]
        return first, others

    # What is valid.
    def _state(self) -> ReviewState | None:
        return self._whole.head.state if self._whole is not None else None

    def _may(self) -> bool:
        return bool(self.desk.may(Permission.KEEP_CHARGES))

    def is_valid(self, act: str) -> bool:
        """What the review and the marked charge allow."""
        state, row = self._state(), self.current()
        if act == "finish":
            return self.question is not None or (self._may() and state in (ReviewState.DRAFT, ReviewState.APPROVED))
        if self.question is not None:
            return False
        if act in ("change_line", "turn_out"):
            return row is not None and state is ReviewState.DRAFT and self._may()
        if act == "write_letters":
            return (state in (ReviewState.APPROVED, ReviewState.DONE) and not self._making
                    and self.desk.may(Permission.SEND_LETTERS))
        wanted = {"reckon": (ReviewState.DRAFT,), "withdraw": (ReviewState.APPROVED,), "take_back": (ReviewState.DONE,),
                  "drop": (ReviewState.DRAFT, ReviewState.APPROVED)}
        if act in wanted:
            return self._may() and state in wanted[act]
        return act != "open_account" or row is not None

    # One charge.
    def enter_pressed(self) -> None:
        """Enter in the list changes the charge, or opens its account when nothing can be changed."""
        if self.is_valid("change_line"):
            self.change_line()
        else:
            self.open_account()

    def change_line(self) -> None:
        """Set the new charge by hand."""
        row: ReviewLine | None = self.current()
        if row is None or not self.is_valid("change_line"):
            return
        asked = [("pence", f"New charge {words.per(row)}", MoneyEdit(row.new, needed=True),
                  f"At most: {words.most_words(row)}"),
                 ("why", "Why", TextField(longest=400), "It stands with the review")]
        self.ask_form(Question(self, f"{row.description} of {row.name}", f"{format_pence(row.old)} {words.per(row)} now", asked,
                               "Change it", partial(self._change, row.id)))

    def _change(self, row_id: int, form: PaneForm) -> None:
        self.desk.do(making.change_row, self.close_form, form.refused, row_id=row_id, **form.values())

    def turn_out(self) -> None:
        """Leave the charge out of the review, or take it in again."""
        row: ReviewLine | None = self.current()
        if row is None or not self.is_valid("turn_out"):
            return
        if row.out:
            self.desk.do(making.put_back, None, self._refused, row_id=row.id)
            return
        self.ask_form(Question(self, f"Leave out {row.description} of {row.name}", "It stays as it is now",
                               [("why", "Why", TextField(longest=400), "It stands with the review")], "Leave it out",
                               partial(self._take_out, row.id)))

    def _take_out(self, row_id: int, form: PaneForm) -> None:
        self.desk.do(making.take_out, self.close_form, form.refused, row_id=row_id, **form.values())

    def open_account(self) -> None:
        """The account of the marked charge."""
        row: ReviewLine | None = self.current()
        if row is not None:
            self.go_to("account", account_id=row.account_id)

    def focus_filter(self) -> None:
        """Into the filter."""
        self.filters.focus()

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(words.TABS)[number - 1])
        self.table.setFocus()

    # The whole review.
    def finish(self) -> None:
        """Keep the form; else say once what is approved or carried out, and do it at the same key."""
        if self.question is not None:
            self.question.submit()
        elif not self.summary.press() and self._whole is not None and self.is_valid("finish"):
            head, total = self._whole.head, self._whole.by_type[-1]
            changing = sum(one.stands != one.old for one in self._whole.lines)
            said = (f"{changing:,} of {head.charges:,} charges change from {format_date(head.starts_on)}: "
                    f"{format_pence(total.old)} a week becomes {format_pence(total.new)}")
            if head.state is ReviewState.DRAFT:
                self.summary.ask(said, "Approve it", partial(self._do, making.approve_review))
            else:
                self.summary.ask(f"{said}. It can be taken back until the debit of {format_date(head.first_debit)}",
                                 "Carry it out", partial(self._do, carrying.carry_out))

    def _do(self, action: Any) -> None:
        self.desk.do(action, None, self._refused, review_id=self._id)

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error) or "Nothing was done", stays=True)

    def reckon(self) -> None:
        """Reckon it anew with what Settings, formula rents, budgets and charges say now."""
        if self._whole is not None and self.is_valid("reckon"):
            self.desk.do(making.make_review, None, self._refused, starts_on=self._whole.head.starts_on, review_id=self._id)

    def withdraw(self) -> None:
        """Make it a dry run again."""
        if self.is_valid("withdraw"):
            self._do(making.withdraw_approval)

    def take_back(self) -> None:
        """Take the carried out review back whole."""
        if self.is_valid("take_back"):
            self.notices.ask(Ask("Take the review back?", "The old charges run on as they did. It is approved still.",
                                 (Choice("back", "Take it back", primary=True),)), self._answered)

    def drop(self) -> None:
        """Drop the review; its rows go."""
        if self.is_valid("drop"):
            self.notices.ask(Ask("Drop the review?", "What was changed by hand in it goes too. Charges stay as they are.",
                                 (Choice("drop", "Drop it", primary=True),)), self._answered)

    def _answered(self, answer: str) -> None:
        if answer == "back":
            self._do(carrying.take_back_review)
        elif answer == "drop":
            self.desk.do(making.drop_review, lambda _outcome: self.go_to("rent_reviews"), self._refused, review_id=self._id)

    # Letters.
    def write_letters(self) -> None:
        """Say how many are written to and who is not; the same key makes the letters."""
        if self.is_valid("write_letters"):
            self.ask(words.letters_asked, self._ask_letters, review_id=self._id, on=self.desk.today)

    def _ask_letters(self, found: tuple[int, list[Told]]) -> None:
        count, without = found
        if not count:
            self.notices.message("Nobody is to be written to: everybody whose charge changes has had their letter")
            return
        named = "; ".join(f"{one.name}: {one.why_not[:1].lower()}{one.why_not[1:]}" for one in without[:_MOST_NAMED])
        more = f" and {len(without) - _MOST_NAMED:,} more" if len(without) > _MOST_NAMED else ""
        not_to = f". No letter for {len(without):,} ({named}{more})" if without else ""
        self.summary.ask(f"Letters for {words.accounts_words(count)}{not_to}", "Draw the letters", self._draw)

    def _draw(self) -> None:
        self._making = True
        self.desk.run(draw, self._drawn, self._stopped, label="Letters of the rent review", review_id=self._id,
                      on=self.desk.today, signed_by=self.desk.who.name)

    def _drawn(self, letters: list[MadeLetter]) -> None:
        assert self._whole is not None
        self.desk.do(issue_run, self._kept, self._stopped, title=run_title(self._whole.head), letters=letters)

    def _kept(self, outcome: Any) -> None:
        self._making = False
        self.go_to("letters", run_id=outcome.value, tab="ready")

    def _stopped(self, error: HousingDeskError) -> None:
        self._making = False
        self._refused(error)

    def escape(self) -> bool:
        """Esc puts away what is asked, the form, the totals, then the filters."""
        return self.summary.put_away() or ListWithPane.escape(self) or self._leave_totals() or self.filters.clear()

    def _leave_totals(self) -> bool:
        was = self._totals
        if was:
            self.show_current()
        return was
