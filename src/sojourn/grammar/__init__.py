"""What a programme pack may say: its forms, expressions, lifecycle and clocks, checked before anything runs."""
