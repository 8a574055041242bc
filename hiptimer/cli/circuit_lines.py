"""The output of `list`, `show` and `check`: circuits in words, one item per line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit import wording
from hiptimer.foundation.text.durations import clock_face, duration_text
from hiptimer.foundation.text.printable import printable
from hiptimer.plan.choices import chosen_sets_of_blocks, default_choices
from hiptimer.plan.offers import offers, rest_offers, sets_offer
from hiptimer.plan.plan import Plan
from hiptimer.plan.wording import dose_words, effort_words, gear_words, phase_word, place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.library.loading import Entry
    from hiptimer.plan.offers import Offer
    from hiptimer.plan.timeline import Phase


def default_seconds(entry: Entry, circuit: Circuit) -> float:
    """Return how long a circuit takes with its default choices."""
    return Plan(circuit, entry.id, default_choices(circuit)).planned_seconds


def list_lines(entry: Entry) -> Iterator[str]:
    """Yield a circuit as `hiptimer list` prints it."""
    if entry.circuit is None:
        yield f"{entry.id}  BROKEN"
        yield from (f"    {problem}" for problem in entry.problems)
        return
    circuit = entry.circuit
    planned = clock_face(default_seconds(entry, circuit))
    yield f"{entry.id}  {circuit.title}"
    yield f"    {wording.prescribed_sets_words(circuit)}, {planned} total"
    if needs := wording.equipment(circuit):
        yield f"    needs: {', '.join(needs)}"
    if circuit.author or circuit.source:
        yield f"    from: {', '.join(it for it in (circuit.author, circuit.source) if it)}"
    if entry.replaces_shipped:
        yield f"    yours, replaces the shipped circuit: {printable(str(entry.path))}"
    elif not entry.shipped:
        yield f"    yours: {printable(str(entry.path))}"


def show_lines(plan: Plan) -> Iterator[str]:
    """Yield a circuit with all its texts, then today's workout phase by phase."""
    circuit, choices, timeline = plan.circuit, plan.choices, plan.timeline
    yield f"{circuit.title} ({timeline.id})"
    if circuit.author or circuit.source:
        yield ", ".join(it for it in (circuit.author, circuit.source, circuit.url) if it)
    for text in (circuit.about.strip(), circuit.warning.strip()):
        if text:
            yield ""
            yield text
    for exercise in circuit.exercises:
        yield ""
        yield from _exercise_lines(exercise, is_skipped=exercise.id in choices.without)
    yield ""
    named_sets = (sets_offer(block) for block in circuit.blocks if block.id)
    if shared := [it for it in (*named_sets, *rest_offers(circuit)) if it.range.is_choice]:
        yield from map(_offer_line, shared)
        yield ""
    sets = chosen_sets_of_blocks(circuit, choices)
    yield f"Today: {sets}; {clock_face(timeline.planned_seconds)} total"
    if plan.fit_words:
        yield plan.fit_words
    yield from (_phase_line(phase) for phase in timeline.phases)


def _exercise_lines(exercise: Exercise, *, is_skipped: bool) -> Iterator[str]:
    skipped = " (skipped today)" if is_skipped else ""
    yield f"{exercise.name} ({exercise.id}){skipped}"
    yield f"    {wording.prescription_words(exercise)}"
    if exercise.equipment:
        yield f"    needs: {', '.join(exercise.equipment)}"
    for number, step in enumerate(exercise.how, start=1):
        yield f"    {number}. {step}"
    texts = {"cue": exercise.cue, "tip": exercise.tip, "warning": exercise.warning}
    for label, text in texts.items():
        if text:
            yield f"    {label}: {text}"
    yield from (f"    {_offer_line(offer)}" for offer in offers(exercise))


def _offer_line(offer: Offer) -> str:
    return f"--with {offer.name}=…  {offer.words()}"


def _phase_line(phase: Phase) -> str:
    effort = phase.effort
    starts = f"{clock_face(phase.starts):>7}"
    if phase.is_effort:
        what = f"{effort_words(effort)}; {dose_words(effort)}; {place_words(effort)}"
        return f"{starts}  {effort.movement.word:12} {what}"
    gear = "".join(f"; {words}" for words in gear_words(phase.gear))
    length = "until ready" if phase.seconds is None else duration_text(phase.seconds)
    return f"{starts}  {phase_word(phase, 0.0):12} {length}, then {effort_words(effort)}{gear}"
