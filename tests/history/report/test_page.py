from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps, ToFatigue
from hiptimer.history.report.page import POLICY, report_html
from hiptimer.history.report.report import read_report
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.workout.events import EndedBy
from tests.conftest import exercise, open_hold, paced, timed
from tests.diary.days import MORNING, plan_of
from tests.diary.past import attempts_at, keep, workout

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.diary.workout_copies import WorkoutCopy
    from hiptimer.plan.effort import EffortSide
    from hiptimer.plan.plan import Plan

VOID = {"meta", "br"}
HOSTILE = "</title></style><script src=//evil.example>alert(1)</script><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """A parsed page: its tags with their attributes, and the words within each type of tag."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.setdefault(self._open[-1] if self._open else "", []).append(data)

    @property
    def text(self) -> str:
        return " ".join(word for words in self.words.values() for word in words)

    def attributes_of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for it, attributes in self.tags if it == tag]


def strength(name: str = "Squat", title: str = "Trial") -> Plan:
    """Return a plan with a hold to fatigue and reps on each side, and a stretch without sides."""
    return plan_of(
        exercise("squat", open_hold(30.0, 90.0), sides="each", name=name),
        exercise("climber", paced(6), sides="each"),
        exercise("stretch", timed(30.0)),
        sets=Range.single(2),
        title=title,
    )


def keep_months(folder: Path, workouts: int, plan: Plan | None = None, note: str = "") -> None:
    """Store a workout every other morning, each effort slightly longer than the time before."""
    plan = plan or strength()
    planned = attempts_at(plan)
    keep(
        folder,
        *(
            workout(
                plan,
                MORNING + timedelta(days=2 * number),
                [replace(it, seconds=it.seconds + number / 10) for it in planned],
                loads={"squat": f"{8 + number // 20} kg", "climber": note or "heavy band"},
                feelings=Feelings(5, 3, 6, 2, "left", note),
            )
            for number in range(workouts)
        ),
    )


def page_of(folder: Path, days: int = 100) -> tuple[str, Page]:
    text = report_html(read_report(folder, None, MORNING + timedelta(days=days)))
    return text, Page(text)


def test_a_page_without_workouts_says_so(tmp_path: Path) -> None:
    _, page = page_of(tmp_path)
    assert page.words["h1"] == ["15 Nov 2026"]
    assert "No workouts in this period." in page.words["p"]
    assert page.attributes_of("svg") == page.attributes_of("table") == []


def test_a_page_of_one_workout_has_every_section(tmp_path: Path) -> None:
    keep_months(tmp_path, 1)
    _, page = page_of(tmp_path, days=0)
    assert page.words["h2"] == [
        "What was prescribed and what was done",
        "Week by week",
        "Hold times",
        "Pain",
        "Loads",
    ]
    assert len(page.attributes_of("svg")) == 1
    assert "too few workouts" in page.words["td"]


def test_without_a_rating_of_pain_there_is_no_section_about_it(tmp_path: Path) -> None:
    keep(tmp_path, workout(plan_of(exercise("plank", timed(30.0))), feelings=Feelings(effort=4)))
    _, page = page_of(tmp_path, days=0)
    assert "Pain" not in page.words["h2"]


def test_left_and_right_are_shown_with_their_units_and_compared(tmp_path: Path) -> None:
    plan = strength()
    phases = plan.timeline.phases
    attempts = [
        replace(it, seconds=40.0) if phases[it.index].effort.side == "right" else it
        for it in attempts_at(plan)
    ]
    for day in range(3):
        keep(tmp_path, workout(plan, MORNING + timedelta(days=day), attempts))
    _, page = page_of(tmp_path, days=3)
    cells = page.words["td"]
    dose = "hold to fatigue each side, about 30 s, at most 1 min 30 s"
    assert cells[:5] == [dose, "12 of 12", "30s", "40s", "left 25 % less"]
    dose = "6 reps each side, drive 1 s, return 3 s"
    assert cells[5:10] == [dose, "12 of 12", "6 reps", "6 reps", "equal"]
    assert cells[10:13] == ["30 s", "6 of 6", "30s"]
    # Best and mean of each side in each of three workouts.
    assert cells[-12:] == ["30"] * 6 + ["40"] * 6
    assert any(it.startswith("Left, right: average per effort") for it in page.words["p"])


