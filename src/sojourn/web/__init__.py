"""Pages for staff: one folder per area; views call actions and queries, presenters format, templates show."""
