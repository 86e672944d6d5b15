"""Settings of payment files and of money taken at a desk: how long a lump, a file and a taking may wait."""

from housingdesk.settings.rules.kinds import Declared, Group, Kind

TAKINGS = (
    Declared(key="money.lump_days", group=Group.RENT, label="A lump of allpay, cards or Direct Debits waits for its file",
             kind=Kind.DAYS, default=5, low=1, high=60,
             help="After this many days Today asks for the file behind a lump, and for the money behind a file."),
    Declared(key="money.taking_days", group=Group.RENT, label="Money taken at a desk is paid in", kind=Kind.DAYS, default=3,
             low=1, high=30,
             help="After this many days Today asks for cash and cheques that are not on a paying-in slip, and for slips that "
                  "the bank does not show."),
)
