"""The REST interface, one folder a version."""
