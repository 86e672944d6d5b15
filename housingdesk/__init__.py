"""HousingDesk: sign-ups, rent, benefit, arrears and letters for small housing associations."""

__version__ = "0.1.0"
