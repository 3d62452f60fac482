"""The outside world as the engine speaks to it: the provincial platform, notices, files."""
