"""When what somebody wrote for a while is over."""

import datetime as dt


def is_past(expires: str | None, today: dt.date) -> bool:
    """The day of expiry itself still counts. What is no date is past: nobody can tell when it ends."""
    if expires is None:
        return False
    try:
        return dt.date.fromisoformat(expires) < today
    except ValueError:
        return True
