"""Files in and out: spreadsheets of caseloads, their mappings, their reports."""
