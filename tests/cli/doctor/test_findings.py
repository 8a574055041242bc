from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hiptimer.audio.devices import Device
from hiptimer.cli.doctor.facts import Folder, Surroundings, TriedBackend, chosen_backend
from hiptimer.cli.doctor.findings import (
    NO_DEVICE,
    backend_lines,
    beeps_words,
    choice_lines,
    device_lines,
    findings_as_json,
    surroundings_lines,
    unheard_lines,
)
from hiptimer.cli.doctor.remedies import Remedy
from hiptimer.foundation.terminal import Terminal
from hiptimer.foundation.toml.files import Problem
from hiptimer.library.loading import Entry

MISSING = TriedBackend(
    "simpleaudio",
    "is not installed",
    remedy=Remedy(
        "sudo apt install gcc && pip install simpleaudio",
        builds_with=("a C compiler", "the ALSA headers"),
        lacks=("a C compiler",),
    ),
)
WORKING = TriedBackend("miniaudio", None, through="PulseAudio", device="speakers")
DEVICES = [
    Device("alsa.1", "Loudspeaker", is_sink=True),
    Device("headset\x1b[2J", "headset\x1b[2J", is_sink=False),
]
DEAF = TriedBackend("aplay", "found no device")
BROKEN_PATH = Path("/home/me/mine.toml")
FOUND = Surroundings(
    terminal=Terminal((), "xterm-256color", (80, 24), 256, "utf-8"),
    folders=(
        Folder("shipped circuits", Path("/opt/circuits"), True, False, 5),
        Folder("your circuits", Path("/home/me/circuits"), True, False, 1),
    ),
    broken=(Entry("mine", BROKEN_PATH, False, None, (Problem(BROKEN_PATH, 1, "is wrong"),)),),
    missing_sounds=(),
    bad_sounds=(),
    system="Linux",
    versions={"Python": "3.12.1", "simpleaudio": None},
)


def printed_words(found: Surroundings) -> str:
    return "\n".join(surroundings_lines(found))


def test_a_working_backend_is_shown_with_its_server_and_device() -> None:
    assert list(backend_lines(WORKING)) == ["  miniaudio    works, through PulseAudio, to speakers"]


def test_a_missing_backend_is_shown_with_its_install_command_and_needs() -> None:
    missing, added = backend_lines(MISSING)
    assert missing == "  simpleaudio  is not installed"
    assert added.strip() == (
        "to install it: sudo apt install gcc && pip install simpleaudio; building it needs "
        "a C compiler and the ALSA headers, of which a C compiler cannot be found"
    )


def test_a_backend_without_a_known_install_command_says_so() -> None:
    unknown = replace(MISSING, remedy=Remedy(None))
    assert list(backend_lines(unknown))[1].strip() == "no known command installs it here"


def test_auto_takes_the_first_working_backend() -> None:
    tried = [MISSING, DEAF, WORKING, replace(WORKING, name="pacat")]
    assert chosen_backend(tried) is WORKING
    assert list(choice_lines(tried)) == ["  auto uses miniaudio"]


def test_a_server_without_an_output_device_is_reported() -> None:
    assert "nothing can be heard" in "\n".join(choice_lines([replace(WORKING, device=NO_DEVICE)]))


def test_without_a_working_backend_only_the_bell_remains_with_the_reason() -> None:
    assert chosen_backend([MISSING, DEAF]) is None
    assert "Install one of those above" in "\n".join(choice_lines([MISSING]))
    deaf = "\n".join(choice_lines([MISSING, DEAF]))
    assert "terminal's bell" in deaf
    assert "Is a loudspeaker connected" in deaf


def test_the_number_of_beeps_played_is_reported() -> None:
    assert beeps_words(WORKING, 3) == "  miniaudio played all 3 beeps to the end, to speakers"
    assert "played 1 of 3" in beeps_words(WORKING, 1)


