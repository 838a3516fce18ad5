"""The one gate for figures about people: the unsafe is hidden or rounded, proven, and logged before it leaves."""
