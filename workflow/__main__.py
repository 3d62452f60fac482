"""`python -m workflow` is `binglian`."""

from workflow.cli import main

main()
