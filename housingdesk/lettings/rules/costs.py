"""What a home costs, as an offer keeps it: charge lines in pence a week (a month where charged monthly), as JSON. Pure."""

import json
from collections.abc import Sequence

from housingdesk.errors import Refused
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode

CHARGE_KEYS: dict[ChargeCode, str] = {
    ChargeCode.RENT: "charge_rent", ChargeCode.ELIGIBLE_SERVICE: "charge_service",
    ChargeCode.INELIGIBLE_SERVICE: "charge_personal", ChargeCode.WATER: "charge_water", ChargeCode.SUPPORT: "charge_support",
    ChargeCode.GARAGE: "charge_garage"}


def read_costs(text: str) -> tuple[ChargeDraft, ...]:
    """Charge lines from an offer's ``costs``; Refused when they are not readable."""
    try:
        rows = json.loads(text or "[]")
        return tuple(ChargeDraft(ChargeCode(row["code"]), str(row["description"]), int(row["pence"])) for row in rows)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("The costs of this offer are not readable. Withdraw it and make it again") from error


def write_costs(lines: Sequence[ChargeDraft]) -> str:
    """Charge lines as an offer keeps them."""
    return json.dumps([{"code": str(line.code), "description": line.description, "pence": line.pence} for line in lines],
                      ensure_ascii=False)
