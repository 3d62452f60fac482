"""The demonstration: real-shaped projects driven through the running system over HTTP, as people would drive it."""
