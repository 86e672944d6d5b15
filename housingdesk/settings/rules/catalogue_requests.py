"""Settings of money that one asks for and another allows, and of the stream of former tenants’ debts and credits."""

from housingdesk.settings.rules.kinds import Declared, Group, Kind

_POLICY = "The association’s financial regulations"
_BANDS = {"adjustments": ("Adjustments", "An adjustment of more is asked for, and somebody else allows it."),
          "write_offs": ("Write-offs", "More is for somebody above them. Putting a debt back on an account counts as well."),
          "refunds": ("Refunds", "Two people always, whatever the amount. More is for somebody above them.")}


def _bands(key: str) -> tuple[Declared, Declared]:
    label, words = _BANDS[key]
    return (Declared(key=f"money.{key}.finance", group=Group.RENT, label=f"{label}: finance allows up to", kind=Kind.MONEY,
                     default=25_000, high=100_000_000, help=words, source=_POLICY),
            Declared(key=f"money.{key}.manager", group=Group.RENT, label=f"{label}: a manager allows up to", kind=Kind.MONEY,
                     default=100_000, high=100_000_000, source=_POLICY,
                     help="Above this the board allows it, and its minute is written down."))


REQUESTS: tuple[Declared, ...] = (
    *_bands("adjustments"), *_bands("write_offs"), *_bands("refunds"),
    Declared(key="money.refunds.hb_weeks", group=Group.RENT, label="Housing Benefit may still be changed for", kind=Kind.NUMBER,
             default=8, high=104, uncertain=True,
             help="Weeks after it came. A credit that came from Housing Benefit is not refunded sooner.",
             check_note="No law ends the time in which a council may find an overpayment. Enter it as your policy has it.",
             source="Housing Benefit Regulations 2006 regs 99–102; the association’s policy"),
    Declared(key="money.write_offs.payment_renews", group=Group.RENT, label="A payment begins the six years anew",
             kind=Kind.YES_NO, default=True, uncertain=True,
             help="Yes: nothing is called too old while somebody was paying. No: each week of rent runs by itself.",
             check_note="Section 29(6) says that paying part of the rent does not lengthen the time for the rest. Ask a "
                        "solicitor before you rely on either.",
             source="Limitation Act 1980 ss.19, 29"),
    Declared(key="former.step_days", group=Group.ARREARS, label="Former tenants: next step after", kind=Kind.DAYS, default=28,
             low=1, high=365, help="Days after the last step, when nothing was agreed and nobody answered.", source=_POLICY),
    Declared(key="former.agency_pence", group=Group.ARREARS, label="Former tenants: to an agency from", kind=Kind.MONEY,
             default=20_000, high=10_000_000, help="A debt of less is not passed on.", source=_POLICY),
    Declared(key="former.small_pence", group=Group.ARREARS, label="Former tenants: too small to chase below", kind=Kind.MONEY,
             default=2_500, high=1_000_000, help="After one letter, a write-off is proposed: it costs more than it is.",
             source=_POLICY),
    Declared(key="former.credit_months", group=Group.ARREARS, label="Former tenants: a credit is unclaimed after",
             kind=Kind.NUMBER, default=72, low=1, high=240, source=_POLICY,
             help="Months after it was last offered back, when it has not been claimed."),
)
