"""Commands of people who look after a running system: what they read comes from views, what they do from operations."""
