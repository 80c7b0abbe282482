"""What is wrong with a file that somebody handed in."""


class DocumentProblem(Exception):  # noqa: N818 (a sentence for the person who chose the file)
    """The file as a whole cannot be used; the message says why and what to do."""
