"""In the admin: the certificates, and taking one back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Certificate
from .services import revoke

FROZEN = ("number", "name", "course", "language", "hours", "organisation", "reason", "issued_at", "revoked_at")


class RevokeForm(WagtailAdminModelForm):
    """Takes a certificate back; nothing else on it can be changed."""

    revoked = forms.BooleanField(
        required=False,
        label=_("Revoke this certificate"),
        help_text=_("For good. Its public page says only that it was revoked."),
    )

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data["revoked"]:
            revoke(certificate=self.instance)
        return self.instance


class FrozenPolicy(ModelPermissionPolicy):
    """Certificates are issued by services and not deleted, whoever asks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "change") and super().user_has_permission(user, action)


register_permission_policy(Certificate, FrozenPolicy(Certificate))


class CertificateViewSet(SnippetViewSet):
    """The certificates, with everything on them to read and one thing to do."""

    model = Certificate
    icon = "doc-full-inverse"
    add_to_admin_menu = True
    menu_order = 350
    copy_view_enabled = False
    list_display = ["number", "name", "course", "language", "reason", "issued_at", "revoked_at"]
    list_filter = ["reason", "language"]
    edit_handler = ObjectList(
        [*(FieldPanel(name, read_only=True) for name in FROZEN), FieldPanel("revoked")], base_form_class=RevokeForm
    )


register_snippet(CertificateViewSet)
