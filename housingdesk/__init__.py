"""HousingDesk: sign-ups, rent, benefit, arrears and letters for small housing associations."""

from housingdesk.db import driver

__version__ = "0.1.0"

driver.keep_out()
