"""A letter's wording tried out: what stands against using it, and the letter itself as a made-up person would get it."""

from dataclasses import dataclass
from functools import lru_cache

from housingdesk.errors import Refused
from housingdesk.letters.rules.checks import reading_age, template_problems, template_text
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.fields import FACTS, examples
from housingdesk.letters.rules.merge import Template, parse_template
from housingdesk.letters.rules.samples import SAMPLES, Sample, sample_facts
from housingdesk.values.problems import Problem


@dataclass(frozen=True, slots=True)
class Proof:
    """What one sample would get. ``pdf`` is None when the letter cannot be made, and ``refused`` says why."""

    sample: Sample
    pdf: bytes | None
    refused: str
    problems: tuple[Problem, ...]
    reads_at: float | None


@lru_cache(maxsize=256)
def parsed(source: str) -> Template:
    """The template in a TOML text; Refused with the reason when it is none."""
    return parse_template(source)


def problems(source: str) -> list[Problem]:
    """What stands against putting a wording in use, without drawing it."""
    try:
        return template_problems(parsed(source), examples(), FACTS)
    except Refused as refused:
        return [Problem("wording", str(refused))]


def all_problems(source: str) -> list[Problem]:
    """As ``problems``, and what stands in the way of the letter to each of the made-up people."""
    found = problems(source)
    for sample in SAMPLES if not found else ():
        said = proof(source, sample).refused
        if said:
            found.append(Problem("letter", f"{sample.words}: {said}"))
    return found


def proof(source: str, sample: Sample) -> Proof:
    """The letter that a made-up person would get with this wording, and what is to be said about the wording."""
    from housingdesk.letters.pdf import draw_letter

    found = tuple(problems(source))
    try:
        template = parsed(source)
    except Refused:
        return Proof(sample, None, str(found[0].message), found, None)
    age = reading_age(template_text(template, examples()))
    try:
        return Proof(sample, draw_letter(compose_letter(template, sample_facts(template, sample))), "", found, age)
    except Refused as refused:
        return Proof(sample, None, str(refused), found, age)
