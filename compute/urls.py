"""Addresses of processes and jobs."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from compute.doors import downloads
from compute.doors.ogc_processes import views as ogc
from compute.doors.wps.door import wps
from compute.views import jobs, processes

_OGC: list[URLPattern | URLResolver] = [
    path("", ogc.landing, name="processes"),
    path("conformance", ogc.conformance, name="processes-conformance"),
    path("api", ogc.api, name="processes-api"),
    path("processes", ogc.process_list, name="processes-list"),
    path("processes/<str:process_id>", ogc.process, name="processes-one"),
    path("processes/<str:process_id>/execution", ogc.execution, name="processes-execution"),
    path("jobs", ogc.job_list, name="processes-jobs"),
    path("jobs/<str:job_id>", ogc.job, name="processes-job"),
    path("jobs/<str:job_id>/results", ogc.results, name="processes-results"),
    re_path(r"^(?P<path>[\s\S]+)$", ogc.nothing, name="processes-nothing"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("wps", wps, name="wps"),
    path("ogcapi/processes", ogc.landing, name="processes-bare"),
    path("ogcapi/processes/", include(_OGC)),
    path("compute/jobs/<uuid:job_id>/results/<str:name>", downloads.compute_result, name="compute-result"),
    path("compute/", processes.listed, name="compute"),
    path("compute/jobs/", jobs.listed, name="compute-jobs"),
    path("compute/jobs/<uuid:job_id>/", jobs.shown, name="compute-job"),
    path("compute/<str:process_id>/", processes.form, name="compute-process"),
]
