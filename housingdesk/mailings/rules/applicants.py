"""Letters to people who wait for a home: which letter belongs to what, and how its first answers are worded. Pure.

The words are the association's; what is answered here stands in the form and can be written over.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.lettings.rules.words import OfferState, Source
from housingdesk.values.dates import format_date, format_long

OFFER, VIEWING, SIGN_UP, DAYS_MOVED = "applicant-offer", "applicant-viewing", "applicant-sign-up", "applicant-days-moved"
NOT_SUITABLE, NOMINATION, REVIEW = "applicant-not-suitable", "nomination-refused", "applicant-review"
SUPPORT, WITHDRAWN, OFFER_ENDED = "applicant-support-declined", "applicant-withdrawn", "applicant-offer-ended"


def done_by(template: str, name: str, whom: str) -> tuple[str, ...]:
    """How the tasks in the diary begin that a letter to a household does; ``whom`` is the council or agency they came from.

    >>> done_by("applicant-offer", "Amina Khan", "Dale Council")
    ('Write to Amina Khan: ',)
    """
    match template:
        case "applicant-offer" | "applicant-sign-up" | "applicant-offer-ended":  # the later ones tell what came of it
            return (f"Write to {name}: ",)
        case "applicant-review":
            return (f"Tell {name} what came of the review",)
        case "nomination-refused":
            return (f"Tell {whom or name} that {name} is not suitable",)
        case "applicant-not-suitable":
            return () if whom else (f"Tell {name} that {name} is not suitable",)
        case "applicant-days-moved":
            return (f"Send {name} the new days of ",)
    return ()


def why_ended(state: OfferState, on: date | None, reason: str) -> str:
    """Why an offer has ended, as a beginning of what they read; empty while it stands."""
    day = format_date(on) if on is not None else ""
    said = reason.strip().rstrip(".")
    match state:
        case OfferState.REFUSED:
            return f"You told us on {day} that you do not want this home: {said}."
        case OfferState.WITHDRAWN:
            return f"We took the offer back on {day}: {said}."
        case OfferState.LAPSED:
            return "We asked you to answer by a day, and did not hear from you."
    return ""


def who_is_told(source: Source, council: str, agent: str) -> str:
    """The council or agency that put them forward; empty for who came by themselves."""
    return (council or agent) if source is Source.NOMINATION else (agent or council) if source is Source.REFERRAL else ""


def moved_days(message: str) -> tuple[str, str]:
    r"""What moves and why, as sentences, from the message that was drafted when the keys came late.

    >>> moved_days("The keys of B come back on C, not on D. So these days move:\n- The viewing: E")
    ('The viewing: E.', 'The keys of B come back on C, not on D.')
    """
    lines = message.splitlines()
    days = " ".join(f"{line.removeprefix('- ')}." for line in lines if line.startswith("- "))
    why = next((line.partition(" So these days move")[0] for line in lines if " So these days move" in line), "")
    return days, why


def days_as_they_are(days: Sequence[tuple[str, date]]) -> str:
    """The days that are set, where no message says what they were: ``The viewing is on Monday 30 November.``"""
    return " ".join(f"{what} is on {format_long(day)}." for what, day in days)
