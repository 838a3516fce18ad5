"""Opening a case: search first, then a known person or a new one."""
