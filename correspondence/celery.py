"""The queue. It only wakes workers up; what is to be done stands in database rows.

Tasks import `app` from here, because `correspondence/__init__.py` stays empty:
importing `correspondence.gongwen` must start neither Celery nor Django.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "correspondence.settings")

app = Celery("correspondence")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Named, not discovered: one app, one module of tasks.
app.conf.imports = ("correspondence.tasks",)
