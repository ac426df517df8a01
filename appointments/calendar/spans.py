"""Which days a view shows, what they are called, and which are beside them."""

from datetime import date, timedelta

from appointments.calendar.asked import Asked
from appointments.times import writing

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def days_of(asked: Asked) -> list[date]:
    """Return the days that are shown: one, seven from Monday on, or whole weeks."""
    first = last = asked.day
    if asked.view == "month":
        first, last = asked.day.replace(day=1), _month_after(asked.day) - DAY
    if asked.view != "day":
        first, last = _monday(first), _monday(last) + WEEK - DAY
    return [first + n * DAY for n in range((last - first).days + 1)]


def title(asked: Asked) -> str:
    match asked.view:
        case "week":
            monday = _monday(asked.day)
            text = writing.write_days(monday, monday + WEEK - DAY)
        case "month":
            text = writing.write_month(asked.day)
        case _:
            text = writing.write_long_day(asked.day, today=date.min)
    return text[:1].upper() + text[1:]


def beside(asked: Asked) -> tuple[date, date]:
    """Return the days whose views come before and after."""
    match asked.view:
        case "week":
            return asked.day - WEEK, asked.day + WEEK
        case "month":
            first = asked.day.replace(day=1)
            return (first - DAY).replace(day=1), _month_after(first)
        case _:
            return asked.day - DAY, asked.day + DAY


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _month_after(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1)
