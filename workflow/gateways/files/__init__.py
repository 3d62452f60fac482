"""Where the contents of documents lie, addressed by what they are."""

from workflow.gateways.files.local import LocalFileStore
from workflow.gateways.files.store import Arriving, Content, FileStore, TooLarge

__all__ = ["Arriving", "Content", "FileStore", "LocalFileStore", "TooLarge"]
