"""Tags that say where content is only a sample."""

from django import template

from cms.core.cache import cached
from cms.demo.models import DemoLoad

register = template.Library()


@register.simple_tag
def is_sample() -> bool:
    """Return whether the site was filled with the demo content. Cached."""
    return cached("is-sample", DemoLoad.objects.exists)
