"""What an editor has to mend before a file can be made."""


class ContentProblem(Exception):
    """Something in a handbook that no file can be made of: a sentence for editors, the title of its chapter."""

    def __init__(self, message: str, chapter: str = ""):
        super().__init__(message)
        self.message = message
        self.chapter = chapter
