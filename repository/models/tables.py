"""The operation that makes the tables of an app in one step; only migrations use it."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.models import CreateModel


class AllTables(Operation):
    """Models that may name each other in any order.

    Django makes every model of the history anew whenever one that is related to it is added: for a hundred tables that
    is most of the time that a new database takes. Here all of them are added first, and made once.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How a migration writes it."""
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Add the models to what is known, and leave making them to whoever asks for them first."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the tables, then what ties them together.

        Django would tie them when everything else is done, and note afterwards, outside the transaction, that it is: a
        migration that was killed there could neither go on nor begin again.
        """
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        ties, schema_editor.deferred_sql = schema_editor.deferred_sql, []
        for statement in ties:
            schema_editor.execute(statement, None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Remove the tables, and with each what refers to it."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Make {len(self.operations)} tables"
