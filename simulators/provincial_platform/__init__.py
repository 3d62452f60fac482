"""A stand-in for the provincial approval platform: issues project codes, receives exchange records, pushes downward."""
