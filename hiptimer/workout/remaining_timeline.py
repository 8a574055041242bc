"""The timeline of a workout under way, from which sets and exercises can be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.leaving_out import last_of_set, leave_out, until_set_end

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline


class RemainingTimeline(NamedTuple):
    """The `whole` timeline, and the `current` one, which may end a block after an earlier set.

    In that case `last_of_set` is the phase with which the set ends. After it, the dropped sets
    cannot be restored.
    """

    whole: Timeline
    current: Timeline
    last_of_set: int | None = None

    @property
    def ends_after_set(self) -> bool:
        """Whether a block ends with a set before the last planned one."""
        return self.current is not self.whole

    def end_after_set(self, index: int) -> RemainingTimeline:
        """End the block with the set of phase `index`; returns this object if it is the last."""
        ended = until_set_end(self.current, index)
        if ended is self.current:
            return self
        return self._replace(current=ended, last_of_set=last_of_set(self.current, index))

    def restore_sets(self) -> RemainingTimeline:
        """Undo `end_after_set`."""
        return RemainingTimeline(self.whole, self.whole)

    def pass_phase(self, index: int) -> RemainingTimeline:
        """Drop the sets for good if phase `index`, which has ended, was the last of its block."""
        return RemainingTimeline(self.current, self.current) if index == self.last_of_set else self

    def leave_out(self, exercise_id: str, index: int, current_index: int) -> RemainingTimeline:
        """Leave out the efforts of an exercise from phase `index` on.

        `current_index` is the phase whose set is still to be the last of its block, if one is.
        Returns this object if no such effort follows.

        Raises:
            NothingToDo: no effort remains.

        """
        whole = leave_out(self.whole, exercise_id, index)
        if whole is self.whole:
            return self
        remaining = RemainingTimeline(whole, whole)
        if not self.ends_after_set or index >= len(whole.phases):
            return remaining
        return remaining.end_after_set(current_index)
