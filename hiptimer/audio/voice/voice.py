"""A voice for a workout: every word is recorded in advance, so that none is late.

A synthesizer speaks a wording as one text, with the intonation of a sentence. Without one, or if it
fails, the wording is assembled from the phrases that ship with hiptimer, if all of them exist.
"""

from __future__ import annotations

import functools
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.clip_cache import ClipCache
from hiptimer.audio.voice.levelling import level_speech
from hiptimer.audio.voice.piper import MODEL_SUFFIX
from hiptimer.audio.voice.shipped_phrases import ShippedPhrases, can_say
from hiptimer.audio.voice.speech_program import CannotSpeak, words_per_minute
from hiptimer.audio.voice.speech_programs import (
    COMMAND,
    PIPER,
    PREFERRED,
    SHIPPED,
    SYNTHESIZERS,
    UnknownVoice,
)
from hiptimer.audio.voice.synthesizers import (
    find_first_synthesizer,
    find_synthesizer,
    installed_synthesizers,
)
from hiptimer.foundation import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from hiptimer.audio.score.speech import Wording
    from hiptimer.audio.sounds.wav import Clip
    from hiptimer.audio.voice.synthesizers import Synthesizer

    _Said = dict[Wording, tuple[Clip, ...] | None]

_CONCURRENT_RECORDINGS = 2
"""The number of concurrent recordings: more would slow down the start of the screen."""

_PATIENCE = 3
"""The number of failures in a row after which a synthesizer is no longer used."""

_RECORDED_AS = "2"
"""A version that changes with `levelling`, so that older recordings are not used anymore."""


