from __future__ import annotations

import errno
import os

import pytest

from hiptimer.foundation.text.reasons import reason


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EACCES, os.strerror(errno.EACCES)), "permission denied"),
        (OSError("an error without a number"), "no reason given"),
    ],
)
def test_a_reason_continues_a_sentence(error: OSError, words: str) -> None:
    assert reason(error) == words
