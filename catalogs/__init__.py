"""The law as data: editions of items, materials, themes, dependencies, offices and calendars."""
