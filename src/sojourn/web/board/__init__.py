"""The manager's board: where cases stand, in numbers."""
