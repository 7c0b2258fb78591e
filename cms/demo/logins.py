"""The demo's log-ins, known to everybody."""

from typing import NamedTuple

from courses.cohorts.models import TRAINERS


class Login(NamedTuple):
    """A log-in, what it is called, and its groups; without groups it is an administrator, who may do everything."""

    email: str
    password: str
    what: str
    groups: tuple[str, ...] = ()

    @property
    def is_administrator(self) -> bool:
        """Whether it may do everything."""
        return not self.groups


LOGINS = [
    Login("admin@example.org", "mostik-admin-demo", "administrator"),
    Login("editor@example.org", "mostik-editor-demo", "content editor", ("Editors", "Moderators")),
    Login("trainer@example.org", "mostik-trainer-demo", "trainer", (TRAINERS,)),
]
