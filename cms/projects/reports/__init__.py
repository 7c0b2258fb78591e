"""What a project reports to its funder: figures of a period, as files, and frozen where a period is closed."""
