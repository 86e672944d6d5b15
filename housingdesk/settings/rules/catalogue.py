"""Every setting, declared once: association facts, rent and letter policy, and the law's own dates with their sources.

Legal values are the rulebook's; one that is marked there as not verified is ``uncertain`` here and carries a check note.
"""

from datetime import date
from typing import Any

from housingdesk.settings.rules.affected import Affects
from housingdesk.settings.rules.catalogue_benefits import BENEFITS
from housingdesk.settings.rules.catalogue_core import CORE
from housingdesk.settings.rules.catalogue_homes import HOMES
from housingdesk.settings.rules.catalogue_lettings import LETTINGS
from housingdesk.settings.rules.catalogue_money import MONEY
from housingdesk.settings.rules.catalogue_reviews import REVIEWS
from housingdesk.settings.rules.kinds import Declared, Group, Kind, Seed
from housingdesk.values.dates import format_day

_O, _R, _A, _L = Group.ORGANISATION, Group.RENT, Group.ARREARS, Group.LETTERS
LANDLORD_STATUSES = (
    ("private registered provider", "registered with the Regulator of Social Housing"),
    ("unregistered charity or company", "a charity or company that is not registered"),
    ("other", "another landlord"),
)
_ENVELOPE_FIELDS = ("height", "width", "window_height", "window_width", "window_left", "window_up", "folded")


def _must_be_monday(day: date) -> str | None:
    return None if day.weekday() == 0 else "The cycle begins on a Monday, because rent weeks run Monday to Sunday"


def _must_be_mondays(days: Any) -> str | None:
    wrong = next((day for day in days or () if day.weekday() != 0), None)
    return None if wrong is None else f"{format_day(wrong)} is no Monday. A rent-free week is named by its Monday"


def _must_be_email(text: str) -> str | None:
    name, _, place = text.partition("@")
    if name and "." in place.strip(".") and "@" not in place and " " not in text:
        return None
    return f"“{text}” is not an e-mail address. It looks like office@association.org.uk"


def _must_be_envelopes(value: Any) -> str | None:
    if not isinstance(value, list):
        return "Measured envelopes are a list"
    for number, envelope in enumerate(value, 1):
        if not isinstance(envelope, dict) or not isinstance(envelope.get("name"), str) or not envelope["name"].strip():
            return f"Envelope {number} has no name"
        for part in _ENVELOPE_FIELDS:
            size = envelope.get(part)
            if isinstance(size, bool) or not isinstance(size, (int, float)) or not 0 < size < 500:
                return f"Envelope {number}, {envelope['name']}: {part} is a length in millimetres"
    return None


_ORGANISATION = (
    Declared(key="org.name", group=_O, label="Name of the association", kind=Kind.TEXT, default="", required=True,
             help="As it stands on letters and statements.", affects=Affects.TENANT_LETTERS),
    Declared(key="org.address", group=_O, label="Office address", kind=Kind.LINES, default=(), required=True, longest=80,
             help="One line each, town and postcode last.", affects=Affects.TENANT_LETTERS),
    Declared(key="org.phone", group=_O, label="Telephone", kind=Kind.TEXT, default="", required=True, longest=60,
             help="The number tenants ring.", affects=Affects.TENANT_LETTERS),
    Declared(key="org.hours", group=_O, label="Opening hours", kind=Kind.TEXT, default="", empty=True,
             help="As people say them: Monday to Friday, 9am to 5pm.", affects=Affects.TENANT_LETTERS),
    Declared(key="org.email", group=_O, label="E-mail", kind=Kind.TEXT, default="", empty=True, check=_must_be_email,
             help="The address tenants write to.", affects=Affects.TENANT_LETTERS),
    Declared(key="landlord.status", group=_O, label="Registration", kind=Kind.CHOICE, choices=LANDLORD_STATUSES,
             default="private registered provider", help="Decides which law an assured tenancy is under.",
             source="Housing and Regeneration Act 2008 Part 2", affects=Affects.ASSURED),
    Declared(key="landlord.name", group=_O, label="Landlord’s name, if not the association’s", kind=Kind.TEXT, default="",
             empty=True, help="Stands on every demand for rent.", source="Landlord and Tenant Act 1987 s.47",
             affects=Affects.TENANT_LETTERS),
    Declared(key="landlord.address", group=_O, label="Address for notices, if not the office’s", kind=Kind.LINES, default=(),
             empty=True, longest=80, help="An address in England or Wales at which tenants may serve notices.",
             source="Landlord and Tenant Act 1987 s.48", affects=Affects.TENANT_LETTERS),
)

