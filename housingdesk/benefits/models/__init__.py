"""Stored shapes of benefits: claims and what happens to them, what councils pay and how, schedules and their lines."""

from housingdesk.benefits.models.claims import (
    Absence,
    Appeal,
    Award,
    Circumstance,
    Claim,
    ClaimContact,
    ClaimEvidence,
    GapFinding,
    Overpayment,
    UcCard,
)
from housingdesk.benefits.models.offices import AgreedRent, Office, ProviderFile, ProviderPaper
from housingdesk.benefits.models.schedules import LineMemory, Schedule, ScheduleLayout, ScheduleLine

__all__ = ["Absence", "AgreedRent", "Appeal", "Award", "Circumstance", "Claim", "ClaimContact", "ClaimEvidence", "GapFinding",
           "LineMemory", "Office", "Overpayment", "ProviderFile", "ProviderPaper", "Schedule", "ScheduleLayout", "ScheduleLine",
           "UcCard"]
