from __future__ import annotations

import itertools
import sys
from array import array
from threading import Event
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.player.piece_player import PiecePlayer
from hiptimer.audio.player.pieces import LEAD_SECONDS, LONGEST_SECONDS, Piece, Pieces
from hiptimer.audio.player.stereo import FAR_GAIN
from hiptimer.audio.player.stream import AHEAD_SECONDS
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE, natural_seconds, render
from hiptimer.audio.speaker import Note

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = 5000.0


def pieces_of(*notes: Note) -> Pieces:
    pieces = Pieces(SampleCache())
    pieces.replace(notes, NOW)
    return pieces


def take_all(pieces: Pieces, now: float = NOW) -> list[Piece]:
    """Take one piece after the other, as if each were played when it is due."""
    found = []
    while piece := pieces.next(now):
        pieces.mark_begun(piece)
        found.append(piece)
        now = max(now, piece.start)
    return found


def reps(number: int, start: float = NOW) -> list[Note]:
    return [
        note
        for rep in range(number)
        for note in (
            Note(start + 4 * rep, "drive"),
            Note(start + 4 * rep + 1, "return", seconds=3.0),
        )
    ]


def test_an_empty_score_makes_no_piece() -> None:
    assert pieces_of().next(NOW) is None


def test_pieces_follow_one_another_without_a_gap_and_lose_no_note() -> None:
    score = reps(20)
    found = take_all(pieces_of(*score))
    assert [note for piece in found for note in piece.notes] == score
    assert len(found) > 1
    for one, following in itertools.pairwise(found):
        assert following.start == one.end
        assert one.end - one.start <= LONGEST_SECONDS


def test_a_sound_is_never_split_between_two_pieces() -> None:
    score = [Note(NOW + 2.5 * number, "return", seconds=3.0) for number in range(16)]
    (piece,) = take_all(pieces_of(*score))
    assert piece.end - piece.start > LONGEST_SECONDS


def test_a_piece_begins_with_only_a_short_silence() -> None:
    piece = pieces_of(Note(NOW + 100, "go")).next(NOW)
    assert piece
    assert piece.silent_seconds == pytest.approx(LEAD_SECONDS)


def test_a_piece_holds_each_note_at_its_moment() -> None:
    piece = pieces_of(Note(NOW + 0.2, "go"), Note(NOW + 1.2, "beat")).next(NOW)
    assert piece
    samples = piece.render(SampleCache(), 100)
    for moment, sound in ((NOW + 0.2, "go"), (NOW + 1.2, "beat")):
        first = round((moment + AHEAD_SECONDS - piece.start) * RATE)
        assert samples[first : first + len(render(sound))] == render(sound)


def test_a_slightly_late_note_is_played_whole_and_a_later_one_is_dropped() -> None:
    piece = pieces_of(Note(NOW - 0.09, "beat"), Note(NOW - 0.2, "go")).next(NOW)
    assert piece
    assert piece.notes == (Note(NOW - 0.09, "beat"),)
    assert piece.render(SampleCache(), 100) == render("beat")


def test_a_piece_in_stereo_interleaves_both_sides() -> None:
    piece = pieces_of(Note(NOW, "go", pan=-1.0)).next(NOW)
    assert piece
    mono, stereo = (piece.render(SampleCache(), 100, channels) for channels in (1, 2))
    assert stereo[0::2] == mono
    assert max(stereo[1::2]) == pytest.approx(FAR_GAIN * max(mono), abs=1)


def test_a_note_already_playing_is_not_played_again() -> None:
    pieces = pieces_of(*reps(3))
    take_all(pieces)
    pieces.replace(reps(4), NOW + 2)
    (piece,) = take_all(pieces, NOW + 2)
    assert list(piece.notes) == reps(4)[6:]


def test_a_note_due_during_a_playing_piece_gets_its_own_piece() -> None:
    pieces = pieces_of(*reps(3))
    take_all(pieces)
    pieces.replace([*reps(3), Note(NOW + 2, "warning")], NOW + 2)
    piece = pieces.next(NOW + 2)
    assert piece
    assert (piece.start, piece.notes) == (NOW + 2, (Note(NOW + 2, "warning"),))


@pytest.mark.parametrize(
    ("now", "score", "clashes"),
    [
        pytest.param(NOW + 2, reps(3), False, id="the same"),
        pytest.param(NOW + 2, [*reps(3), Note(NOW + 2, "warning")], False, id="more"),
        pytest.param(NOW + 2, reps(3)[1:], False, id="without a finished note"),
        pytest.param(NOW + 2, reps(3)[2:], True, id="without a sounding note"),
        pytest.param(NOW + 2, reps(2), True, id="without a coming note"),
        pytest.param(NOW + 30, [], False, id="empty, after the end"),
    ],
)
def test_a_score_clashes_only_with_notes_still_to_be_heard(
    now: float, score: list[Note], clashes: bool
) -> None:
    pieces = pieces_of(*reps(3))
    take_all(pieces)
    assert pieces.clashes(score, now) is clashes


