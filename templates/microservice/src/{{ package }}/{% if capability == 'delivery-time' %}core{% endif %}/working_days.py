"""The warehouse's calendar: it works from Monday to Friday, and its clock shows UTC."""

from datetime import date, datetime, timedelta

SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY


def dispatch_day(ordered_at: datetime, cut_off_hour: int) -> date:
    """The working day on which an order leaves: its own, when it comes before the cut-off, else the next one."""
    day = ordered_at.date()
    if is_working_day(day) and ordered_at.hour < cut_off_hour:
        return day
    return after(day, 1)


def after(day: date, working_days: int) -> date:
    """The day that is so many working days later; for none, the day itself."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day
