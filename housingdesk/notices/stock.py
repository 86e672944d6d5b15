"""The rule pack and the wording shipped with the program, read from ``resources/rules``."""

from functools import cache

from housingdesk import resources
from housingdesk.notices.rules.pack import Pack, parse_pack
from housingdesk.notices.rules.wording import Wording, parse_wording


@cache
def shipped_pack() -> Pack:
    """The rules of notices in England as they were when the program was made."""
    return parse_pack(resources.find("rules/notices-england.toml").read_text(encoding="utf-8"))


@cache
def shipped_wording() -> Wording:
    """The words of notices that the program has, and the slots for those that somebody must confirm."""
    return parse_wording(resources.find("rules/wording.toml").read_text(encoding="utf-8"))
