"""The engine: rules, use cases, persistence and gateways of parallel approval. Knows no HTTP server and no Celery."""
