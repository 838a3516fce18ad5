"""What a clock or an operator starts: the worker, the demo, stories, backups."""
