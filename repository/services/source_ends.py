"""What becomes of a source when its dataset is withdrawn: no layer is taken any more, what waited for one goes."""

from repository.lifecycle import Standing
from repository.models import Dataset, Source, SourceState


def end_source(dataset: Dataset) -> None:
    """Take no more layers of a dataset that was withdrawn. A look under way ends at its next file."""
    source = Source.objects.select_for_update().filter(dataset=dataset).first()
    if source is None:
        return
    source.state, source.reason = SourceState.PAUSED, "dataset-withdrawn"
    source.save(update_fields=["state", "reason"])
    forget_what_waits(source)


def forget_what_waits(source: Source) -> None:
    """Forget the files of a withdrawn dataset that were brought for a layer which never comes; their bytes then go."""
    if Standing(source.dataset.standing) is Standing.WITHDRAWN:
        source.files.filter(file__layer_places__isnull=True).delete()
