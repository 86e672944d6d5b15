"""What was done, for a screen that names nobody: from the name of the act alone, so that nothing of anybody can be in it."""

from collections.abc import Callable
from typing import Any

DONE = "Done"
# Acts at a desk whose own names are no English.
SAID = {
    "accept_signed_copy": "Signed copy kept", "answer": "Answer kept", "begin_sign_up": "Sign-up begun",
    "finish_sign_up": "Sign-up finished", "give_up_sign_up": "Sign-up given up",
    "make_pack": "Papers made", "mark_printed": "Papers marked as printed", "not_sure": "Second appointment booked",
    "read_meter": "Meter reading kept", "restart_task": "Task begun again", "set_copies": "Number of copies changed",
    "set_state": "Standing changed", "sign_on_paper": "Paper goes out to be signed by hand", "take_over": "Sign-up taken over",
    "viewing_was": "What came of the viewing is kept",
}
_PAST = {
    "accept": "accepted", "add": "added", "arrange": "arranged", "ask": "asked", "change": "changed", "decide": "decided",
    "edit": "changed", "end": "ended", "finish": "finished", "issue": "issued", "keep": "kept", "make": "made", "move": "moved",
    "open": "opened", "record": "recorded", "refuse": "refused", "remove": "removed", "replace": "replaced", "set": "changed",
    "sign": "signed", "start": "started", "withdraw": "withdrawn",
}


def nameless(action: Callable[..., Any]) -> str:
    """What an act did, without anybody: ``accept_offer`` → "Offer accepted"; "Done" where its name does not say it in words."""
    name: str = getattr(action, "__name__", "")
    verb, _, what = name.partition("_")
    if name in SAID:
        return SAID[name]
    if verb not in _PAST or not what:
        return DONE
    return f"{what.replace('_', ' ')} {_PAST[verb]}".capitalize()
