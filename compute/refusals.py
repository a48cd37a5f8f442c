"""Why a process says no: to an input by its name, or to files that do not hold what it needs. Pure."""


class InputRefused(ValueError):
    """An input that cannot be worked with: `input` names it, `rule` is a stable code, the text says what to do."""

    def __init__(self, input_: str, rule: str, message: str) -> None:
        super().__init__(message)
        self.input, self.rule, self.message = input_, rule, message


class DataRefused(ValueError):
    """Staged files that do not hold what the process needs: empty, broken, of another kind. The text is shown."""
