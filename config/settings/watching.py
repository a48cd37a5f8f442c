"""What is watched: the log and the figures."""

from typing import Any, Final

from config.settings.environment import BadSetting, Environment

_TOKEN_LEAST: Final = 20


def metrics_token_of(env: Environment) -> str:
    """What opens the figures from elsewhere, empty where nothing does; raises BadSetting."""
    token = env.text("METRICS_TOKEN", default="", takes="a random text of 20 characters or more")
    if token and len(token) < _TOKEN_LEAST:
        raise BadSetting("METRICS_TOKEN is malformed: it takes a random text of 20 characters or more.")
    return token


def logging_of(form: str) -> dict[str, Any]:
    """Everything to the standard error, each line as ``form`` (`line`, `json`) has it."""
    # The sweep runs every few seconds: only what goes wrong with it is worth a line.
    quiet = ("celery.beat", "celery.worker.strategy", "celery.app.trace")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.logs.Line"}, "json": {"()": "config.logs.Json"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {name: {"level": "WARNING"} for name in quiet},
    }
