"""The web application for granian or any other WSGI server."""

import multiprocessing
import os
import sys

from django.core.checks import Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config.answers import whole
from config.crowds import crowds_last
from config.embedded.leash import die_with_parent
from config.lanes import lanes

if (master := multiprocessing.parent_process()) is not None and master.pid is not None:
    die_with_parent(parent=master.pid)  # granian's own process would leave this one behind when it is killed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

try:
    application = lanes(crowds_last(whole(get_wsgi_application())))
except ImproperlyConfigured as problem:
    sys.exit(str(problem))
for found in run_checks(tags=["varve"]):
    if isinstance(found, Error):
        sys.exit(str(found.msg))
