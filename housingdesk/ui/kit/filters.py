"""The filters over a list: a text, and choices that are remembered on this computer from one visit to the next."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.flow import flow_row


class FilterRow:
    """``kinds`` are the choices, each with its words for everything ("Every scheme"); ``narrow`` comes with each change."""

    def __init__(self, remember: str, list_name: str, placeholder: str, kinds: Sequence[tuple[str, str]],
                 narrow: Callable[[], object]) -> None:
        self._remember, self._kinds, self._narrow = remember, kinds, narrow
        self.text = TextField(placeholder=placeholder)
        self.text.setAccessibleName(f"Filter the {list_name}")
        theme.size(self.text, least_width=190)
        self.text.textChanged.connect(lambda _text: narrow())
        self.choices: dict[str, Choice] = {}
        for key, words in kinds:
            made = Choice([(None, words)])
            made.setAccessibleName(words.replace("Every", "Filter by"))
            made.edited.connect(self._chosen)
            self.choices[key] = made

    def row(self) -> QWidget:
        """All of them side by side, in as many lines as there is room for."""
        widgets: list[QWidget] = [self.text, *self.choices.values()]
        return flow_row(*widgets)

    def offer(self, values: Mapping[str, Sequence[Any]], say: Callable[[Any], str] = str) -> None:
        """What there is to choose; what was chosen on the last visit is chosen again if it is still there."""
        for key, words in self._kinds:
            self.choices[key].set_options([(None, words), *((value, say(value)) for value in values[key])])
            kept = window_state.text(f"{self._remember}/{key}")
            if kept in values[key]:
                self.choices[key].set_value(next(value for value in values[key] if value == kept))

    def values(self) -> dict[str, Any]:
        """What is chosen, None where nothing is; and the text."""
        return {**{key: made.value() for key, made in self.choices.items()}, "text": self.text.value()}

    def narrows(self) -> bool:
        """Whether anything is left out by them."""
        return any(self.values().values())

    def focus(self) -> None:
        """Into the text."""
        self.text.setFocus()
        self.text.selectAll()

    def clear(self) -> bool:
        """Nothing is left out any more; whether anything was."""
        narrowed = self.narrows()
        if narrowed:
            self.text.clear()
            for made in self.choices.values():
                made.set_value(None)
            self._chosen()
        return narrowed

    def _chosen(self) -> None:
        for key, made in self.choices.items():
            window_state.remember(f"{self._remember}/{key}", str(made.value() or ""))
        self._narrow()
