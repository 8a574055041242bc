"""The player process: reads a score from its stdin and answers on its stdout.

    python -m hiptimer.audio.player.player [--headphones] [--device=NAME] [NAME…]

tries to open each backend in turn and keeps the first that works. With headphones it plays in
stereo, and each note comes from its side. With --list-devices it only reports the devices that
miniaudio finds. One JSON object per line, in:

    {"do": "score", "notes": [NOTE, …]}    replaces all upcoming notes; a note is
                                           [moment, sound, pitch, seconds, pan]
    {"do": "volume", "percent": 80}
    {"do": "count"}                        asks how many notes have been played

and out:

    {"trying": NAME}            before each: a library may take the process down with it
    {"through": "PulseAudio"}   the system's audio service, if the library reports it
    {"ready": NAME}             or, when nothing works,
    {"failed": {NAME: why, …}}
    {"played": 3, "now": …}     answers a count: notes the sound device has taken to their end
    {"giving_way": NAME}        ends, because only that silences what is playing
    {"devices": [[name, description, is_sink], …]}
    {"alive": true}             four times per second, while the sound device consumes sound

Moments are those of `time.monotonic()`, which is the same in both processes. The end of stdin ends
the player and all its sound immediately. No other process imports an audio library, because these
print to the terminal and can crash.
"""

from __future__ import annotations

import json
import os
import sys
import time
from threading import Thread
from typing import TYPE_CHECKING, cast

from hiptimer.audio.backends import BACKENDS, NOT_INSTALLED
from hiptimer.audio.devices import LIST_DEVICES, Device
from hiptimer.audio.player.audio_output import AudioOutput, UnavailableError
from hiptimer.audio.player.heartbeat import SIGN_SECONDS
from hiptimer.audio.player.piece_player import PiecePlayer
from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.stream import Stream
from hiptimer.audio.player.system_player import feed_system_player
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.speaker import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from typing import NoReturn

    from hiptimer.audio.player.piece_player import Buffer


def open_simpleaudio(tell: Callable[..., None], playback: Playback) -> AudioOutput:
    """Play complete pieces through simpleaudio."""
    if sys.version_info >= (3, 12) and sys.flags.ignore_environment:
        # Without PYTHONMALLOC it crashes; see `process`. Frozen programs ignore the environment.
        raise UnavailableError("is not safe in a frozen program")
    import simpleaudio

    def play_buffer(samples: bytes) -> Buffer:
        return cast("Buffer", simpleaudio.play_buffer(samples, playback.channels, 2, RATE))

    def give_way() -> NoReturn:
        tell(giving_way="simpleaudio")
        os._exit(0)

    try:
        # An empty buffer would crash the process.
        play_buffer(bytes(RATE // 50))
    except simpleaudio._simpleaudio.SimpleaudioError as error:
        raise UnavailableError("found no device") from error
    return PiecePlayer(play_buffer, give_way, time.monotonic, playback.channels)


def open_miniaudio(tell: Callable[..., None], playback: Playback) -> AudioOutput:
    """Play one stream through miniaudio, which requests a block whenever it has room."""
    import miniaudio

    stream = Stream(time.monotonic, SampleCache(), playback.channels)
    try:
        device = miniaudio.PlaybackDevice(
            nchannels=playback.channels,
            sample_rate=RATE,
            buffersize_msec=20,
            device_id=_miniaudio_id(playback.device) if playback.device else None,
            backends=_miniaudio_systems(),
            app_name="hiptimer",
        )
        # Otherwise only the device and its generator would refer to each other, and the garbage
        # collector would close the device during a workout.
        stream.taker = device
        blocks = _blocks(stream)
        next(blocks)
        device.start(blocks)
    except miniaudio.MiniaudioError as error:
        raise UnavailableError("found no device") from error
    tell(through=device.backend)
    return stream


def miniaudio_devices() -> dict[Device, object]:
    """Return miniaudio's identifier of each device; those of PulseAudio are its sinks."""
    try:
        import miniaudio
    except ImportError:
        return {}
    found = miniaudio.Devices(_miniaudio_systems())
    is_sink = found.backend == "PulseAudio"
    devices = {}
    for it in found.get_playbacks():
        # The name of a sink is the beginning of its identifier.
        sink = bytes(miniaudio.ffi.buffer(it["id"])).partition(b"\0")[0].decode(errors="replace")
        devices[Device(sink if is_sink else it["name"], it["name"], is_sink)] = it["id"]
    return devices


def _miniaudio_id(name: str) -> object:
    """Return miniaudio's identifier of a device. Raises UnavailableError if there is none."""
    for device, identifier in miniaudio_devices().items():
        if device.name == name:
            return identifier
    raise UnavailableError("found no device of that name")


def _miniaudio_systems() -> list[object]:
    """Return the sound systems that miniaudio may try: all except those that are silent."""
    import miniaudio

    silent = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    return [system for system in miniaudio.Backend if system not in silent]


def _blocks(stream: Stream) -> Generator[bytes, int, None]:
    """Yield as many frames as each `send` requests."""
    block = b""
    while True:
        block = stream.block((yield block))


_LIBRARIES: Mapping[str, Callable[[Callable[..., None], Playback], AudioOutput]] = {
    "simpleaudio": open_simpleaudio,
    "miniaudio": open_miniaudio,
}


def open_system_player(name: str, playback: Playback) -> AudioOutput:
    """Play one stream through a system program."""
    stream = Stream(time.monotonic, SampleCache(), playback.channels)
    feed_system_player(name, stream, playback.channels)
    return stream


def open_output(
    names: Iterable[str], tell: Callable[..., None], playback: Playback
) -> AudioOutput | None:
    """Return the first of `names` that can be opened; report why and return None if none can."""
    failed = {}
    for name in names:
        tell(trying=name)
        try:
            if BACKENDS[name].is_library:
                output = _LIBRARIES[name](tell, playback)
            else:
                output = open_system_player(name, playback)
        except ImportError:
            failed[name] = NOT_INSTALLED
        except UnavailableError as error:
            failed[name] = str(error)
        else:
            tell(ready=name)
            return output
    tell(failed=failed)
    return None


def obey(line: bytes, output: AudioOutput) -> dict[str, object]:
    """Execute one command from stdin, and return its answer; most have none."""
    command = json.loads(line)
    if command["do"] == "score":
        output.play([Note(*note) for note in command["notes"]])
    elif command["do"] == "volume":
        output.set_volume(command["percent"])
    elif command["do"] == "count":
        return {"played": output.played, "now": time.monotonic()}
    return {}


def give_signs_of_life(output: AudioOutput, tell: Callable[..., None]) -> NoReturn:
    """Send signs of life indefinitely, whenever `output` takes sound."""
    while True:
        time.sleep(SIGN_SECONDS)
        if output.takes_sound:
            tell(alive=True)


def main(arguments: Sequence[str]) -> NoReturn:
    """Play until stdin ends."""
    playback, names = Playback.from_arguments(arguments)
    # Keeps the output of native libraries out of the answers.
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def tell(**answer: object) -> None:
        # One call per line, because two threads write.
        os.write(answers, json.dumps(answer).encode() + b"\n")

    if LIST_DEVICES in arguments:
        tell(devices=list(miniaudio_devices()))
    elif output := open_output(names or BACKENDS, tell, playback):
        Thread(target=give_signs_of_life, args=(output, tell), daemon=True).start()
        for line in sys.stdin.buffer:
            if answer := obey(line, output):
                tell(**answer)
    # A regular exit would hang if a device is still open.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
