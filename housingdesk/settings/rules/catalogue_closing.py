"""Settings of frozen figures: when they are kept."""

from housingdesk.settings.rules.kinds import Declared, Group, Kind

FREEZE_AFTER = "reports.freeze_after"
CLOSING: tuple[Declared, ...] = (
    Declared(key=FREEZE_AFTER, group=Group.RENT, label="Figures of a Sunday or quarter are frozen after", kind=Kind.DAYS,
             default=1, low=1, high=6, source="The association’s practice",
             help="Days in which money of the week before can still be posted. Frozen figures are published for good."),
)
