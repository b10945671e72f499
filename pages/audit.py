"""Nhật ký: who changed what and when, the values before and after, a commit taken back, the chain checked."""

from geodata.door.access import Permission
from pages.components.editing.journal import chosen_commit, commit_table, commits, journal_filter
from pages.components.editing.saving import saving_notices
from pages.components.visit.access import require

require(Permission.EDIT)
found = commits(*journal_filter())
saving_notices("audit")
commit_table(found)
chosen_commit(found)
