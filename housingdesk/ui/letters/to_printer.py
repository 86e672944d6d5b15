"""From the queue to the printer: which letters in which order, and what came out of it.

The letters are marked as being printed before the first sheet goes, one after the other straight from the archive; when the
printer has them all a person says what came out. Until then they stay marked, also over a power cut.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter

from housingdesk.errors import HousingDeskError
from housingdesk.letters import actions, queries
from housingdesk.letters.queries import LetterRow
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.franking import LARGER, envelope_for, envelope_name
from housingdesk.letters.stopped import StoppedLetter, stopped_letters
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.print_many import STOPPED, Printed, print_many
from housingdesk.ui.kit.print_panel import ManyPanel, PrintPanel, sent_to_printer
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.letters.jobs import copy_of, trial_of

_NAMED = 3


class Queue(Protocol):
    """What the printing needs of the screen that the letters are on."""

    desk: Any
    notices: Any

    def window(self) -> Any: ...
    def envelopes(self) -> Sequence[Envelope]: ...
    def ask_last_good(self, rows: list[LetterRow], likely: int) -> None: ...
    def printed(self, outcome: Any) -> None: ...
    def printing_changed(self) -> None: ...


def in_order(rows: Sequence[LetterRow], envelopes: Sequence[Envelope]) -> list[LetterRow]:
    """Envelope by envelope, the smallest first, and in each the first made on top."""
    def size(row: LetterRow) -> float:
        envelope = envelope_for(row.pages, envelopes)
        return float("inf") if envelope is None else envelope.height * envelope.width
    return sorted(rows, key=lambda row: (size(row), row.id))


def cover_counts(rows: Sequence[LetterRow], envelopes: Sequence[Envelope]) -> list[str]:
    """For each envelope how many letters and sheets go into it: ``DL: 38 letters, 76 sheets``."""
    kinds: dict[str, list[int]] = {}
    for row in rows:
        kinds.setdefault(envelope_name(envelope_for(row.pages, envelopes)), []).append(row.pages)
    return [f"{name if name != LARGER else 'Larger envelopes'}: {actions.count_of(len(pages))}, {sum(pages):,} "
            f"sheet{'s' if sum(pages) != 1 else ''}" for name, pages in kinds.items()]


def held_question(held: Sequence[StoppedLetter], count: int) -> Question:
    """What to do with ``count`` letters of which a hold stops some: keep those back and print the others, or none."""
    others, them = count - len(held), "it" if len(held) == 1 else "them"
    named = ". ".join(f"{one.which}: {one.why.rstrip('.')}" for one in held[:_NAMED])
    more = f", and {len(held) - _NAMED:,} more" if len(held) > _NAMED else ""
    words = f"Keep {them} back, print the other {others:,}" if others else f"Keep {them} back"
    return Question(f"{len(held):,} of {actions.count_of(count)} may not go out",
                    f"{named}{more}. What is kept back waits in the queue until you take it up.",
                    (Choice("keep", words, primary=True, shortcut="K"),), safe_words="Print none")


class ToPrinter(QObject):
    """The printing of one screen. ``busy`` while letters are on their way to the printer from here."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page: Queue = page
        self.busy = False

    def offer(self, rows: Sequence[LetterRow]) -> None:
        """Asks for the printer; nothing is read or joined before."""
        chosen = in_order(rows, self._page.envelopes())
        sheets = sum(row.pages for row in chosen)
        title = f"Print {actions.count_of(len(chosen))}, {sheets:,} page{'s' if sheets != 1 else ''}"
        ManyPanel(self._page.window(), title, cover_counts(chosen, self._page.envelopes()), len(chosen),
                  partial(self._start, chosen))

    def _start(self, rows: list[LetterRow], printer: QPrinter, both_sides: bool, first: int, last: int) -> None:
        chosen = rows[first:last + 1]
        self._set_busy(True)
        self._begin(chosen, printer, both_sides)

    def _begin(self, rows: list[LetterRow], printer: QPrinter, both_sides: bool) -> None:
        self._page.desk.do(actions.start_printing, partial(self._stream, rows, printer, both_sides),
                           partial(self._not_started, rows, printer, both_sides), letter_ids=[row.id for row in rows])

    def _not_started(self, rows: list[LetterRow], printer: QPrinter, both_sides: bool, error: HousingDeskError) -> None:
        """A hold that stops some of them need not stop the others: which those are is looked up, and asked."""
        self._page.desk.ask(stopped_letters, partial(self._offer_others, rows, printer, both_sides, error), self._refused,
                            letter_ids=[row.id for row in rows], on=self._page.desk.today)

    def _offer_others(self, rows: list[LetterRow], printer: QPrinter, both_sides: bool, error: HousingDeskError,
                      held: list[StoppedLetter]) -> None:
        if not held:
            self._refused(error)
            return

        def answered(answer: str) -> None:
            if answer == "keep":
                self._page.desk.do(actions.keep_back, partial(self._print_others, rows, printer, both_sides), self._refused,
                                   letter_ids=[one.letter_id for one in held])
            else:
                self._set_busy(False)
        self._page.notices.ask(held_question(held, len(rows)), answered)

    def _print_others(self, rows: list[LetterRow], printer: QPrinter, both_sides: bool, kept: Any) -> None:
        others = [row for row in rows if row.id not in kept.value]  # the copies of what is held are kept back with it
        if others:
            self._begin(others, printer, both_sides)
        else:
            self._set_busy(False)

    def _refused(self, error: HousingDeskError) -> None:
        self._set_busy(False)
        self._page.notices.message(refusal(error), stays=True)

    def _stream(self, rows: list[LetterRow], printer: QPrinter, both_sides: bool, _outcome: Any) -> None:
        job = print_many(self._page.desk, self._fetch, [row.id for row in rows], printer,
                   partial(self._over, rows, printer.printerName()),
                   label=f"Printing {actions.count_of(len(rows))}", both_sides=both_sides)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        """Also a job that was cancelled before it began, or that broke: what is marked stays so until somebody answers."""
        if self.busy:
            self._set_busy(False)

    def _fetch(self, letter_id: int) -> bytes:
        """The bytes as issued, in the printing thread; what is wrong with the database is told like any other refusal."""
        return bytes(self._page.desk.desk.ask(queries.pdf, letter_id=letter_id))

    def _over(self, rows: list[LetterRow], printer: str, done: Printed) -> None:
        self._set_busy(False)
        if not done.why_not_all:
            self._ask(rows, f"Did all {len(rows):,} come out?" if len(rows) > 1 else "Did it come out?",
                      "What came out is marked as printed; the rest stays in the queue.", len(rows))
        elif done.pages == 0 and done.why_not_all != STOPPED:
            self._page.desk.do(actions.mark_ready, partial(self._again, rows, printer, done.why_not_all),
                               letter_ids=[row.id for row in rows])
        else:
            sent = f"{actions.count_of(done.documents)} of {len(rows):,} went to the printer. " if done.documents else ""
            self._ask(rows, "What came out?", f"{done.why_not_all.rstrip('.')}. {sent}Look at the tray.", done.documents)

    def _again(self, rows: list[LetterRow], printer: str, why: str, _outcome: Any) -> None:
        """The letters wait as before; another printer may take them."""
        named = f"{printer}: " if printer else ""
        question = Question("The letters are not printed", f"{named}{why.rstrip('.')}. They wait in the queue as before.",
                            (Choice("another", "Choose another printer", primary=True),))

        def answered(answer: str) -> None:
            if answer == "another":
                self.offer(rows)
        self._page.notices.ask(question, answered)

    def _ask(self, rows: list[LetterRow], title: str, text: str, likely: int) -> None:
        many, whole = len(rows) > 1, likely == len(rows)
        every = (Choice("yes", f"All {len(rows):,} came out" if many else "It came out", primary=True),) if whole else ()
        some = (Choice("some", "Only some came out", primary=not whole),) if many else ()
        none = Choice("none", "None came out" if many else "It did not come out")
        question = Question(title, text, (*every, *some, none), safe="later", safe_words="Say it later")
        self._page.notices.ask(question, partial(self._answered, rows, likely))

    def _answered(self, rows: list[LetterRow], likely: int, answer: str) -> None:
        ids = [row.id for row in rows]
        if answer == "yes":
            self._page.desk.do(actions.mark_printed, self._page.printed, letter_ids=ids)
        elif answer == "some":
            self._page.ask_last_good(rows, min(likely, len(rows) - 1))
        elif answer == "none":
            self._page.desk.do(actions.mark_ready, letter_ids=ids)

    # Besides the queue.
    def copy(self, row: LetterRow) -> None:
        """Prints an archived letter once more with the word Copy at its foot."""
        self._page.desk.run(copy_of, partial(self._print_copy, row), label="Preparing the copy", letter_id=row.id)

    def _print_copy(self, row: LetterRow, data: bytes) -> None:
        PrintPanel(self._page.window(), self._page.desk, f"Print a copy of {row.title}", data, row.pages,
                   sent_to_printer(self._page.desk, f"The copy of {row.title}"))

    def trial(self) -> None:
        """Prints the sheets to try the envelopes with."""
        self._page.desk.run(trial_of, self._print_trial, label="Drawing the envelope test sheet", on=self._page.desk.today)

    def _print_trial(self, made: tuple[bytes, int]) -> None:
        PrintPanel(self._page.window(), self._page.desk, "Print the envelope test sheet", *made,
                   sent_to_printer(self._page.desk, "The envelope test sheet"))

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self._page.printing_changed()
