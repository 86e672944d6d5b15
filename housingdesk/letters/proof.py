"""A letter's wording tried out: what stands against using it, and the letter itself as somebody would get it."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from housingdesk.errors import Refused
from housingdesk.letters.rules.checks import Finding, findings, reading_age, template_text
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.fields import FACTS, examples
from housingdesk.letters.rules.merge import PAPERS, Template, parse_template
from housingdesk.letters.rules.paper_checks import paper_findings
from housingdesk.letters.rules.paper_fields import examples as paper_examples
from housingdesk.letters.rules.paper_samples import sample_paper
from housingdesk.letters.rules.papers import compose_paper
from housingdesk.letters.rules.samples import SAMPLES, Sample
from housingdesk.letters.rules.tried import Look, Tried
from housingdesk.letters.stock import is_shipped, shipped_template
from housingdesk.values.problems import Problem

_ONE_PAGE = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody would get. ``pdf`` is None when the letter cannot be made, and ``refused`` says why.

    ``windows`` are the envelopes in whose window the whole address and nothing else is seen, ``hidden`` says what is not right
    in the others. ``told`` is said of a real person who would not be written it.
    """

    tried: Tried
    pdf: bytes | None
    refused: str
    findings: tuple[Finding, ...]
    reads_at: float | None
    pages: int = 0
    windows: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    told: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stops the wording from being used."""
        return tuple(Problem(one.field, one.message) for one in self.findings if one.stops)


@lru_cache(maxsize=256)
def parsed(source: str) -> Template:
    """The template in a TOML text; Refused with the reason when it is none."""
    return parse_template(source)


def problems(source: str) -> list[Problem]:
    """What stands against putting a wording in use, without drawing it."""
    return [Problem(one.field, one.message) for one in found_in(source) if one.stops]


def found_in(source: str) -> list[Finding]:
    """All that is found in a wording, without drawing it."""
    try:
        template = parsed(source)
    except Refused as refused:
        return [Finding("wording", str(refused))]
    shipped = shipped_template(template.key) if is_shipped(template.key) else None
    if template.family in PAPERS:
        return paper_findings(template, shipped)
    return findings(template, examples(), FACTS, shipped)


def all_problems(source: str) -> list[Problem]:
    """As ``problems``, and what stands in the way of the letter to each of the made-up people."""
    found = problems(source)
    for sample in SAMPLES if not found else ():
        made = proof(source, Tried(sample))
        found += [Problem("letter", f"{sample.words}: {said}") for said in ((made.refused,) if made.refused else made.hidden)]
    return found


def proof(source: str, tried: Tried) -> Proof:
    """The letter that somebody would get with this wording, and what is to be said about the wording."""
    found = tuple(found_in(source))
    try:
        template = parsed(source)
    except Refused:
        return Proof(tried, None, found[0].message, found, None)
    age, told = reading_age(template_text(template, examples())), tried.why_not(template)
    try:
        return _drawn(template, tried, found, age, told)
    except Refused as refused:
        return Proof(tried, None, str(refused), found, age, told=told)


def _drawn(template: Template, tried: Tried, found: tuple[Finding, ...], age: float, told: str) -> Proof:
    from housingdesk.letters.pdf import draw_letter, fitted_address, read_back

    if template.family in PAPERS:
        return _drawn_paper(template, tried, found)
    letter = compose_letter(template, tried.facts(template))
    envelopes: tuple[Envelope, ...] = tuple(tried.person.envelopes if tried.person is not None else tried.envelopes)
    pdf = draw_letter(letter, envelopes=envelopes, demo=tried.person is not None and tried.person.demo)
    check = read_back(pdf, fitted_address(letter.address, envelopes).lines, envelopes)
    more = _grown(template, tried, check.pages)
    return Proof(tried, pdf, "", (*found, *more), age, check.pages, check.safe_in, check.problems, told)


def _drawn_paper(template: Template, tried: Tried, found: tuple[Finding, ...]) -> Proof:
    """A paper is always tried on a made-up letting: what it is made from is the record of a sign-up."""
    from housingdesk.letters.pdf import issue_paper

    facts = sample_paper(template, tried.sample)
    made = issue_paper(compose_paper(template, replace(facts, large_print=facts.large_print or tried.look is Look.LARGE)))
    return Proof(tried, made.pdf, "", found, reading_age(template_text(template, {**paper_examples(), **facts.words.fields()})),
                 made.pages)


def _grown(template: Template, tried: Tried, pages: int) -> tuple[Finding, ...]:
    """A letter that takes more pages than the shipped one does to the same person, or than one where none is shipped."""
    facts = tried.facts(template)
    if pages <= _ONE_PAGE or facts.large_print or facts.easy_read:
        return ()
    shipped = is_shipped(template.key)
    most = _shipped_pages(template.key, tried) if shipped else _ONE_PAGE
    usual = f"the shipped letter takes {most}" if shipped else "a letter is best on one"
    return (Finding("pages", f"It takes {pages} pages, and {usual}", stops=False),) if pages > most else ()


def _shipped_pages(key: str, tried: Tried) -> int:
    if tried.person is None:
        return _pages_to_sample(key, tried.sample)
    known = (key, tried.person.tenancy_id, tried.look)
    if known not in _PAGES_TO_PEOPLE:  # the letter is drawn after each key, the shipped one but once for each person
        _PAGES_TO_PEOPLE.clear()
        _PAGES_TO_PEOPLE[known] = _pages(key, tried)
    return _PAGES_TO_PEOPLE[known]


_PAGES_TO_PEOPLE: dict[tuple[str, int, Look], int] = {}


@cache
def _pages_to_sample(key: str, sample: Sample) -> int:
    return _pages(key, Tried(sample))


def _pages(key: str, tried: Tried) -> int:
    from housingdesk.letters.pdf import draw_letter, read_back

    template = shipped_template(key)
    try:
        return read_back(draw_letter(compose_letter(template, tried.facts(template))), None).pages
    except Refused:
        return _ONE_PAGE
