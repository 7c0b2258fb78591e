"""Being told by e-mail of a handbook's new editions."""
