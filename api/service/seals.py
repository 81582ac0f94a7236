"""The seals of a HOME: a bureau's own keys in its folders."""

from api.process.settings import Settings
from licenses.seal.seals import FolderSeals


def seals_of(settings: Settings) -> FolderSeals:
    """The keys that a bureau has put into the folders of its HOME, and its timestamp service."""
    return FolderSeals(settings.keys, settings.trust, str(settings.tsa_url) if settings.tsa_url else None)
