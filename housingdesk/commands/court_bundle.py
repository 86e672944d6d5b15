"""``housingdesk court-bundle --case N --to FILE``: the court bundle of a notice as one PDF."""

from housingdesk.commands.court import configure_bundle as configure
from housingdesk.commands.court import run_bundle as run

__all__ = ["configure", "run"]
