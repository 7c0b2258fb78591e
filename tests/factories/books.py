"""Books as files are made of them, without any page in the database."""

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from handbooks.publishing.book import Book, Chapter

from .bodies import body


def book(*chapters: list[tuple[str, Any]], language: str = "bg", **fields: Any) -> Book:
    """Return a book with a chapter for each list of blocks."""
    address = "https://example.org/bg/handbooks/guide/"
    return Book(
        **{
            "key": uuid5(NAMESPACE_OID, "book"),
            "language": language,
            "title": "Наръчник",
            "subtitle": "",
            "summary": "Кратко и ясно.",
            "audience": "",
            "authors": "",
            "publishers": ("Сдружение „Мост“",),
            "topics": ("Училище",),
            "licence": "CC BY-SA 4.0",
            "cover": None,
            "cover_alt": "",
            "address": address,
            "short_address": "https://example.org/bg/go/abcd/",
            "text_date": date(2026, 11, 25),
            "funding": None,
            "chapters": tuple(
                Chapter(
                    pk=number,
                    key=uuid5(NAMESPACE_OID, f"chapter {number}"),
                    number=number,
                    title=f"Глава {number}",
                    summary="",
                    picture=None,
                    picture_alt="",
                    body=body(*blocks),
                    address=f"{address}{number}/",
                    short_address=f"https://example.org/bg/go/abc{number}/",
                )
                for number, blocks in enumerate(chapters, 1)
            ),
            **fields,
        }
    )
