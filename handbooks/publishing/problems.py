"""What an editor has to mend before a file can be made."""

from django.utils.translation import gettext


class ContentProblem(Exception):
    """Something in a handbook that no file can be made of.

    `text` is a sentence for editors, marked with `gettext_noop`, with named placeholders for `values`: it is kept and
    read later, by people of several languages. `chapter` is the title of the chapter it is in.
    """

    def __init__(self, text: str, chapter: str = "", **values: str):
        super().__init__(text % values)
        self.text = text
        self.chapter = chapter
        self.values = values

    @property
    def message(self) -> str:
        """The sentence in the active language."""
        return gettext(self.text) % self.values
