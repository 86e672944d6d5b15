"""Making a delivery round of a scheme: what is carried is worked out in the act itself, so that nothing slipped in between."""

from collections.abc import Collection
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.letters.actions import rounds as letter_rounds
from housingdesk.letters.rules.rounds import RoundDraft
from housingdesk.mailings.queries.rounds import carried


@needs(Permission.SEND_LETTERS)
def make_round(act: Act, *, scheme_id: int, out_on: date, by: str, leave_out: Collection[int] = ()) -> int:
    """Puts the printed letters for the doors of a scheme on a round; returns its id. ``leave_out`` are letters' ids.

    Refused when there is nothing to carry, naming why the first letter stays.
    """
    found = carried(scheme_id, max(out_on, act.today))
    stops = tuple(stop for stop in found.stops if stop.letter_id not in leave_out)
    if not stops:
        why = f". {found.stay[0].addressee}: {found.stay[0].why}" if found.stay else ""
        raise Refused(f"There is no printed letter to carry at {found.scheme or 'this scheme'}{why}")
    draft = RoundDraft(found.scheme, f"scheme:{scheme_id}", out_on, by, stops)
    return letter_rounds.make_round(act, draft=draft)