class RecordedVoice:
    """Speaks the wordings given to `prepare`; without a `synthesizer`, from the shipped phrases.

    If there is a `find_spare`, the synthesizer that it finds replaces them in each workout that
    they cannot say. `trouble` is a message for the person about what went wrong; None if nothing
    has.
    """

    def __init__(
        self,
        synthesizer: Synthesizer | None = None,
        cache: ClipCache | None = None,
        *,
        find_spare: Callable[[], Synthesizer | None] | None = None,
        trouble: str | None = None,
    ) -> None:
        self.synthesizer = synthesizer
        self.trouble = trouble
        self._find_spare = functools.cache(find_spare) if find_spare else None
        self._cache = cache or ClipCache(folders.cache() / "voice")
        self._said: _Said = {}
        self._shipped = ShippedPhrases(self._cache)
        self._failures = 0

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

    def prepare(
        self, wordings: Iterable[Wording], fullest: Iterable[Wording] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Record what is not recorded yet, and yield progress as (done, total) now and then.

        The shipped phrases can say a workout if they can say its `fullest` wordings; without these,
        all of `wordings`. If the caller stops early, the finished recordings are kept.
        """
        unique = dict.fromkeys(wordings)
        self._choose(unique if fullest is None else fullest)
        wanted = [wording for wording in unique if wording not in self._said]
        if not wanted:
            return
        self._cache.tidy()
        kept = {wording: self._kept(wording) for wording in wanted}
        self._said |= {wording: (clip,) for wording, clip in kept.items() if clip}
        missing = [wording for wording, clip in kept.items() if clip is None]
        done = len(wanted) - len(missing)
        yield done, len(wanted)
        for recorded in self._recorded(missing):
            self._said |= recorded
            done += len(recorded)
            yield done, len(wanted)

    def _choose(self, fullest: Iterable[Wording]) -> None:
        """Choose between the shipped phrases and the spare synthesizer, if there is one."""
        if self._find_spare is None:
            return
        chosen = None if can_say(fullest) else self._find_spare()
        if chosen != self.synthesizer:
            self.synthesizer = chosen
            self._said.clear()

    def _recorded(self, wordings: Sequence[Wording]) -> Iterator[_Said]:
        """Yield `wordings` with their recordings, a few at a time.

        Only a few are in progress at a time, so that stopping early leaves little work to finish.
        """
        if self.synthesizer is None:
            yield from ({wording: self._shipped.clips(wording)} for wording in wordings)
            return
        by_text: dict[str, list[Wording]] = {}
        for wording in wordings:
            by_text.setdefault(" ".join(wording), []).append(wording)
        with ThreadPoolExecutor(_CONCURRENT_RECORDINGS, thread_name_prefix="voice") as threads:
            under_way: deque[Future[_Said]] = deque()
            for texts in self.synthesizer.batches(by_text):
                batch = {text: by_text[text] for text in texts}
                under_way.append(threads.submit(self._record, self.synthesizer, batch))
                if len(under_way) > _CONCURRENT_RECORDINGS:
                    yield under_way.popleft().result()
            for recorded in under_way:
                yield recorded.result()

    def _record(self, synthesizer: Synthesizer, batch: Mapping[str, list[Wording]]) -> _Said:
        """Return the recordings of a batch of wordings, which are given by their texts."""
        spoken: dict[str, tuple[Clip, ...]] = {}
        if self._failures < _PATIENCE:
            for text, samples in zip(batch, synthesizer.speak_each([*batch]), strict=True):
                if isinstance(samples, CannotSpeak):
                    self._fail(f"{synthesizer.name} {samples}")
                    continue
                try:
                    clip = self._cache.keep(level_speech(samples), *_key(synthesizer, text))
                except (OSError, wav.BadWav) as error:
                    self._fail(f"the speech of {synthesizer.name} cannot be saved: {error}")
                else:
                    self._failures = 0
                    spoken[text] = (clip,)
        return {
            wording: spoken.get(text) or self._shipped.clips(wording)
            for text, same in batch.items()
            for wording in same
        }

    def _fail(self, reason: str) -> None:
        self._failures += 1
        self.trouble = f"{reason}; the phrases shipped with hiptimer are used instead"

    def _kept(self, wording: Wording) -> Clip | None:
        if self.synthesizer is None:
            return None
        return self._cache.clip(*_key(self.synthesizer, " ".join(wording)))


def find_voice(name: str, command: str = "") -> RecordedVoice | None:
    """Return the voice with the name that the person chose; None if speech is off.

    "auto" is a preferred synthesizer if one is installed. Otherwise it is the shipped phrases, and
    in workouts that they cannot say the first synthesizer that can speak. `command` is the command
    that the person configured, or empty.

    Raises:
        UnknownVoice: no voice with that name can speak on this machine.

    """
    if name == "off":
        return None
    if name == SHIPPED:
        return RecordedVoice()
    if name == "auto":
        return _automatic_voice(command)
    program = PIPER if name.endswith(MODEL_SUFFIX) else name
    if program in SYNTHESIZERS:
        voice = {COMMAND: command, PIPER: name if program != name else None}.get(program)
        try:
            return RecordedVoice(find_synthesizer(program, voice))
        except CannotSpeak as error:
            raise UnknownVoice(f"{program} cannot speak here: it {error}. {_right()}") from None
    synthesizer = find_first_synthesizer(name) if name.strip() else None
    if synthesizer is None:
        raise UnknownVoice(f"no voice {name!r} on this machine. {_right()}")
    return RecordedVoice(synthesizer)


def _automatic_voice(command: str) -> RecordedVoice:
    trouble = None
    for name in PREFERRED:
        if name == COMMAND and not command:
            continue
        # Not tested: that would take as long as the first words, which report a failure as well.
        try:
            for synthesizer in installed_synthesizers(name, command if name == COMMAND else None):
                return RecordedVoice(synthesizer, trouble=trouble)
        except CannotSpeak as error:
            trouble = f"{name} {error}"
    others = [name for name in SYNTHESIZERS if name not in PREFERRED]
    return RecordedVoice(find_spare=partial(find_first_synthesizer, names=others), trouble=trouble)


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
    return (
        *(synthesizer.name, _RECORDED_AS, synthesizer.version, synthesizer.voice or ""),
        *(speed, text),
    )
