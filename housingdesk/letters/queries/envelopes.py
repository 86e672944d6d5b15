"""The envelopes of the office: those of the trade that it chose, and those that it measured itself."""

from collections.abc import Iterator
from datetime import date

from housingdesk.letters.rules.envelopes import ENVELOPES, Envelope
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings


def envelopes_in_use(on: date) -> tuple[Envelope, ...]:
    """The envelopes of the settings of a day."""
    return envelopes_of(settings_queries.values(on))


def envelopes_of(known: Settings) -> tuple[Envelope, ...]:
    """The envelopes of settings that are read already."""
    chosen = set(known["letters.envelopes"])
    return (*(envelope for envelope in ENVELOPES if envelope.key in chosen), *_measured(known))


def _measured(known: Settings) -> Iterator[Envelope]:
    """The envelopes that the office measured itself; a letter fits their windows too."""
    for number, sizes in enumerate(known["letters.own_envelopes"] or (), 1):
        yield Envelope(f"own-{number}", sizes["name"], sizes["height"], sizes["width"], sizes["window_height"],
                       sizes["window_width"], sizes["window_left"], sizes["window_up"], sizes["folded"])
