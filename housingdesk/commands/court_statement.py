"""``housingdesk court-statement --tenancy T --to FILE [--csv]``: the rent statement in the shape that courts ask for."""

from housingdesk.commands.court import configure_statement as configure
from housingdesk.commands.court import run_statement as run

__all__ = ["configure", "run"]
