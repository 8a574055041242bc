"""Which actions of the history have an effect on which page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

PLOTTED: Final = ("overview-page", "progress-page", "pain-page")
"""The pages with plots of a period."""

_ONLY_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "look_back": PLOTTED,
    "other_plot": ("progress-page", "pain-page"),
    "scroll_page": ("overview-page", "log-page"),
    "delete": ("log-page",),
    "bring_back": ("log-page",),
}
_SMALL: Final = {"-narrow", "-small", "-tiny"}


def has_effect(action: str, page: str, sizes: AbstractSet[str]) -> bool:
    """Return whether an action has an effect on `page`, on a screen with these classes of size.

    `page` is empty if nothing was recorded, because then no page has anything to act on.
    """
    if page not in _ONLY_ON.get(action, (page,)):
        return False
    if action == "other_plot":
        # A high screen shows both plots.
        return "-high" not in sizes
    # Unless the screen is small, all panels of the overview fit.
    return action != "scroll_page" or page != "overview-page" or not _SMALL.isdisjoint(sizes)
