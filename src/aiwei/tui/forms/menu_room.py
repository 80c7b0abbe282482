"""How long an open list may be, so that it ends above the keys at the foot of the screen."""

from textual.widget import Widget

FOOT = 1
LEAST, MOST = 3, 8


def fit_below(menu: Widget, box: Widget) -> None:
    """``menu`` opens below ``box``; what does not fit is scrolled to."""
    room = box.screen.size.height - FOOT - box.region.bottom
    menu.styles.max_height = max(LEAST, min(room, MOST))
