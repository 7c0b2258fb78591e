"""The demo's log-ins, known to everybody."""

# (e-mail, password, whether it may do everything, what it is)
LOGINS = [
    ("admin@example.org", "mostik-admin-demo", True, "administrator"),
    ("editor@example.org", "mostik-editor-demo", False, "content editor"),
]