class Library:
    """A fake sound library with its own clock; `played` has the buffers it was given."""

    def __init__(self) -> None:
        self.played: list[array[int]] = []
        self.gave_way = False
        self.has_played = Event()
        self.plays = True
        self.before_return: Callable[[], object] = lambda: True
        self.now = NOW

    def play_buffer(self, samples: bytes) -> Library:
        self.played.append(array("h", samples))
        self.has_played.set()
        self.before_return()
        return self

    def is_playing(self) -> bool:
        return self.plays

    def give_way(self) -> None:
        self.gave_way = True

    def player(self) -> PiecePlayer:
        return PiecePlayer(self.play_buffer, self.give_way, lambda: self.now)


def test_a_score_is_played_as_a_buffer() -> None:
    library = Library()
    library.player().play([Note(NOW - AHEAD_SECONDS, "go"), Note(NOW + 1, "beat")])
    assert library.has_played.wait(5)
    (samples,) = library.played
    assert samples[: len(render("go"))] == render("go")


@pytest.mark.parametrize("channels", [1, 2])
def test_a_late_start_skips_silence_and_keeps_the_sides_apart(channels: int) -> None:
    library = Library()
    readings = itertools.count()

    def clock() -> float:
        # A little later each time, so that the piece is begun an odd number of frames late.
        return NOW + next(readings) * 1200.5 / RATE

    player = PiecePlayer(library.play_buffer, library.give_way, clock, channels)
    player.play([Note(NOW + 0.9, "go", pan=-1.0)])
    assert library.has_played.wait(5)
    (samples,) = library.played
    left, go = samples[0::channels], render("go")
    assert left[-len(go) :] == go
    assert not any(left[: -len(go)])
    assert len(left) < len(go) + round((0.9 + AHEAD_SECONDS) * RATE)


def test_notes_count_as_played_when_the_library_has_finished_their_buffer() -> None:
    library = Library()
    player = library.player()
    player.play([Note(NOW, "go"), Note(NOW + 1, "beat")])
    assert library.has_played.wait(5)
    assert player.played == 0
    library.plays = False
    library.now += 1 + natural_seconds("beat") + AHEAD_SECONDS
    assert player.played == 2
    assert player.played == 2


def test_the_device_takes_sound_until_a_buffer_is_overdue() -> None:
    library = Library()
    player = library.player()
    assert player.takes_sound
    player.play([Note(NOW - AHEAD_SECONDS, "return")])
    assert library.has_played.wait(5)
    assert player.takes_sound
    library.now += 5
    assert player.takes_sound, "a busy device ends what it plays late"
    library.now += 2
    assert not player.takes_sound
    library.plays = False
    assert player.takes_sound


def test_a_buffer_that_ends_early_means_no_sound_and_its_notes_do_not_count() -> None:
    library = Library()
    player = library.player()
    player.play([Note(NOW - AHEAD_SECONDS, "return")])
    assert library.has_played.wait(5)
    library.plays = False
    library.now += 1
    assert not player.takes_sound
    assert player.played == 0


def test_a_library_call_that_hangs_takes_no_sound() -> None:
    library = Library()
    released = Event()
    library.before_return = released.wait
    player = library.player()
    player.play([Note(NOW - AHEAD_SECONDS, "go")])
    assert library.has_played.wait(5)
    library.now += 1
    assert not player.takes_sound
    released.set()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_library_that_raises_takes_no_sound() -> None:
    library = Library()
    library.before_return = sys.exit
    player = library.player()
    player.play([Note(NOW - AHEAD_SECONDS, "go")])
    assert library.has_played.wait(5)
    while player.takes_sound:
        pass


def test_the_library_is_never_given_an_empty_buffer() -> None:
    library = Library()
    player = library.player()
    player.play([])
    player.set_volume(50)
    player.play([Note(NOW, "hold-tick")])
    assert library.has_played.wait(5)
    assert all(library.played)


def test_the_process_gives_way_only_if_a_removed_note_would_still_sound() -> None:
    library = Library()
    player = library.player()
    score = [Note(NOW, "return")]
    player.play(score)
    assert library.has_played.wait(5)
    player.play([*score, Note(NOW + 10, "go")])
    player.set_volume(100)
    assert not library.gave_way
    player.play([])
    assert library.gave_way


def test_a_new_volume_stops_what_plays_at_the_old_volume() -> None:
    library = Library()
    player = library.player()
    player.play([Note(NOW, "return")])
    assert library.has_played.wait(5)
    player.set_volume(20)
    assert library.gave_way
