"""What the group "Project managers" may do.

It is made by a migration and gets its rights on lists of projects and calendars as these are made.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

PROJECT_MANAGERS = "Project managers"
ON_PAGES = ("add_page", "change_page", "publish_page")


def entrust_to_managers(*, index: Any) -> None:
    """Let project managers add, edit and publish pages below a list of projects or a calendar.

    Nothing where the group is gone.
    """
    group = Group.objects.filter(name=PROJECT_MANAGERS).first()
    if group is None:
        return
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page_id=index.pk, permission=permission)
