"""What goes with a home: safety certificates and when they run out, keys and who has them, meters and what they read. Pure."""

from enum import StrEnum


class CertificateKind(StrEnum):
    """A safety record of a home (rulebook §8, pre-let safety)."""

    GAS = "gas safety record"
    ELECTRICAL = "electrical report (EICR)"
    ENERGY = "energy certificate (EPC)"
    SMOKE = "smoke alarms tested"
    CARBON_MONOXIDE = "carbon monoxide alarm tested"
    FIRE = "fire risk assessment"
    LEGIONELLA = "legionella check"
    ASBESTOS = "asbestos record"


class KeyHolder(StrEnum):
    """With whom a set of keys is."""

    OFFICE = "office"
    TENANT = "tenant"
    CONTRACTOR = "contractor"
    SUPPORT = "support team"
    AGENT = "managing agent"
    VIEWING = "out for a viewing"
    LOST = "lost"


class MeterKind(StrEnum):
    """What a meter counts."""

    ELECTRICITY = "electricity"
    GAS = "gas"
    WATER = "water"
    HEAT = "heat"
