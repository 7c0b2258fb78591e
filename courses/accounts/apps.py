from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Learners' accounts."""

    name = "courses.accounts"

    def ready(self):
        from cms.core import slots
        from courses.export import also_export
        from courses.learners.services import also_delete

        from .export import account_in_words
        from .services import delete_account
        from .slots import account_of_learner, account_to_delete

        also_delete(delete_account)
        also_export("account", account_in_words)
        slots.fill("learning.account", account_of_learner)
        slots.fill("learning.delete", account_to_delete)
