"""Settings of nominations and offers: by when each is answered, on which days a letting starts."""

from housingdesk.settings.rules.kinds import Declared, Group, Kind

_POLICY = "The association’s policy"


def _days(key: str, label: str, default: int, words: str) -> Declared:
    return Declared(key=f"lettings.{key}", group=Group.HOMES, label=label, kind=Kind.NUMBER, default=default, low=1, high=60,
                    help=words, source=_POLICY)


def _must_be_six_digits(text: str) -> str | None:
    right = not text or (len(text) == 6 and text.isascii() and text.isdigit())
    return None if right else f"“{text}” is no service user number. The bank gives six digits"


LETTINGS = (
    Declared(key="lettings.service_user_number", group=Group.HOMES, label="Direct Debit service user number", kind=Kind.TEXT,
             default="", empty=True, longest=6, check=_must_be_six_digits,
             help="Six digits from the bank, printed on the Direct Debit instruction; its boxes stay open without it."),
    _days("nomination_answer_days", "A nomination is answered within", 5,
          "Working days from the day it came, where the agreement with the council names no other time."),
    _days("offer_answer_days", "An offer is answered within", 2, "Working days. The law names no time."),
    _days("support_answer_days", "A support provider answers a referral within", 3, "Working days from when it was asked."),
    _days("review_days", "A refused offer is looked at again within", 10, "Working days from when a review was asked for."),
    _days("ask_review_days", "A refusal can be looked at again if asked within", 21,
          "Days from the letter. Councils give 21 days by law (Housing Act 1996 s.202); for ours, check the policy."),
    Declared(key="lettings.bring", group=Group.HOMES, label="What a new resident brings to the sign-up", kind=Kind.TEXT,
             default="Proof of who you are and what comes in, and your National Insurance number.", longest=400,
             help="One or two sentences; letters with an offer and to the sign-up begin with them.", source=_POLICY),
    Declared(key="changes.public_trustee", group=Group.HOMES, label="The Public Trustee’s address", kind=Kind.LINES, default=(),
             empty=True, longest=80, source="The Public Trustee’s page on form NL1: look on the day",
             help="One line each, town and postcode last. Copies of notices go there after a tenant’s death."),
    Declared(key="lettings.start_days", group=Group.HOMES, label="A tenancy or licence starts", kind=Kind.CHOICE,
             default="mondays", choices=(("mondays", "on a Monday"), ("any day", "on any day")), source=_POLICY,
             help="On any other day the first charge is for a part of the week. An emergency placement starts on its day."),
    _days("visit_days", "The settling-in visit comes after", 28, "Days from the start; moved off weekends and bank holidays."),
)
