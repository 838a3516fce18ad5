"""Pages on which a hub asks members for figures, and members give them."""
