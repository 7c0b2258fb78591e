"""Why a file can't be imported."""


class UnreadableFile(ValueError):
    """Nothing of the file is imported; the message says why, in the editor's language."""
