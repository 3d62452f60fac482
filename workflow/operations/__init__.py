"""Use cases: one transaction each. Lock the project, ask the permission gate, call the domain, leave."""
