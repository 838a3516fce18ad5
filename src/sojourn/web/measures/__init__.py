"""Pages of measures: figures counted from cases, with their charts and tables, small numbers withheld."""
