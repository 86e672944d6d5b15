"""What stands in the way of letters and legal steps: breathing spaces, disputes, benefit decisions that are awaited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from housingdesk.demo.chance import between, stream
from housingdesk.demo.conduct import Pattern
from housingdesk.demo.population import Association
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind, standard_end
from housingdesk.tenancies.rules import TenancyKind


@dataclass(frozen=True, slots=True)
class Stopped:
    """One hold on an agreement (by its key)."""

    tenancy: int
    draft: HoldDraft


_KINDS = {Pattern.PART_PAYER: (HoldKind.BREATHING_SPACE, 0.2), Pattern.BENEFIT_STOPPED: (HoldKind.BENEFIT, 0.5),
          Pattern.STOPPED_LATELY: (HoldKind.DISPUTE, 0.12)}
_TOLD = {HoldKind.BREATHING_SPACE: ("Insolvency Service", "Notified through the Breathing Space service"),
         HoldKind.BENEFIT: ("", "The claim was renewed late; the council has all it asked for"),
         HoldKind.DISPUTE: ("", "Says that the heating charge is wrong; being looked into")}


def holds(association: Association) -> Iterator[Stopped]:
    """Those that stand today, each begun in the last weeks."""
    for tenancy in association.current(association.today):
        kind, share = _KINDS.get(association.conducts[tenancy.key - 1].pattern, (HoldKind.OTHER, 0.0))
        rng = stream(association.seed, "hold", tenancy.key)
        if tenancy.kind is TenancyKind.CONTRACT or rng.random() >= share:
            continue
        start = max(tenancy.starts, association.today - timedelta(days=between(rng, 3, 40)))
        source, note = _TOLD[kind]
        reference = f"BS{between(rng, 100000, 999999)}" if kind is HoldKind.BREATHING_SPACE else ""
        yield Stopped(tenancy.key, HoldDraft(kind, start, standard_end(kind, start), STOPS[kind], source, reference, note))
