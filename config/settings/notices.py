"""How mail goes out, and where webhooks may lead."""

from config.settings.environment import Environment
from repository.clients import networks

_HOURS = tuple(str(hour) for hour in range(24))


def mail_of(env: Environment) -> tuple[int, int, int]:
    """Mails a minute at most (0: as many as there are), days a dead server is waited for, hour of the day's mails."""
    a_minute = env.whole_number("MAIL_A_MINUTE", default=1200, unit="mails")
    days = env.whole_number("MAIL_PATIENCE_DAYS", default=14, least=1, unit="days")
    return a_minute, days, int(env.choice("DIGEST_HOUR", among=_HOURS, default="6"))


def networks_of(env: Environment) -> tuple[networks.Network, ...]:
    """The networks that webhooks may lead into besides the public ones."""
    takes = "networks separated by commas, such as 10.1.0.0/16"
    return networks.networks_of(env.checked("WEBHOOK_NETWORKS", check=networks.networks_of, default="", takes=takes))
