"""Addresses of processes, jobs and products."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from compute.doors import downloads
from compute.doors import products as product_doors
from compute.doors.client import python_client
from compute.doors.ogc_processes import views as ogc
from compute.doors.rest import jobs as rest_jobs
from compute.doors.rest import processes as rest_processes
from compute.doors.rest import products as rest_products
from compute.doors.wps.door import wps
from compute.views import jobs, processes, products

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

_JOB: list[URLPattern | URLResolver] = [
    path("", rest_jobs.OneJob.as_view(), name="api-compute-job"),
    path("log/", rest_jobs.Log.as_view(), name="api-compute-log"),
    path("deposit/", rest_jobs.Returned.as_view(), name="api-compute-deposit"),
    path("reproduce/", rest_jobs.Again.as_view(), name="api-compute-reproduce"),
]
_REST: list[URLPattern | URLResolver] = [
    path("processes/", rest_processes.Processes.as_view(), name="api-compute-processes"),
    path("processes/<str:process_id>/", rest_processes.OneProcess.as_view(), name="api-compute-process"),
    path("processes/<str:process_id>/price/", rest_processes.Price.as_view(), name="api-compute-price"),
    path("jobs/", rest_jobs.Jobs.as_view(), name="api-compute-jobs"),
    path("jobs/<uuid:job_id>/", include(_JOB)),
    path("products/", rest_products.Products.as_view(), name="api-compute-products"),
    path("products/<slug:product>/", rest_products.OneProduct.as_view(), name="api-compute-product"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("wps", wps, name="wps"),
    path("varve_client.py", python_client, name="python-client"),
    path("ogcapi/processes", ogc.landing, name="processes-bare"),
    path("ogcapi/processes/", include(_OGC)),
    path("api/v1/compute/", include(_REST)),
    path("compute/jobs/<uuid:job_id>/results/<str:name>", downloads.compute_result, name="compute-result"),
    path("compute/", processes.listed, name="compute"),
    path("compute/jobs/", jobs.listed, name="compute-jobs"),
    path("compute/jobs/<uuid:job_id>/", jobs.shown, name="compute-job"),
    path("compute/products/", products.listed, name="compute-products"),
    path("compute/products/<slug:product>/", products.shown, name="compute-product"),
    path("compute/products/<slug:product>/<str:name>", product_doors.product_result, name="compute-product-result"),
    path("compute/<str:process_id>/", processes.form, name="compute-process"),
]
