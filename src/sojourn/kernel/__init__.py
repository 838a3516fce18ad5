"""What every room may stand on: time, partial dates, identifiers, refusals; standard library only."""
