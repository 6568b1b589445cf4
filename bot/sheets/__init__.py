"""The entries as a table for a spreadsheet program, and back."""

from bot.sheets.merging import Merge, merged
from bot.sheets.rows import rows_of
from bot.sheets.tables import read_table, write_table

__all__ = ["Merge", "merged", "read_table", "rows_of", "write_table"]
