"""Erasures that a package tells become rows again: what was erased stays erased."""

from django.db import IntegrityError

from repository.models import (
    DataFile,
    Dataset,
    ErasedFile,
    Erasure,
    ErasureScope,
    ErasureState,
    Inspection,
    Preview,
    Station,
    StationReading,
)
from repository.services.past import Past, PastErasure
from repository.services.subsets import forget_parts_with


def write_erasures(dataset: Dataset, past: Past) -> dict[str, Erasure]:
    """The orders by key, and their files as erased; who gave them is known by numbers only, in the sealed document.

    What a backup brought back of such files is forgotten. The bytes are in no package any more, so no place has to be
    looked through: one that was away and comes back is found by its audit.
    """
    known = {str(row.key): row for row in Erasure.objects.filter(key__in=[each.key for each in past.erasures])}
    if any(row.dataset_id != dataset.pk for row in known.values()):
        raise IntegrityError(f"An erasure of {past.suffix} is one of another dataset in the database.")
    return known | {str(each.key): _write(dataset, past, each) for each in past.erasures if str(each.key) not in known}


def _write(dataset: Dataset, past: Past, told: PastErasure) -> Erasure:
    files = list(DataFile.objects.filter(dataset=dataset, archived_name__in=list(told.files)))
    whole = len(files) == DataFile.objects.filter(dataset=dataset).count()
    paths = next(iter(told.files.values()), ())
    erasure = Erasure.objects.create(
        key=told.key,
        dataset=dataset,
        scope=ErasureScope.DATASET if whole else ErasureScope.FILE,
        path="" if whole or not paths else paths[0],
        reason=told.reason,
        reference=told.reference,
        state=ErasureState.DONE,
        proposed_at=told.proposed_at,
        confirmed_at=told.confirmed_at,
        done_at=told.confirmed_at,
    )
    layers = {
        file.archived_name: [each.fragment for each in past.layers if file.archived_name in _names(past, each.fragment)]
        for file in files
    }
    ErasedFile.objects.bulk_create(
        ErasedFile(
            erasure=erasure,
            number=file.number,
            paths=list(told.files[file.archived_name]),
            layers=layers[file.archived_name],
            size=file.size,
            sha256=file.sha256,
            archived_name=file.archived_name,
        )
        for file in files
    )
    for derived in (Preview, Inspection, Station, StationReading):
        derived._default_manager.filter(file__in=files).delete()
    gone = DataFile.objects.filter(pk__in=[file.pk for file in files])
    forget_parts_with(gone)
    gone.update(erased_at=told.confirmed_at)
    return erasure


def _names(past: Past, fragment: int) -> frozenset[str]:
    return frozenset(file.archived_name for layer in past.layers if layer.fragment == fragment for file in layer.files)
