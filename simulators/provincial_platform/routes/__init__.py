"""The platform's doors."""
