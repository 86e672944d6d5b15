"""The rule pack and the wording shipped with the program, read from ``resources/rules`` when they are first asked for."""

from functools import cache
from typing import TYPE_CHECKING

from housingdesk import resources

if TYPE_CHECKING:
    from housingdesk.notices.rules.pack import Pack
    from housingdesk.notices.rules.wording import Wording


@cache
def shipped_pack() -> "Pack":
    """The rules of notices in England as they were when the program was made."""
    from housingdesk.notices.rules.pack import parse_pack

    return parse_pack(resources.find("rules/notices-england.toml").read_text(encoding="utf-8"))


@cache
def shipped_wording() -> "Wording":
    """The words of notices that the program has, and the slots for those that somebody must confirm."""
    from housingdesk.notices.rules.wording import parse_wording

    return parse_wording(resources.find("rules/wording.toml").read_text(encoding="utf-8"))
