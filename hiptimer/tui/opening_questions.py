"""What the app asks when it opens: whether to resume a workout, or how the last one feels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from hiptimer.session.resuming import CannotResume
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.resume_question import ResumeQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from hiptimer.plan.plan import Plan
    from hiptimer.session.resuming import ClaimedWorkout, Resumable
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.tui.screens.resume_question import Answer


class OpeningQuestions:
    """Asks one question over the library; `begin` resumes a workout."""

    def __init__(
        self, app: App[Any], diary: SessionDiary, begin: Callable[[Plan, ClaimedWorkout], None]
    ) -> None:
        self._app = app
        self._diary = diary
        self._begin = begin

    def ask(self) -> None:
        """Offer to resume an interrupted workout, or ask about the last one."""
        self._app.run_worker(self._ask, thread=True)

    def _ask(self) -> None:
        if resumable := self._diary.last_interrupted():
            self._app.call_from_thread(self._offer, resumable)
        else:
            self._ask_about_the_last()

    def _ask_about_the_last(self) -> None:
        """Ask how it feels on the morning after. Call it in a thread: it reads the diary."""
        library = self._app.screen_stack[0]
        if isinstance(library, LibraryScreen) and (asked := self._diary.morning_after()):
            self._app.call_from_thread(library.ask_about, asked)

    def _offer(self, resumable: Resumable) -> None:
        if not isinstance(self._app.screen, LibraryScreen):
            # The person has already opened another screen; the offer would interrupt.
            return
        question = ResumeQuestion(
            self._diary.words(resumable), may_restart_hold=resumable.may_restart_hold
        )
        self._app.push_screen(question, partial(self._take_answer, resumable))

    def _take_answer(self, resumable: Resumable, answer: Answer | None) -> None:
        try:
            if answer in ("resume", "restart"):
                claimed = self._diary.claim(resumable, restarts_effort=answer == "restart")
                self._begin(claimed.plan, claimed)
                return
            if answer == "end":
                self._diary.close_unfinished(resumable)
        except CannotResume as reason:
            self._app.notify(f"{reason}.", severity="warning", markup=False)
        self._app.run_worker(self._ask_about_the_last, thread=True)
