"""The small panels that take the place of the detail pane while one line is found, split, parked or ruled.

Each has ``finish()``, which Ctrl+Enter calls, and ``keys``: what the bottom line shows meanwhile.
"""

from typing import Protocol

from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.keys import Key


class LinePanel(Protocol):
    """What the screen needs of a panel."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the bottom line shows meanwhile."""

    def finish(self) -> None:
        """Do what the panel is for, or say in place what is missing."""

    def refused(self, error: HousingDeskError) -> None:
        """Show what the act itself said against it; nothing that was typed is lost."""
