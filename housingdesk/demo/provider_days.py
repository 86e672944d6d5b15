"""What the councils hold about the made-up association's supported schemes: one file whole, one with a gap and a rent left."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.benefits.queries.provider_files import missing_files
from housingdesk.benefits.rules.provider_file import WANTED, FileDraft, PaperDraft
from housingdesk.benefits.rules.words import ProviderPaperKind
from housingdesk.db.connection import Store
from housingdesk.demo.actions.provider import PlannedFile, write_provider_files
from housingdesk.demo.places import COUNCILS, SUPPORT_PROVIDERS
from housingdesk.documents.rules import FileDraft as Scan
from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.values.dates import add_months, rent_year_of, rent_year_start
from housingdesk.values.text import sentence_case

_TITLES = {
    ProviderPaperKind.STATUS: "Registration as a provider of social housing", ProviderPaperKind.LEASE: "Lease of the building",
    ProviderPaperKind.BREAKDOWN: "Rent breakdown of this year", ProviderPaperKind.SPLIT: "Service charges, what counts",
    ProviderPaperKind.SUPPORT: "Support agreement", ProviderPaperKind.AGREED: "Letter with the agreed rent"}
_SUPPORT = ("Each person has a key worker: help to settle in, to keep the licence, with money and benefits, with health and "
            "with moving on. Somebody can be reached by day and by night.")
_LEFT_PENCE = 310


def write_provider_days(store: Store, who: Who, today: date) -> int:
    """Opens a file for every scheme with claims for supported housing; returns how many."""
    desk = Desk(store, who, lambda: datetime.combine(today, time(0, 18), UTC))
    wanted: Sequence[tuple[int, str, int, str, int]] = desk.ask(missing_files)
    files = [planned(place, one, today) for place, one in enumerate(wanted)]
    return int(desk.do(write_provider_files, files=files).value)


def planned(place: int, wanted: tuple[int, str, int, str, int], today: date) -> PlannedFile:
    """The file of one scheme: the first lacks a paper, a rent of it was left; each second one has support that lapses."""
    scheme_id, scheme, council_id, council, _ = wanted
    year = rent_year_start(rent_year_of(today))
    key = next((one.key for one in COUNCILS if one.name == council), 1)
    known = FileDraft(SUPPORT_PROVIDERS[key - 1].name, "3 hours a week each, and cover at night", _SUPPORT,
                      add_months(year, -30), add_months(year, 12))
    papers = tuple((_draft(kind, year, place, today), _scan(kind, scheme, council, year)) for kind in WANTED
                   if kind is not ProviderPaperKind.AGREED and not (place == 0 and kind is ProviderPaperKind.BREAKDOWN))
    return PlannedFile(scheme_id, council_id, known, papers, year, _scan(ProviderPaperKind.AGREED, scheme, council, year),
                       _LEFT_PENCE if place == 0 else 0)


def _draft(kind: ProviderPaperKind, year: date, place: int, today: date) -> PaperDraft:
    """A lease holds for years; what is agreed about support runs out soon at every second scheme."""
    if kind is ProviderPaperKind.LEASE:
        return PaperDraft(kind, _TITLES[kind], add_months(year, -60), add_months(year, 240))
    if kind is ProviderPaperKind.SUPPORT:
        return PaperDraft(kind, _TITLES[kind], add_months(year, -12), add_months(today, 1 if place % 2 else 14))
    return PaperDraft(kind, _TITLES[kind], year)


def _scan(kind: ProviderPaperKind, scheme: str, council: str, year: date) -> Scan:
    pdf = draw_list(_TITLES[kind], [f"{scheme}, for {council}", f"{sentence_case(kind)}, {year.year}"], (), (), (),
                    author="Dale Vale", demo=True)
    return Scan(f"{_TITLES[kind]}.pdf", pdf)