def test_the_page_names_what_hurt_what_was_not_counted_and_who_did_not_check_it(
    tmp_path: Path,
) -> None:
    plan = plan_of(exercise("calf", FreeReps(Range.single(12), None), sides="left", name="Raise"))
    (attempt,) = attempts_at(plan)
    pain = EffortPain(20.0, attempt.index, "calf", "Raise", "left", 6)
    keep(
        tmp_path,
        workout(plan, attempts=[replace(attempt, confirmed=False)]),
        workout(
            plan,
            MORNING + timedelta(days=1),
            [replace(attempt, by=EndedBy.PAIN, reps=7, confirmed=True)],
            feelings=Feelings(note="sharp", pains=(pain,)),
        ),
    )
    _, page = page_of(tmp_path, days=3)
    cells = page.words["td"]
    assert cells[1:3] == ["2 of 2", "12 planned → 7 reps"]
    assert cells[-2:] == ["Raise", "left"]
    assert page.words["span"][-1] == "8 Aug: 6"
    assert page.words["li"] == ["8 Aug: sharp"]
    footer = " ".join(page.words["p"])
    assert "“Planned” reps were done at the person's own pace and not counted" in footer
    assert "Not checked or endorsed by the author of the circuit." in footer
    assert "can be a bone stress injury, and no rating rules one out" in footer


def hurt(day: int, exercise_id: str, pain: int | None, side: EffortSide | None) -> WorkoutCopy:
    """Return a workout in which an exercise hurt on a side."""
    plan = plan_of(*(exercise(it, timed(30.0), sides="each") for it in ("squat", "climber")))
    efforts = {(it.effort.movement.id, it.effort.side): it for it in plan.timeline.phases}
    index = plan.timeline.phases.index(efforts[exercise_id, side])
    said = EffortPain(20.0, index, exercise_id, exercise_id.capitalize(), side, pain)
    return workout(plan, MORNING + timedelta(days=day), feelings=Feelings(pains=(said,)))


def test_exercises_that_hurt_are_listed_by_side_with_their_days(tmp_path: Path) -> None:
    keep(
        tmp_path,
        hurt(0, "squat", 4, "left"),
        hurt(1, "climber", None, "right"),
        hurt(2, "squat", 3, "right"),
        hurt(3, "squat", 6, "left"),
    )
    _, page = page_of(tmp_path, days=3)
    rows = ["Squat", "left", "; ", "Squat", "right", "Climber", "right"]
    assert page.words["td"][-7:] == rows
    assert page.words["span"] == [
        *("7 Aug: 4", "10 Aug: 6"),
        "9 Aug: 3",
        "8 Aug: not rated",
    ]


def test_an_exercise_that_hurt_often_lists_its_last_days(tmp_path: Path) -> None:
    keep(tmp_path, *(hurt(day, "squat", day % 10, "left") for day in range(12)))
    _, page = page_of(tmp_path, days=12)
    assert page.words["span"][0] == "6 times before"
    assert page.words["span"][1:] == [f"{7 + day} Aug: {day % 10}" for day in range(6, 12)]


def test_the_columns_of_holds_name_the_month_if_it_changed(tmp_path: Path) -> None:
    plan = strength()
    days = (0, 2, 24, 26)
    keep(tmp_path, *(workout(plan, MORNING + timedelta(days=day)) for day in days))
    _, page = page_of(tmp_path, days=26)
    heading = page.words["th"].index("Seconds")
    assert page.words["th"][heading + 1 : heading + 5] == ["7 Aug", "9", "31", "2 Sep"]


def test_holds_beyond_a_minute_are_listed_in_seconds(tmp_path: Path) -> None:
    plan = plan_of(exercise("plank", open_hold(30.0, 300.0)))
    keep(tmp_path, workout(plan, attempts=[replace(attempts_at(plan)[0], seconds=105.4)]))
    _, page = page_of(tmp_path, days=0)
    assert page.words["td"][-2:] == ["105", "105"]


