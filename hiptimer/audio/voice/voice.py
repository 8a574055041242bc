"""A voice for a workout: every word is recorded in advance, so that none is late.

A synthesizer speaks a wording as one text, with the intonation of a sentence. Without one, or if it
fails, the wording is assembled from the phrases that ship with hiptimer, if all of them exist.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.clip_cache import ClipCache
from hiptimer.audio.voice.levelling import level_speech
from hiptimer.audio.voice.shipped_phrases import recording_path
from hiptimer.audio.voice.speech_programs import (
    SHIPPED,
    SYNTHESIZERS,
    UnknownVoice,
    words_per_minute,
)
from hiptimer.audio.voice.synthesizers import CannotSpeak, find_first_synthesizer, find_synthesizer
from hiptimer.foundation import folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from hiptimer.audio.score.speech import Wording
    from hiptimer.audio.sounds.wav import Clip
    from hiptimer.audio.voice.synthesizers import Synthesizer

_CONCURRENT_RECORDINGS = 2
"""The number of concurrent recordings: more would slow down the start of the screen."""

_PATIENCE = 3
"""The number of failures in a row after which a synthesizer is no longer used."""

_RECORDED_AS = "1"
"""A version that changes with `levelling`, so that older recordings are not used anymore."""


class RecordedVoice:
    """Speaks the wordings given to `prepare`. `synthesizer` is None for shipped phrases only.

    `trouble` is a message for the person about what went wrong; None if nothing has.
    """

    def __init__(self, synthesizer: Synthesizer | None, cache: ClipCache | None = None) -> None:
        self.synthesizer = synthesizer
        self.trouble: str | None = None
        self._cache = cache or ClipCache(folders.cache() / "voice")
        self._said: dict[Wording, tuple[Clip, ...] | None] = {}
        self._shipped: dict[str, Clip | None] = {}
        self._failures = 0
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The name of the voice: "espeak-ng, en-us", or "shipped"."""
        if self.synthesizer is None:
            return SHIPPED
        return ", ".join(filter(None, (self.synthesizer.name, self.synthesizer.voice)))

    def clips(self, wording: Wording) -> tuple[Clip, ...] | None:
        """Return one recording of the whole `wording`, or one of each phrase.

        None if it cannot be said or was not prepared. Never waits and never raises.
        """
        return self._said.get(wording)

    def prepare(self, wordings: Iterable[Wording]) -> Iterator[tuple[int, int]]:
        """Record what is not recorded yet, and yield progress as (done, total) now and then.

        If the caller stops early, the finished recordings are kept.
        """
        wanted = [wording for wording in dict.fromkeys(wordings) if wording not in self._said]
        if not wanted:
            return
        self._cache.tidy()
        kept = {wording: self._kept(wording) for wording in wanted}
        self._said |= {wording: (clip,) for wording, clip in kept.items() if clip}
        missing = [wording for wording, clip in kept.items() if clip is None]
        done = len(wanted) - len(missing)
        yield done, len(wanted)
        for wording, clips in self._recorded(missing):
            self._said[wording] = clips
            done += 1
            yield done, len(wanted)

    def _recorded(
        self, wordings: Sequence[Wording]
    ) -> Iterator[tuple[Wording, tuple[Clip, ...] | None]]:
        """Yield each of `wordings` with its recordings.

        Only a few are in progress at a time, so that stopping early leaves little work to finish.
        """
        with ThreadPoolExecutor(_CONCURRENT_RECORDINGS, thread_name_prefix="voice") as threads:
            under_way: deque[tuple[Wording, Future[tuple[Clip, ...] | None]]] = deque()
            for wording in wordings:
                under_way.append((wording, threads.submit(self._record, wording)))
                if len(under_way) > _CONCURRENT_RECORDINGS:
                    first, recorded = under_way.popleft()
                    yield first, recorded.result()
            for wording, recorded in under_way:
                yield wording, recorded.result()

    def _record(self, wording: Wording) -> tuple[Clip, ...] | None:
        if self.synthesizer and self._failures < _PATIENCE:
            try:
                clip = self._synthesized(self.synthesizer, " ".join(wording))
            except CannotSpeak as error:
                self._fail(f"{self.synthesizer.name} {error}")
            except (OSError, wav.BadWav) as error:
                self._fail(f"the speech of {self.synthesizer.name} cannot be saved: {error}")
            else:
                self._failures = 0
                return (clip,)
        clips = tuple(filter(None, map(self._shipped_clip, wording)))
        return clips if clips and len(clips) == len(wording) else None

    def _fail(self, reason: str) -> None:
        self._failures += 1
        self.trouble = f"{reason}; the phrases shipped with hiptimer are used instead"

    def _kept(self, wording: Wording) -> Clip | None:
        if self.synthesizer is None:
            return None
        return self._cache.clip(*_key(self.synthesizer, " ".join(wording)))

    def _synthesized(self, synthesizer: Synthesizer, text: str) -> Clip:
        return self._cache.keep(level_speech(synthesizer.speak(text)), *_key(synthesizer, text))

    def _shipped_clip(self, phrase: str) -> Clip | None:
        with self._lock:
            if phrase not in self._shipped:
                self._shipped[phrase] = self._own_form(phrase)
            return self._shipped[phrase]

    def _own_form(self, phrase: str) -> Clip | None:
        """Return a shipped recording in hiptimer's native form; None if there is none."""
        path = recording_path(phrase)
        with suppress(OSError, wav.BadWav):
            if path and path.is_file():
                content = sha256(path.read_bytes()).hexdigest()
                kept = self._cache.clip(SHIPPED, content)
                return kept or self._cache.keep(wav.read(path), SHIPPED, content)
        return None


def find_voice(name: str) -> RecordedVoice | None:
    """Return the voice with the name that the person chose; None if speech is off.

    "auto" is the first synthesizer that can speak, else the shipped phrases.

    Raises:
        UnknownVoice: no voice with that name can speak on this machine.

    """
    if name == "off":
        return None
    if name == SHIPPED:
        return RecordedVoice(None)
    if name == "auto":
        return RecordedVoice(find_first_synthesizer())
    if name in SYNTHESIZERS:
        try:
            return RecordedVoice(find_synthesizer(name))
        except CannotSpeak as error:
            raise UnknownVoice(f"{name} cannot speak here: it {error}. {_right()}") from None
    synthesizer = find_first_synthesizer(name) if name.strip() else None
    if synthesizer is None:
        raise UnknownVoice(f"no voice {name!r} on this machine. {_right()}")
    return RecordedVoice(synthesizer)


def _right() -> str:
    """Return the list of valid names on this machine, in words."""
    speaks = find_first_synthesizer()
    if speaks is None:
        return "Use auto, off or shipped; hiptimer doctor shows how to install a voice."
    return f"Use auto, off, shipped, {speaks.name} or one of its voices" + (
        f", such as {speaks.voice}." if speaks.voice else "."
    )


def _key(synthesizer: Synthesizer, text: str) -> tuple[str, ...]:
    """Return the cache key of `text` spoken by `synthesizer`: all that the recording depends on."""
    speed = str(words_per_minute(text))
    return synthesizer.name, _RECORDED_AS, synthesizer.voice or "", speed, text
