"""The register as decisions see it."""

from aiwei.application.folded_view import FoldedView
from aiwei.domain.register.state import Register, evolve
from aiwei.store.book import Book

STREAM = "register"


class RegisterView(FoldedView[Register]):
    """The register of the book."""

    def __init__(self, book: Book) -> None:
        super().__init__(
            book, STREAM, Register(), lambda register, recorded: evolve(register, recorded.event)
        )
