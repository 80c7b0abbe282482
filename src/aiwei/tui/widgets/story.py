"""The timeline: when, who in which post, and what happened in a sentence."""

from collections.abc import Sequence
from datetime import timedelta

from aiwei.tui.client.rows import Told
from aiwei.tui.said import moment
from aiwei.tui.widgets.prose import Paragraph, Prose

LATER = timedelta(minutes=10)


class Story(Prose):
    def show(self, entries: Sequence[Told]) -> None:
        paragraphs: list[Paragraph] = []
        for entry in entries:
            paragraphs += [head(entry), Paragraph(entry.sentence, indent=2)]
            if entry.corrected:
                paragraphs.append(
                    Paragraph(
                        f"后来更正为：{entry.corrected}", "yellow", lead="↳", lead_style="yellow", indent=4
                    )
                )
        self.say(*paragraphs)


def head(entry: Told) -> Paragraph:
    """Time and person; when it was entered later, that too."""
    post = f"（{entry.post}）" if entry.post else ""
    late = entry.recorded_at - entry.occurred_at > LATER
    entered = f"，{moment(entry.recorded_at)} 录入" if late else ""
    said = f"{moment(entry.occurred_at)}  {entry.who}{post}{entered}"
    return Paragraph(said, "bold", lead="●", lead_style="cyan", indent=2)