_RENT = (
    Declared(key="rent.part_weeks", group=_R, label="Part weeks are charged", kind=Kind.CHOICE, default="days",
             choices=(("days", "by the day, a seventh of the week each"), ("whole week", "as a whole week")),
             help="What a tenancy that starts or ends inside a rent week is charged for it.", affects=Affects.CHARGED),
    Declared(key="rent.cycle_start", group=_R, label="Fortnights and 4-week periods are counted from", kind=Kind.DATE,
             default=date(2018, 4, 2), check=_must_be_monday, dated=False,
             help="A Monday on which a fortnightly and a 4-weekly period began.", affects=Affects.CHARGED),
    Declared(key="rent.free_weeks", group=_R, label="Rent-free weeks", kind=Kind.DATES, default=(), empty=True, dated=False,
             check=_must_be_mondays, affects=Affects.CHARGED,
             help="Their Mondays, one to a line. Accounts that have rent-free weeks are not charged in them."),
    Declared(key="rent.statement_days", group=_R, label="A statement shows the last", kind=Kind.DAYS, default=84, low=7,
             high=3700, help="How far back a statement reaches when no dates are chosen.", affects=Affects.TENANT_LETTERS),
    Declared(key="rent.quarters", group=_R, label="The statements of a quarter cover", kind=Kind.CHOICE, default="calendar",
             choices=(("calendar", "three months of the calendar"), ("rent year", "thirteen weeks of the rent year")),
             dated=False, help="Everybody with an account has a statement at least every quarter.",
             source="Pre-Action Protocol for Possession Claims by Social Landlords 2.3", affects=Affects.TENANT_LETTERS),
)


def _stage(number: int, weeks: int, pence: int | None, words: str) -> tuple[Declared, Declared]:
    return (
        Declared(key=f"arrears.letter{number}.weeks", group=_A, label=f"Letter {number}: weeks owed", kind=Kind.NUMBER,
                 default=weeks, low=1, high=52, affects=Affects.CHARGED,
                 help=f"{words} is proposed from this many weeks owed. Weeks of the own charge where benefit pays the rest."),
        Declared(key=f"arrears.letter{number}.pence", group=_A, label=f"Letter {number}: or an amount owed", kind=Kind.MONEY,
                 default=pence, empty=True, low=1, high=1_000_000, affects=Affects.CHARGED,
                 help=f"{words} is also proposed from this amount. Empty: by weeks alone."),
    )


_ARREARS = (
    *_stage(1, 1, 5000, "The first letter"),
    *_stage(2, 2, None, "The second letter"),
    *_stage(3, 3, None, "The third letter"),
    Declared(key="arrears.gap_days", group=_A, label="At least between two letters", kind=Kind.DAYS, default=7, high=90,
             help="No further letter is proposed sooner.", affects=Affects.CHARGED),
    Declared(key="arrears.own_charge_pence", group=_A, label="Own charge: nothing is asked below", kind=Kind.MONEY,
             default=2000, high=100_000, affects=Affects.CHARGED,
             help="Where benefit pays the rest, no letter asks for less than this."),
)

_LETTERS = (
    Declared(key="letters.advice_lines", group=_L, label="Free advice", kind=Kind.PAIRS, longest=80,
             default=(("Citizens Advice", "0800 144 8848"), ("National Debtline", "0808 808 4000"),
                      ("Shelter", "0808 800 4444")),
             help="Name and number, one to a line, with a colon between. Every arrears letter gives them.",
             source="Pre-Action Protocol for Possession Claims by Social Landlords", affects=Affects.TENANT_LETTERS),
    Declared(key="letters.same_again_days", group=_L, label="The same letter again not within", kind=Kind.DAYS, default=7,
             high=90, help="A run leaves out who had this letter in the last days; it can be written from their file.",
             affects=Affects.TENANT_LETTERS),
    Declared(key="letters.envelopes", group=_L, label="Window envelopes", kind=Kind.CHOICES, default=("dl", "c5"), dated=False,
             choices=(("dl", "DL, window 35 × 90 mm"), ("c5", "C5, window 45 × 90 mm"), ("c5-low", "C5, window 35 × 90 mm")),
             help="The address is placed so that it shows in all of these.", affects=Affects.TENANT_LETTERS),
    Declared(key="letters.own_envelopes", group=_L, label="Envelopes you measured", kind=Kind.JSON, default=[], dated=False,
             empty=True, check=_must_be_envelopes, help="Lengths in millimetres: " + ", ".join(_ENVELOPE_FIELDS) + ".",
             affects=Affects.TENANT_LETTERS),
)

