"""A letter as DOCX, and the text of a DOCX that somebody brings: `write` and `read`."""
