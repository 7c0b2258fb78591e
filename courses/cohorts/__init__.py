"""Courses with trainers: cohorts, their sessions and members, attendance, mentoring, plans of action."""
