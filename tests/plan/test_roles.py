from __future__ import annotations

import pytest

from hiptimer.plan.effort import Beat
from hiptimer.plan.roles import Role, beat_roles


def roles(*names: str) -> list[Role]:
    return list(beat_roles([Beat(name, 1.0) for name in names]))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["drive", "return"], [Role.CONCENTRIC, Role.ECCENTRIC]),
        (["over", "back"], [Role.CONCENTRIC, Role.ECCENTRIC]),
        (["lower", "pause", "lift"], [Role.ECCENTRIC, Role.HOLD, Role.CONCENTRIC]),
        (["Inhale", "wait", "EXHALE"], [Role.CONCENTRIC, Role.HOLD, Role.ECCENTRIC]),
        (["down"], [Role.ECCENTRIC]),
    ],
)
def test_the_name_of_a_beat_says_what_the_muscle_does(
    names: list[str], expected: list[Role]
) -> None:
    assert roles(*names) == expected


@pytest.mark.parametrize(
    ("beats", "expected"),
    [
        (1, ["concentric"]),
        (2, ["concentric", "eccentric"]),
        (4, ["concentric", "hold", "hold", "eccentric"]),
    ],
)
def test_a_beat_with_another_name_has_the_role_of_its_place(
    beats: int, expected: list[str]
) -> None:
    assert [str(role) for role in roles(*(["swing"] * beats))] == expected


def test_only_a_whole_name_counts() -> None:
    assert roles("pushdown", "liftoff") == [Role.CONCENTRIC, Role.ECCENTRIC]
