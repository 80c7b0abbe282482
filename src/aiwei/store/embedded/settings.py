"""The server's settings, in two kinds: what we promise, and what an office may tune."""

STARTING_SIZES = {"shared_buffers": "128MB", "max_connections": "60"}
"""Written into ``postgresql.conf`` once, by initdb: a small office's sizes, free to be changed there."""

_PROMISES = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_min_messages": "warning",
    # personal data must not reach the log: no statement texts, no parameters, and none of the DETAIL
    # lines, which quote the row of a broken constraint and the statements of a deadlock
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
_DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


def promised(*, durable: bool) -> dict[str, str]:
    """Given on the command line at each start, so that no configuration file can undo them."""
    return _PROMISES | dict.fromkeys(_DURABILITY, "on" if durable else "off")


def as_options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
