"""What the kit needs of a desk, an act's outcome and the person signed in, whoever provides them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

Progress = Callable[[int, int, str], None]


class TakeBackLike(Protocol):
    """How an act is taken back: another act with its facts, and the words for it."""

    @property
    def action(self) -> Callable[..., Any]: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def label(self) -> str: ...
    @property
    def seconds(self) -> int: ...


class OutcomeLike(Protocol):
    """What an act gave: its value, the tables it changed, a sentence for the toast, and how to take it back."""

    @property
    def value(self) -> Any: ...
    @property
    def changed(self) -> frozenset[str]: ...
    @property
    def sentence(self) -> str | None: ...
    @property
    def take_back(self) -> TakeBackLike | None: ...


class WhoLike(Protocol):
    """The person signed in."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def initials(self) -> str: ...
    @property
    def role(self) -> str: ...


class DeskLike(Protocol):
    """What the kit needs of ``access.desk.Desk``."""

    @property
    def who(self) -> WhoLike: ...
    @property
    def today(self) -> date: ...
    def may(self, permission: Any, /) -> bool: ...
    def do(self, action: Callable[..., Any], /, *, progress: Progress | None = None, **facts: Any) -> OutcomeLike: ...
    def ask(self, query: Callable[..., Any], /, **args: Any) -> Any: ...
