"""What editors keep: sources, knowledge, language tables, and their checks."""
