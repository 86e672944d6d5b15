"""Letters by e-mail: the text for the clipboard or the mail program. A person sends it there and says so here."""

from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from housingdesk.letters import actions, queries
from housingdesk.letters.queries import Email, LetterRow
from housingdesk.letters.rules.mailto import mailto
from housingdesk.letters.rules.states import Way
from housingdesk.letters.stopped import email_to_send
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.letters.columns import about_letter

LONG = "The text is too long to hand over, so it is on the clipboard. Paste it in the mail program with Ctrl+V"
NONE = "No mail program opened on this computer. The text is on the clipboard: paste it wherever you write e-mails"


class ByEmail(QObject):
    """What one screen does with letters by e-mail."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page
        self._asked_of: int | None = None

    def say_where_to(self, row: LetterRow | None) -> None:
        """Add to the note on the letter in sight to which address it goes, if it goes by e-mail."""
        if row is not None and row.way is Way.EMAIL:
            self._asked_of = row.id
            self._page.ask(queries.email, self._say_where_to, letter_id=row.id)

    def _say_where_to(self, email: Email) -> None:
        row = self._page.current()
        if row is not None and row.id == self._asked_of:  # else another letter is in sight by now
            self._page.note.setText(f"{about_letter(row)}. To {email.to or 'an address that you fill in'}")

    def copy_text(self, letter_id: int) -> None:
        """The text on the clipboard."""
        self._page.ask(email_to_send, self._copied, letter_id=letter_id, on=self._page.desk.today)

    def open_mail(self, letter_id: int) -> None:
        """The mail program with address, subject and text."""
        self._page.ask(email_to_send, self._open, letter_id=letter_id, on=self._page.desk.today)

    def sent(self, letter_id: int, done: Any) -> None:
        """Say that a person sent it."""
        self._page.desk.do(actions.mark_sent, done, letter_id=letter_id)

    def _copied(self, email: Email) -> None:
        QGuiApplication.clipboard().setText(email.text)
        to = f" for {email.to}" if email.to else ""
        self._page.notices.toast(f"The text{to} is on the clipboard")

    def _open(self, email: Email) -> None:
        address, whole = mailto(email.to, email.subject, email.text)
        opened = QDesktopServices.openUrl(QUrl(address))
        if not (opened and whole):
            QGuiApplication.clipboard().setText(email.text)
            self._page.notices.message(LONG if opened else NONE, Status.INFORMATION)
