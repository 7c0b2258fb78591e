"""Addresses of accounts, under the names that django-allauth leads to."""

from django.urls import path

from . import views

urlpatterns = [
    path("account/log-in/", views.LogInView.as_view(), name="account_login"),
    path("account/log-in/", views.LogInView.as_view(), name="account_request_login_code"),
    path("account/code/", views.CodeView.as_view(), name="account_confirm_login_code"),
    path("account/passkey/", views.PasskeyLogInView.as_view(), name="mfa_login_webauthn"),
    path("account/", views.AccountView.as_view(), name="account"),
    path("account/here/", views.learn_here, name="learn_here"),
    path("account/passkeys/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", views.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("account/log-out/", views.log_out, name="account_logout"),
]
neutral = [path("admin/logout/", views.AdminLogoutView.as_view())]
