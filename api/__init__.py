"""The counter, where people stand. Routes say who and what shape; rules live in workflow."""
