"""SDMX in and out: CSV, ML and JSON of data read without their structure, structures and data written."""
