"""Files of handbooks: one input (`book`), a module a format."""
