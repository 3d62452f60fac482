"""Where the provincial platform calls us."""
