"""Completion in bash of words that contain what bash takes for the end of a word: "=" and ":"."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from click.shell_completion import BashComplete, split_arg_string

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class BashCompletion(BashComplete):
    """Gets the line as it was typed, and returns only what follows the last such character."""

    source_template: ClassVar[str] = BashComplete.source_template.replace(
        'COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD',
        'COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_CWORD="${COMP_WORDS[COMP_CWORD]}"',
    )
    _before = ""
    """The beginning of the typed word, which bash takes for words of their own."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the typed one, and the typed one."""
        line, part = os.environ["COMP_WORDS"], os.environ["COMP_CWORD"].strip("=:")
        words = split_arg_string(line)[1:]
        typed = words.pop() if words and not line[-1].isspace() else ""
        if typed.endswith(part):
            self._before = typed.removesuffix(part)
        return words, typed

    def format_completion(self, item: CompletionItem) -> str:
        """Return the type of a completion, and what bash puts in place of its own last word."""
        return f"{item.type},{item.value.removeprefix(self._before)}"
