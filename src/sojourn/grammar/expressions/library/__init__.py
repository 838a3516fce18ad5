"""The functions themselves, as plain Python: values in, a value out."""
