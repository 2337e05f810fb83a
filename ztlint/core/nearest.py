"""The known name that somebody probably meant."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The most similar known name, ignoring case; None where nothing is similar."""
    import difflib  # noqa: PLC0415 - only what is misspelt needs it

    by_lower = {candidate.lower(): candidate for candidate in known}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None
