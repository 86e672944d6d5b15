"""Settings of homes: how long safety records hold, how long each step of an empty home may take."""

from datetime import date

from housingdesk.settings.rules.kinds import Declared, Group, Kind, Seed

_NEEDED = (
    ("gas", "the gas safety record, where there is gas"),
    ("electrical", "the electrical report (EICR)"),
    ("energy", "the energy certificate (EPC), not for single rooms"),
    ("smoke", "the test of the smoke alarms"),
    ("carbon monoxide", "the test of the carbon monoxide alarm, where there is gas"),
    ("fire", "the fire risk assessment, where there are shared parts"),
)
_NO_LAW = "No law gives this number. Enter it as your own policy has it."


def _holds(key: str, label: str, default: int, words: str, source: str, check: str, since: date) -> Declared:
    return Declared(key=f"safety.{key}", group=Group.HOMES, label=label, kind=Kind.NUMBER, low=1, high=240, help=words,
                    seeds=(Seed(since, default, source),), uncertain=bool(check), check_note=check, source=source)


def _days(key: str, label: str, default: int, words: str, high: int = 400) -> Declared:
    return Declared(key=f"voids.{key}", group=Group.HOMES, label=label, kind=Kind.DAYS, default=default, low=0, high=high,
                    help=words, source="The association’s policy")


HOMES = (
    Declared(key="safety.before_letting", group=Group.HOMES, label="A home is not ready to let without", kind=Kind.CHOICES,
             default=tuple(key for key, _ in _NEEDED), choices=_NEEDED,
             help="Garages, stores and parking spaces need none of them."),
    _holds("gas_months", "A gas safety record holds for", 12, "Months from the check.",
           "Gas Safety (Installation and Use) Regulations 1998 reg 36", "", date(1998, 10, 31)),
    _holds("electrical_months", "An electrical report holds for", 60,
           "Months, where the report itself names no earlier day. It is given before somebody moves in.",
           "Electrical Safety Standards regulations as extended to social housing from 1 November 2025",
           "Look at the regulations for the day from which they hold for each tenancy.", date(1990, 1, 1)),
    _holds("energy_months", "An energy certificate holds for", 120, "Months from its date.",
           "Energy Performance of Buildings Regulations 2012", "Look at the regulations: their sentence was not seen when the "
           "program was made.", date(2008, 10, 1)),
    _holds("alarm_months", "A test of an alarm holds for", 12,
           "Months. At the start of each new tenancy the alarms are tested on its first day in any case.",
           "Smoke and Carbon Monoxide Alarm Regulations 2015, as amended on 1 October 2022", _NO_LAW, date(2015, 10, 1)),
    _holds("fire_months", "A fire risk assessment is looked at again after", 12, "Months, where it names no earlier day.",
           "Regulatory Reform (Fire Safety) Order 2005 art 9", _NO_LAW, date(2006, 10, 1)),
    _holds("legionella_months", "A legionella check is looked at again after", 24, "Months, where it names no earlier day.",
           "Approved Code of Practice L8", _NO_LAW, date(2013, 1, 1)),
    _days("target_routine", "An empty home is let again within", 21, "Days empty, for an ordinary home with small works."),
    _days("target_major", "With major works within", 49, "Days empty."),
    _days("target_supported", "A supported home within", 10, "Days empty; waiting for a nomination is recorded by itself."),
    _days("target_new_build", "A new home within", 14, "Days from handover to its first letting."),
    _days("target_garage", "A garage, store or parking space within", 14, "Days empty."),
    _days("inspect_days", "Inspected after the keys come back within", 1, "Days.", 60),
    _days("letting_days", "From ready to let to the sign-up", 5, "Days.", 60),
    _days("nomination_days", "A council names somebody within", 7, "Days from the notice, where its own agreement names "
          "no other time.", 90),
    _days("interview_days", "From the nomination to the support interview", 4, "Days.", 60),
)
