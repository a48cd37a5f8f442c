"""Tables that name each other are made in one step, tied before the step is noted, and removed again."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from repository.models.tables import AllTables

TOGETHER = AllTables(
    [
        migrations.CreateModel(
            "Egg",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("laid_by", models.ForeignKey("repository.hen", models.PROTECT, related_name="+")),
            ],
        ),
        migrations.CreateModel(
            "Hen",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("hatched_from", models.ForeignKey("repository.egg", models.PROTECT, null=True, related_name="+")),
            ],
            options={"indexes": [models.Index(fields=["hatched_from", "-id"], name="hen_by_egg")]},
        ),
    ]
)
TABLES = {"repository_egg", "repository_hen"}


def _states() -> tuple[ProjectState, ProjectState]:
    before = ProjectState()
    after = before.clone()
    TOGETHER.state_forwards("repository", after)
    return before, after


def test_no_model_is_made_while_others_are_added() -> None:
    _before, after = _states()
    assert "apps" not in after.__dict__
    assert {model.__name__ for model in after.apps.get_models()} == {"Egg", "Hen"}


def test_models_made_before_are_made_anew_with_those_that_are_added() -> None:
    state = ProjectState()
    assert list(state.apps.get_models()) == []
    TOGETHER.state_forwards("repository", state)
    assert len(list(state.apps.get_models())) == 2


@pytest.mark.django_db
def test_tables_that_name_each_other_are_made_tied_and_removed() -> None:
    before, after = _states()
    with connection.schema_editor(atomic=False) as editor:
        TOGETHER.database_forwards("repository", editor, before, after)
        assert editor.deferred_sql == []
    assert set(connection.introspection.table_names()) >= TABLES
    with connection.cursor() as cursor:
        ties = {table: connection.introspection.get_relations(cursor, table) for table in TABLES}
        assert ties["repository_egg"] == {"laid_by_id": ("id", "repository_hen")}
        assert ties["repository_hen"] == {"hatched_from_id": ("id", "repository_egg")}
        assert "hen_by_egg" in connection.introspection.get_constraints(cursor, "repository_hen")
    with connection.schema_editor(atomic=False) as editor:
        TOGETHER.database_backwards("repository", editor, after, before)
    assert not TABLES & set(connection.introspection.table_names())
