"""One request of the service and its answer: descriptions for anybody, jobs for who shows a token or is signed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from uuid import UUID

from compute.doors.downloads import result_url
from compute.doors.entrance import Asker, jobs_of
from compute.doors.ogc_processes.refused import Unanswered
from compute.doors.ogc_processes.waiting import wait_for
from compute.doors.wps import answers
from compute.doors.wps.capabilities import Provider, capabilities
from compute.doors.wps.described import descriptions
from compute.doors.wps.errors import ErrorCode, WpsError, invalid
from compute.doors.wps.kinds import inputs_of
from compute.doors.wps.messages import (
    Asked,
    DescribeProcess,
    Dismiss,
    Execute,
    GetCapabilities,
    GetResult,
    GetStatus,
    Wanted,
)
from compute.doors.wps.offered import offerings
from compute.doors.wps.telling import Shown, Told
from compute.doors.wps.versions import V1, V2, Version
from compute.models import Job, JobOutput
from compute.processes.base import Process
from compute.processes.registry import processes
from compute.queries import results_of
from compute.services.ending import dismiss_job
from compute.services.submitting import process_of, submit_job
from compute.states import LIVE, OGC, JobState

EMBEDDED_MOST: Final = 65_536
"""Bytes of an output that an answer holds where nothing is said of it."""
_ASKED_EMBEDDED_MOST: Final = 4 * 2**20

Answer = bytes | JobOutput
"""A document, or one file as it is."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one request is answered: who offers the service, and who asks (looked at only where it matters)."""

    provider: Provider
    asker: Callable[[], Asker]

    def answer(self, asked: Asked) -> Answer:
        """Raises WpsError, RepositoryError, InputRefused, Job.DoesNotExist."""
        version = asked.version
        match asked.message:
            case GetCapabilities():
                return capabilities(version, self.provider, list(processes().values()))
            case DescribeProcess(ids):
                found = processes_named(ids, version)
                return descriptions(found) if version is V1 else offerings(found)
            case Execute() as execute:
                return self._execute(version, execute)
            case GetStatus() | GetResult() | Dismiss() as message:
                return self._of_job(version, message, self._job(message.job))

    def _of_job(self, version: Version, message: GetStatus | GetResult | Dismiss, job: Job) -> Answer:
        match message:
            case GetStatus(_job, wanted, lineage):
                return self._status(version, job, wanted, lineage=lineage)
            case GetResult():
                return answers.result(self._told(version, check_done(job), ()))
            case Dismiss():
                ended = dismiss_job(job_id=job.pk, actor=self.asker().required())
                return self._status(version, ended, (), lineage=False)

    def _execute(self, version: Version, asked: Execute) -> Answer:
        person, process = self.asker().required(), processes_named([asked.process], version)[0]
        _check(process, asked, version)
        job = submit_job(process_id=process.id, given=inputs_of(process, asked.given), actor=person)
        if asked.mode == "sync" and process.allows_sync:
            _wait(job)
        if asked.raw:
            return _output(check_done(job), asked.wanted[0].name if asked.wanted else next(iter(process.outputs)))
        if version is V2 and asked.mode == "sync" and job.state not in LIVE:
            return answers.result(self._told(version, check_done(job), asked.wanted))
        return self._status(version, job, asked.wanted, lineage=asked.lineage)

    def _status(self, version: Version, job: Job, wanted: Sequence[Wanted], *, lineage: bool) -> Answer:
        told = self._told(version, job, wanted, lineage=lineage)
        if version is V2:
            return answers.status_info(told)
        return answers.execute_response(told, self.provider.address, lineage=lineage)

    def _told(self, version: Version, job: Job, wanted: Sequence[Wanted], *, lineage: bool = False) -> Told:
        where = f"{self.provider.address}?service=WPS&version={version.number}&request=GetStatus&jobid={job.pk}"
        return Told(
            id=str(job.pk),
            process=process_of(job.process),
            status=OGC[JobState(job.state)],
            percent=_percent(job),
            message=job.message,
            created=job.created,
            inputs=job.inputs,
            outputs=[_shown(job, one, wanted) for one in _outputs(job, wanted)],
            expires=job.expires,
            address=where + _remembered(wanted, lineage=lineage),
        )

    def _job(self, said: str) -> Job:
        try:
            key = UUID(said)
        except ValueError as error:
            raise no_such_job() from error
        asker = self.asker()
        asker.required()
        return jobs_of(asker).get(pk=key)


