"""Thin doors: a name, a queue, one transaction or gateway, a word about what came of it."""
