"""Settings of the CORE lettings logs: what the service calls the association, and which rent periods it has ticked there."""

import re

from housingdesk.settings.rules.kinds import Declared, Group, Kind

_PERIODS = (
    ("1", "weekly for 52 weeks"), ("2", "every 2 weeks"), ("3", "every 4 weeks"), ("4", "every calendar month"),
    ("5", "weekly for 50 weeks"), ("6", "weekly for 49 weeks"), ("7", "weekly for 48 weeks"), ("8", "weekly for 47 weeks"),
    ("9", "weekly for 46 weeks"), ("10", "weekly for 53 weeks"), ("11", "weekly for 51 weeks"),
)
_SERVICE = "Submit social housing lettings and sales data, bulk upload"


def _must_be_code(text: str) -> str | None:
    if not text or re.fullmatch(r"ORG[0-9]+|[0-9]{1,8}", text):
        return None
    return f"“{text}” is not a code of the CORE service. It looks like ORG123, with capital letters"


def _must_be_account(text: str) -> str | None:
    return None if not text or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else f"“{text}” is not an e-mail address"


CORE = (
    Declared(key="core.owner", group=Group.CORE, label="Our code as the owner of the homes", kind=Kind.TEXT, default="",
             empty=True, longest=20, check=_must_be_code, source=_SERVICE,
             help="As the CORE service shows it under About your organisation, such as ORG123."),
    Declared(key="core.manager", group=Group.CORE, label="Code of who manages the lettings, if not ours", kind=Kind.TEXT,
             default="", empty=True, longest=20, check=_must_be_code, source=_SERVICE,
             help="The managing agent’s code in the CORE service. Empty: we manage our homes ourselves."),
    Declared(key="core.provider", group=Group.CORE, label="What the owner is", kind=Kind.CHOICE, default="PRP",
             choices=(("PRP", "private registered provider"), ("LA", "council")), source=_SERVICE,
             help="Decides how referrals are asked, and up to which charges the service takes a log."),
    Declared(key="core.user", group=Group.CORE, label="CORE account of whoever uploads", kind=Kind.TEXT, default="",
             empty=True, check=_must_be_account, dated=False, source=_SERVICE,
             help="Its e-mail address. Empty: the logs belong to whoever uploads the file."),
    Declared(key="core.periods", group=Group.CORE, label="Rent periods ticked in the CORE service", kind=Kind.CHOICES,
             default=("1",), choices=_PERIODS, source=_SERVICE,
             help="Those under Edit your organisation there. A log with another period is refused."),
    Declared(key="core.free_weeks", group=Group.CORE, label="Rent-free weeks a year, for CORE", kind=Kind.NUMBER, default=0,
             high=6, source=_SERVICE,
             help="How many weeks of a year nothing is charged where accounts have rent-free weeks."),
)
