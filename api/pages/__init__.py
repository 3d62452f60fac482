"""Pages for people: the start page and the API reference, rendered here, nothing loaded from elsewhere."""
