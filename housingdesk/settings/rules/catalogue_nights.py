"""Settings of accounts charged by the night, and of beds held for somebody who is away."""

from housingdesk.settings.rules.affected import Affects
from housingdesk.settings.rules.kinds import Declared, Group, Kind

_HELD = "The licence goes on; whoever enters it can say otherwise for one case."
_LAW = ("The Housing Benefit Regulations 2006 reg 7 count somebody as living there for up to 13 or 52 weeks away; what the "
        "agreement says of the charge decides here")


def _held(key: str, away: str) -> Declared:
    return Declared(key=f"rent.held.{key}", group=Group.RENT, label=f"A bed is charged while its resident is {away}",
                    kind=Kind.YES_NO, default=True, help=_HELD, source=_LAW, affects=Affects.CHARGED)


NIGHTS: tuple[Declared, ...] = (
    Declared(key="rent.same_day_nights", group=Group.RENT, label="Who arrives and leaves on one day pays", kind=Kind.CHOICE,
             default="none", choices=(("none", "no night"), ("one", "one night")), affects=Affects.CHARGED,
             help="For agreements charged by the night. The arrival night is charged, the departure night is not."),
    _held("hospital", "in hospital"), _held("remand", "on remand"), _held("leave", "on leave"),
    _held("other", "away for another reason"),
)
