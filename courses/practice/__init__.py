"""What learners answer, and how far they have come. Keyed on content, not on pages' rows."""
