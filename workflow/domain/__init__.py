"""Pure rules: lifecycles, join, legs, clock, permissions, events. No database, no clock of its own, no randomness."""
