"""How long the moderators' room waits before it says something."""

from config.settings.environment import Environment


def days_of(env: Environment) -> tuple[int, int]:
    """Working days in which an urgent deposit should be answered; days of silence before a reminder."""
    return (
        env.whole_number("URGENT_TARGET_DAYS", default=1, least=1, unit="working days"),
        env.whole_number("REMIND_AFTER_DAYS", default=14, unit="days"),
    )