def test_the_page_never_says_that_pain_is_safe(tmp_path: Path) -> None:
    keep_months(tmp_path, 12)
    _, page = page_of(tmp_path)
    assert not re.search("safe|acceptable", page.text, re.IGNORECASE)


def test_a_page_of_two_hundred_workouts_is_below_300_kilobytes(tmp_path: Path) -> None:
    keep_months(tmp_path, 200)
    text, page = page_of(tmp_path, days=400)
    assert page.words["h1"] == ["7 Aug 2026 – 11 Sep 2027"]
    assert page.words["caption"] == ["The last 16 of 200 workouts with it."]
    assert page.words["figcaption"] == ["Squat"]
    assert "50 weeks before" in page.words["th"]
    assert len(text) < 300_000


def test_the_page_fetches_and_runs_nothing(tmp_path: Path) -> None:
    keep_months(tmp_path, 30)
    text, page = page_of(tmp_path)
    assert {"http-equiv": "Content-Security-Policy", "content": POLICY} in page.attributes_of(
        "meta"
    )
    assert POLICY == "default-src 'none'; style-src 'unsafe-inline'"
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "a"}
    attributes = {name for _, them in page.tags for name in them}
    assert not attributes & {"src", "href", "srcset", "style", "xlink:href"}
    assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(|@import|://", text)


def test_every_plot_has_a_description_and_a_unique_id(tmp_path: Path) -> None:
    keep_months(tmp_path, 30)
    _, page = page_of(tmp_path)
    ids = [them["id"] for _, them in page.tags if "id" in them]
    assert len(ids) == len(set(ids)) == 2 * len(page.attributes_of("svg"))
    for svg in page.attributes_of("svg"):
        assert svg["role"] == "img"
        assert set((svg["aria-labelledby"] or "").split()) <= set(ids)
    assert len(page.words["desc"]) == len(page.attributes_of("svg"))
    assert page.attributes_of("html") == [{"lang": "en"}]
    assert page.words["title"][0] == "Exercise report, 7 Aug – 15 Nov 2026"


def test_text_from_the_user_is_escaped(tmp_path: Path) -> None:
    keep_months(tmp_path, 6, strength(HOSTILE, title=HOSTILE), note=HOSTILE)
    harmless = tmp_path / "harmless"
    keep_months(harmless, 6, note="fine")
    _, page = page_of(tmp_path)
    _, same = page_of(harmless)
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in same.tags]
    assert page.text.count(HOSTILE) >= 6


def test_times_to_fatigue_in_motion_are_not_called_holds(tmp_path: Path) -> None:
    pulses = exercise("pulses", ToFatigue(30.0, 90.0, isometric=False))
    keep(tmp_path, workout(plan_of(pulses)))
    _, page = page_of(tmp_path)
    assert "Times to fatigue" in page.words["h2"]
    hold = exercise("hold", ToFatigue(30.0, 90.0, isometric=True))
    keep(tmp_path, workout(plan_of(pulses, hold), MORNING + timedelta(days=1)))
    _, page = page_of(tmp_path)
    assert "Hold times and times to fatigue" in page.words["h2"]


@pytest.mark.parametrize("seconds", [0.0, 0.4])
def test_a_hold_of_constant_length_has_no_plot(tmp_path: Path, seconds: float) -> None:
    plan = plan_of(exercise("plank", timed(30.0, isometric=True)))
    longer = [replace(it, seconds=it.seconds + seconds) for it in attempts_at(plan)]
    keep(tmp_path, workout(plan), workout(plan, MORNING + timedelta(days=1), longer))
    _, page = page_of(tmp_path)
    assert "Hold times" not in page.words["h2"]
    keep(tmp_path, workout(plan, MORNING + timedelta(days=2), [replace(longer[0], seconds=45.0)]))
    _, page = page_of(tmp_path)
    assert "Hold times" in page.words["h2"]
