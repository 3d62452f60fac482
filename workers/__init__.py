"""The workers: they carry a decision to every centre it concerns. Tasks are doors; rules live in workflow."""
