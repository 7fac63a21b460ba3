"""What can go wrong with a run as a whole."""


class NightFailedError(Exception):
    """The night did not succeed; what it has loaded stays loaded, and the earlier file stays published."""


class SettingsError(Exception):
    """A setting cannot be meant as it stands."""


class DownloadError(Exception):
    """Published data could not be fetched, or are not what was published."""
