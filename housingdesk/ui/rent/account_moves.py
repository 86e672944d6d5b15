"""The keys of an account that move its money: what they open in the pane. The forms stand in ``account_money``."""

from functools import partial
from typing import Any

from housingdesk.benefits.queries.refund_risk import Refundable, refundable
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.requests import RequestRow, of_account
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.rent.account_money import (
    PutBackForm,
    RefundForm,
    TransferForm,
    WriteOffForm,
    can_put_back,
    money_choices,
    show_money,
)

ASKS = frozenset({"adjust", "move_money", "ask_refund", "ask_write_off", "put_back"})
MONEY_KEYS = (Key("M", "move money", "move_money"), Key("T", "transfer", "transfer_money", shown=False),
              Key("R", "ask for a refund", "ask_refund", shown=False),
              Key("W", "ask for a write-off", "ask_write_off", shown=False), Key("B", "put it back", "put_back", shown=False),
              Key("Q", "all requests", "open_requests", shown=False))


class MovesMoney(Panel):
    """What an account's panel does about its money; the panel itself has the pane and says what is valid."""

    file: AccountFile | None
    _account_id: int
    _shown: str
    _form: Any
    _money: RefillPane
    _asked: tuple[RequestRow, ...] = ()

    def _take(self, shown: str) -> RefillPane:
        raise NotImplementedError

    def _done(self, _outcome: Any) -> None:
        raise NotImplementedError

    def close_pane(self) -> bool:
        """Close what is open beside the lines."""
        raise NotImplementedError

    def move_money(self) -> None:
        """What can be done with the money here, and what was asked for."""
        if self.is_valid("move_money"):
            self._money = self._take("money")
            self.ask(of_account, self._show_money, account_id=self._account_id)

    def _show_money(self, asked: list[RequestRow]) -> None:
        if self._shown == "money" and self.file is not None:
            self._asked = tuple(asked)
            buttons = money_choices(self, self.file, partial(getattr, self))
            if can_put_back(asked) is not None:
                buttons.append(button("Put it back", self.put_back, key="B"))
            buttons.append(button("All requests", self.open_requests, key="Q"))
            show_money(self._money, self.file, asked, buttons, self.close_pane)

    def transfer_money(self) -> None:
        """To another account: the other, how much, and both balances."""
        if self.is_valid("transfer_money") and self.file is not None:
            self._form = TransferForm(self._take("transfer"), self, self.file, self._done, self.close_pane)

    def ask_refund(self) -> None:
        """A credit goes back, once somebody else has allowed it."""
        if self.is_valid("ask_refund") and self.file is not None:
            self._money = self._take("refund")
            self.ask(refundable, self._show_refund, account_id=self._account_id, on=self.desk.today)

    def _show_refund(self, found: Refundable) -> None:
        if self._shown == "refund" and self.file is not None:
            self._form = RefundForm(self._money, self, self.file, found, self._done, self.close_pane)
            self.keys_changed.emit()

    def ask_write_off(self) -> None:
        """A former debt is given up, or a credit is nobody's, once somebody else has allowed it."""
        if self.is_valid("ask_write_off") and self.file is not None:
            self._form = WriteOffForm(self._take("write off"), self, self.file, self._done, self.close_pane)

    def open_requests(self) -> None:
        """The screen of all that was asked for."""
        self.go_to("requests")

    def put_back(self) -> None:
        """A debt that was written off is put back."""
        row = can_put_back(self._asked) if self._shown == "money" else None
        if row is not None and self.is_valid("put_back"):
            self._form = PutBackForm(self._take("put back"), self, row, self._done, self.close_pane)
