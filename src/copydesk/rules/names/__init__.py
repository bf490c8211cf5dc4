"""Names of people and places: spelling, form, use."""