def no_such_job() -> WpsError:
    """Also of another person's."""
    return WpsError(ErrorCode.NO_SUCH_JOB, "There is no such job.", "JobID")


def processes_named(ids: Sequence[str], version: Version) -> list[Process]:
    """In the order asked for; ``all`` is each. Raises WpsError."""
    known = processes()
    if any(one.lower() == "all" for one in ids):
        return list(known.values())
    for one in ids:
        if one not in known:
            code = ErrorCode.INVALID if version is V1 else ErrorCode.NO_SUCH_PROCESS
            raise WpsError(code, f"There is no process {one[:80]}.", "Identifier")
    return [known[one] for one in dict.fromkeys(ids)]


def check_done(job: Job) -> Job:
    """A job whose outputs are there. Raises WpsError."""
    if job.state in LIVE:
        raise WpsError(ErrorCode.NOT_READY, "The job is not over yet: ask for its status.", "JobID")
    if job.state != JobState.SUCCEEDED:
        words = job.message or "The job was dismissed, or its outputs are over."
        raise WpsError(ErrorCode.NONE_APPLIES, words, "JobID")
    return job


def _check(process: Process, asked: Execute, version: Version) -> None:
    """What can be seen before there is a job. Raises WpsError."""
    for one in asked.wanted:
        if one.name not in process.outputs:
            raise invalid(one.name[:80], f"{process.id} has no output {one.name[:80]}.")
    if asked.raw and (len(asked.wanted) or len(process.outputs)) != 1:
        raise invalid("RawDataOutput" if version is V1 else "response", "As it is, one output alone is given.")
    if asked.raw and asked.mode != "sync":
        raise invalid("mode", "As it is, an output is given at once: ask for it with mode sync.")
    if asked.mode == "sync" and not process.allows_sync and (asked.raw or version is V2):
        words = f"{process.id} takes longer than an answer can wait: ask for it asynchronously."
        raise invalid("RawDataOutput" if version is V1 else "mode", words)


def _wait(job: Job) -> None:
    """What is not over in time goes on, and its status is told instead."""
    try:
        wait_for(job)
    except Unanswered:
        job.refresh_from_db()


def _percent(job: Job) -> int:
    if job.state == JobState.SUCCEEDED:
        return 100
    return min(99, job.tasks_done * 100 // job.tasks) if job.tasks else 0


def _outputs(job: Job, wanted: Sequence[Wanted]) -> list[JobOutput]:
    if job.state != JobState.SUCCEEDED:
        return []
    names = {one.name for one in wanted}
    return [one for one in job.outputs.all() if not names or one.output in names]


def _shown(job: Job, output: JobOutput, wanted: Sequence[Wanted]) -> Shown:
    """In the answer where it was asked for so and is not too large, or is a short text; else by its address."""
    asked = {one.name: one.by_reference for one in wanted}.get(output.output)
    bare = Shown(output.output, output.media_type, result_url(job, output))
    if asked or output.size > (_ASKED_EMBEDDED_MOST if asked is False else EMBEDDED_MOST):
        return bare
    try:
        body = (results_of(job) / output.name).read_bytes()
    except OSError:  # removed just now, or its disk is away: its address tells which
        return bare
    whole = Shown(bare.name, bare.media_type, bare.href, body)
    return whole if whole.is_text or asked is False else bare


def _output(job: Job, name: str) -> JobOutput:
    output = job.outputs.filter(output=name).first()
    if output is None:
        raise invalid(name, f"The job made no {name[:80]}.")
    return output


def _remembered(wanted: Sequence[Wanted], *, lineage: bool) -> str:
    """How outputs were asked for, in the address of the status: nothing else keeps it."""
    words = {None: "", True: "@asReference=true", False: "@asReference=false"}
    kept = quote(";".join(f"{one.name}{words[one.by_reference]}" for one in wanted))
    return (f"&ResponseDocument={kept}" if kept else "") + ("&lineage=true" if lineage else "")
