"""One file that holds everything: database, attachments, and the proof that both came back whole."""
