"""What the lettings room decides: what a letting takes beyond its agreement, and what the CORE service accepts. Pure."""

from housingdesk.lettings.rules.drafts import LettingDraft

__all__ = ["LettingDraft"]
