"""The provincial approval platform: what we ask it, what it answers, and how its callbacks prove themselves."""
