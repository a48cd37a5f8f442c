"""Rows of this app: jobs, and products that are made of them."""

from compute.models.jobs import DEAD as DEAD
from compute.models.jobs import CallMoment as CallMoment
from compute.models.jobs import Job as Job
from compute.models.jobs import JobCall as JobCall
from compute.models.jobs import JobEvent as JobEvent
from compute.models.jobs import JobInput as JobInput
from compute.models.jobs import JobOutput as JobOutput
from compute.models.jobs import Sameness as Sameness
from compute.models.products import Granule as Granule
from compute.models.products import Product as Product
from compute.models.products import ProductKind as ProductKind