def test_the_checks_name_the_device_and_the_other_working_backends() -> None:
    checks = "\n".join(unheard_lines(WORKING, [MISSING, WORKING, replace(WORKING, name="pacat")]))
    assert "speakers is what you listen to" in checks
    assert "--sound pacat" in checks
    assert "--sound simpleaudio" not in checks
    assert "--sound miniaudio" not in checks


def test_the_view_is_shown_with_what_prevents_the_full_screen() -> None:
    assert "full screen" in printed_words(FOUND)
    piped = replace(FOUND, terminal=FOUND.terminal._replace(not_terminals=("stdout",)))
    assert "line mode, since stdout is not a terminal" in printed_words(piped)


def test_folders_are_shown_with_their_problems() -> None:
    words = printed_words(FOUND)
    assert "/opt/circuits: 5 files\n" in words
    assert "/home/me/circuits: 1 file, not writable" in words
    assert "1 circuit\n    /home/me/mine.toml:1: is wrong" in words


def test_a_diary_that_cannot_be_written_is_reported() -> None:
    folder = Folder("diary", Path("/home/me/data"), True, False, 1)
    assert "/home/me/data: 1 file, not writable" in printed_words(replace(FOUND, folders=(folder,)))


def test_each_personal_sound_that_cannot_be_used_is_shown_with_the_reason() -> None:
    complaint = (
        "/home/me/sounds/go.wav is empty; use a file with use a file with at least one sample"
    )
    found = replace(FOUND, bad_sounds=(complaint,))
    first = "bad sounds        1, the built-in ones are used instead"
    assert f"  {first}\n    {complaint}\n" in printed_words(found)
    assert findings_as_json(found, [], [], 0)["bad_sounds"] == [complaint]
    assert "bad sounds" not in printed_words(FOUND)


def test_a_folder_that_does_not_exist_yet_is_not_a_fault() -> None:
    folder = Folder("your circuits", Path("/home/me/circuits"), False, True, 0)
    assert "does not exist yet" in printed_words(replace(FOUND, folders=(folder,)))
    barred = replace(folder, is_writable=False)
    assert "cannot be created" in printed_words(replace(FOUND, folders=(barred,)))


def test_findings_are_printed_without_control_characters() -> None:
    folder = Folder("your circuits", Path("/home/\x1b[2J"), False, True, 0)
    device = replace(WORKING, device="\x1b[2J")
    printed = printed_words(replace(FOUND, folders=(folder,))) + "".join(backend_lines(device))
    assert "\x1b" not in printed


def test_each_device_is_listed_with_its_description() -> None:
    assert list(device_lines(DEVICES)) == [
        "  devices      alsa.1: Loudspeaker",
        "               headset\\u{1b}[2J",
    ]


def test_as_json_findings_have_documented_keys() -> None:
    found = findings_as_json(FOUND, [MISSING, WORKING], DEVICES, played=3)
    assert found["sound"]["auto"] == "miniaudio"
    assert found["sound"]["device"] == "speakers"
    assert found["sound"]["devices"] == [
        {"name": "alsa.1", "description": "Loudspeaker"},
        {"name": "headset\x1b[2J", "description": "headset\x1b[2J"},
    ]
    assert found["sound"]["beeps"] == {"wanted": 3, "played": 3}
    assert found["sound"]["backends"][0] == {
        "name": "simpleaudio",
        "works": False,
        "trouble": "is not installed",
        "through": None,
        "device": None,
        "add": "sudo apt install gcc && pip install simpleaudio",
        "lacks": ["a C compiler"],
    }
    assert found["terminal"]["view"] == "full screen"
    assert found["terminal"]["size"] == [80, 24]
    assert found["folders"][1]["writable"] is False
    assert found["broken"] == [{"id": "mine", "errors": ["/home/me/mine.toml:1: is wrong"]}]
    assert found["versions"] == {"Python": "3.12.1", "simpleaudio": None}
    assert findings_as_json(FOUND, [DEAF], [], played=0)["sound"]["auto"] == "bell"
