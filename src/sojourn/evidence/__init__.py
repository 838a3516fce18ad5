"""Statistics that hold no name: what may be shown, and what must stay hidden."""
