"""Cases: a subject and its members on their way through one programme, with all that happens on it."""
