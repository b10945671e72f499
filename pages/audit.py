"""Nhật ký: who changed what and when, the values before and after, a commit taken back, the chain checked."""

from geodata.access import Permission
from pages.components.access import require
from pages.components.edit_saving import saving_notices
from pages.components.journal import chosen_commit, commit_table, commits, journal_filter

require(Permission.EDIT)
found = commits(*journal_filter())
saving_notices("audit")
commit_table(found)
chosen_commit(found)
