"""What can go wrong with a run as a whole."""


class NightFailedError(Exception):
    """The night did not succeed; what it has loaded stays loaded, and the earlier file stays published."""


class SettingsError(Exception):
    """A setting cannot be meant as it stands."""


class UsageError(SettingsError):
    """What was typed, or set, makes no sense: nothing has begun, and the exit status is 2."""


class PortError(SettingsError):
    """A port of this machine cannot be listened on."""

    def __init__(self, port: int, error: OSError) -> None:
        """Say which port, why, and what to do."""
        super().__init__(
            f"port {port} cannot be used ({error.strerror}): choose another --port, or 0 for any that is free"
        )


class AnswerError(Exception):
    """An answer holds values that the chosen format cannot hold."""


class DownloadError(Exception):
    """Published data could not be fetched, or are not what was published."""
