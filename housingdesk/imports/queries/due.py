"""What bringing data in asks of Today: an association without a home begins with it, and an intake begun goes on."""

from datetime import date

from housingdesk.diary.rules import Weight
from housingdesk.imports.models import Intake
from housingdesk.imports.rules.words import IntakeState
from housingdesk.properties.models import Space
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.dates import format_date


def cards(on: date) -> list[DueCard]:
    """For somebody who may bring data in: each intake that is being prepared, or that one can be begun."""
    found = [DueCard(Weight.ROUTINE, on, f"Go on bringing in {row.name}",
    f"Balances of {format_date(row.balances_on)}; nothing "
                     "is written until it is carried out", "Go on", "intake", (("intake_id", row.id),))
             for row in Intake.select().where(Intake.state == IntakeState.OPEN).order_by(Intake.id)]
    if not found and not Space.select(Space.id).limit(1).exists():
        found.append(DueCard(Weight.ROUTINE, on, "Bring in your homes, people, rents and balances",
                             "No home is kept here yet. The spreadsheets of any old system will do", "Begin", "intakes"))
    return found
