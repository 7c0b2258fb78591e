"""The Celery application and its timetable."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

app = Celery("mostik")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "publish-scheduled-pages": {"task": "cms.core.tasks.publish_scheduled", "schedule": 60.0},
    "notice-unannounced-changes": {"task": "cms.core.tasks.notice_unannounced_changes", "schedule": 60.0},
    "build-due-files": {"task": "handbooks.editions.tasks.build_due", "schedule": 60.0},
    "notice-stale-files": {"task": "handbooks.editions.tasks.notice_stale", "schedule": 300.0},
    "remove-superseded-files": {
        "task": "handbooks.editions.tasks.remove_superseded",
        "schedule": crontab(hour="3", minute="0"),
    },
    "send-due-emails": {"task": "handbooks.subscriptions.tasks.send_due", "schedule": 60.0},
    "remove-unconfirmed-addresses": {
        "task": "handbooks.subscriptions.tasks.remove_unconfirmed",
        "schedule": crontab(hour="1", minute="0"),
    },
    "remove-idle-learners": {
        "task": "courses.learners.tasks.remove_idle_learners",
        "schedule": crontab(hour="1", minute="30"),
    },
    "remove-unused-accounts": {
        "task": "courses.accounts.tasks.remove_unused_accounts",
        "schedule": crontab(hour="2", minute="0"),
    },
    "remove-expired-evidence": {
        "task": "courses.cohorts.tasks.remove_expired_evidence",
        "schedule": crontab(hour="2", minute="0"),
    },
    "remove-old-uploads": {
        "task": "handbooks.importing.tasks.remove_old_uploads",
        "schedule": crontab(minute="15"),
    },
    "remove-unused-versions": {
        "task": "courses.practice.tasks.remove_unused_versions",
        "schedule": crontab(hour="2", minute="30"),
    },
}


@worker_init.connect
def let_readers_go_first(**_signal: Any) -> None:
    """Give way to the web server where both share a small machine: making files takes all that there is."""
    os.nice(10)