_RULES = (
    Declared(key="regime.rra.non_social", group=Group.RULES, label="Renters’ Rights Act: all other assured tenancies",
             kind=Kind.DATE, default=date(2026, 5, 1), dated=False,
             help="From this day assured tenancies that are not a registered provider’s social housing are under the Act.",
             source="Renters’ Rights Act 2025 (Commencement) Regulations, SI 2026/421", affects=Affects.OTHER_ASSURED),
    Declared(key="regime.rra.social", group=Group.RULES, label="Renters’ Rights Act: social housing", kind=Kind.DATE,
             empty=True, dated=False, uncertain=True,
             help="From this day the assured tenancies of social housing are under the Act. Empty while no day is known.",
             check_note="No day was known in November 2026; 2027 at the earliest. Look for commencement regulations after "
                        "SI 2026/421 before you serve a notice.",
             source="Renters’ Rights Act 2025 s.145", affects=Affects.SOCIAL_ASSURED),
    Declared(key="starter.max_months", group=Group.RULES, label="A starter tenancy lasts at most", kind=Kind.NUMBER, low=1,
             high=60, uncertain=True, help="Months, when it is not extended.",
             seeds=(Seed(date(2012, 4, 1), 12, "Tenancy Standard, Regulator of Social Housing"),),
             check_note="Read the sentence in the Tenancy Standard; it was not seen when the program was made.",
             source="Tenancy Standard, Regulator of Social Housing", affects=Affects.STARTERS),
    Declared(key="starter.max_months_extended", group=Group.RULES, label="An extended starter tenancy lasts at most",
             kind=Kind.NUMBER, low=1, high=60, uncertain=True, help="Months, with reasons given and a review offered.",
             seeds=(Seed(date(2012, 4, 1), 18, "Tenancy Standard, Regulator of Social Housing"),),
             check_note="Read the sentence in the Tenancy Standard; it was not seen when the program was made.",
             source="Tenancy Standard, Regulator of Social Housing", affects=Affects.STARTERS),
    Declared(key="reviews.ask_days", group=Group.RULES, label="A review may be asked for within", kind=Kind.DAYS, default=14,
             low=1, high=90, uncertain=True, help="Days from the day a notice is served. An agreement may give another number.",
             check_note="No law gives this number. Enter it as your own policy or the licence has it.",
             source="The association’s policy; the agreement", affects=Affects.TENANT_LETTERS),
    Declared(key="reviews.decide_days", group=Group.RULES, label="A review is decided within", kind=Kind.DAYS, default=14,
             low=1, high=90, uncertain=True, help="Days from the day it was asked for. An appeal against its outcome too.",
             check_note="No law gives this number. Enter it as your own policy has it.",
             source="The association’s policy", affects=Affects.NOTHING),
    Declared(key="reviews.while_open", group=Group.RULES, label="While a review is open", kind=Kind.CHOICE, default="hold",
             choices=(("hold", "the notice waits: no step is taken on it"), ("run", "the notice runs on")), uncertain=True,
             help="The date in the notice does not move. Where that has passed by the answer, agree a new one or serve again.",
             check_note="Read your policy and the licence. To go on while somebody waits for an answer may be unfair.",
             source="The association’s policy; the agreement", affects=Affects.NOTHING),
    Declared(key="vat.rate", group=Group.RULES, label="Standard rate of VAT", kind=Kind.PERCENT, high=10_000,
             seeds=(Seed(date(2011, 1, 4), 2000, "Value Added Tax Act 1994 s.2"),),
             help="Charged on garages and stores let apart from a home.", source="Value Added Tax Act 1994 s.2",
             affects=Affects.GARAGES),
)

_REST = (
    Declared(key="calendar.extra_holidays", group=Group.CALENDAR, label="Extra days on which nobody works", kind=Kind.DATES,
             default=(), empty=True, dated=False,
             help="One to a line. Bank holidays of England are known already; add closures and new holidays."),
    Declared(key="access.idle_lock_minutes", group=Group.ACCESS, label="Lock the screen after", kind=Kind.NUMBER, default=10,
             low=1, high=240, dated=False, help="Minutes without a key or the mouse."),
    Declared(key="demo.mark", group=Group.APPEARANCE, label="Everything here is made up", kind=Kind.YES_NO, default=False,
             dated=False, help="Prints DEMO on every page and frames the window."),
)

CATALOGUE: dict[str, Declared] = {
    declared.key: declared
    for declared in (*_ORGANISATION, *_RENT, *_ARREARS, *_LETTERS, *HOMES, *LETTINGS, *BENEFITS, *MONEY, *REVIEWS, *CORE,
                     *_RULES, *_REST)
}
