"""Confirming official wording: a manager compares or pastes what is published, and says where it stands."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.notices.models import NoticeWording
from housingdesk.notices.rules.wording import Text
from housingdesk.notices.stock import shipped_pack, shipped_wording
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import one_line


@needs(Permission.CONFIRM_WORDING)
def confirm_wording(act: Act, *, slot: str, text: str, source: str) -> int:
    """Keeps official text as of today; returns its id. From now on notices are printed with it, word for word."""
    wanted = _text(slot)
    refuse(wanted.problems(text, source))
    words = "\n".join(line.rstrip() for line in text.strip().splitlines())
    made = act.add(NoticeWording(slot=slot, text=words, source=one_line(source), confirmed_at=act.now,
                                 confirmed_by=act.who.name))
    act.say(f"{wanted.title}: wording confirmed ({one_line(source)})")
    act.take_back(withdraw_wording, "the confirmation", wording_id=made.id, version=made.version,
                  because="confirmed by mistake")
    return int(made.id)


@needs(Permission.CONFIRM_WORDING)
def withdraw_wording(act: Act, *, wording_id: int, version: int, because: str) -> None:
    """Takes a confirmation back; what was printed with it stays as it is."""
    made = as_seen(NoticeWording, wording_id, version, "This wording")
    if made.removed:
        raise Refused("This confirmation was taken back already")
    if not because.strip():
        refuse([Problem("because", "Say in a few words why")])
    act.change(made, removed=one_line(because)[:200])
    act.say(f"{_text(made.slot).title}: confirmation taken back")
    act.take_back(restore_wording, "the taking back", wording_id=made.id, version=made.version)


@needs(Permission.CONFIRM_WORDING)
def restore_wording(act: Act, *, wording_id: int, version: int) -> None:
    """Confirms again what was taken back."""
    made = as_seen(NoticeWording, wording_id, version, "This wording")
    if not made.removed:
        raise Refused("This wording is confirmed already")
    act.change(made, removed="")
    act.say(f"{_text(made.slot).title}: wording confirmed again")


def _text(slot: str) -> Text:
    text = shipped_wording().text(slot, shipped_pack())
    if not text.to_confirm:
        raise Refused(f"{text.title} needs no confirming: {text.standing}")
    return text
