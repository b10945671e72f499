"""The one writer of DOCX: form, styles, letterhead, tables, signatures."""
