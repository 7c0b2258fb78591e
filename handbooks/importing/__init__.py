"""Bringing handbooks in: Word documents, Markdown and zipped HTML become drafts."""
